"""What articles are about and where they come from: authorities, tags, sources, and counts over time."""

from typing import Annotated, Literal

import orjson
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from api import councils, statistics
from api.access import Who
from api.formats import listed
from api.lists import Slice
from api.parameters import DIGITS, Filters
from api.reading import reading
from api.responses import documented
from api.views import AuthoritiesView, AuthorityDetailView, SeriesView, SourcesView, TagsView
from api.vocabulary import slug

router = APIRouter(prefix="/v1")
WHOLE = Slice([])


class CouncilsAsked(BaseModel):
    """Parameters of the list of authorities."""

    name: str | None = Field(default=None, max_length=100, description="part of a name", examples=["dudley"])
    nation: str | None = Field(default=None, max_length=40, description="England, Wales, Scotland, Northern Ireland")
    region: str | None = Field(default=None, max_length=40, description="a region, such as West Midlands")
    current: bool | None = Field(default=None, description="still there; false: abolished")


class SeriesAsked(Filters):
    """Parameters of a series: a query, what to count by, and in which steps."""

    group: Literal["tag", "source", "kind", "authority", "grade", "all"] = Field(
        default="tag", description="what is counted"
    )
    interval: Literal["day", "week", "month", "year"] = Field(default="week", description="in which steps")
    limit: Annotated[int, Field(ge=1, le=5000), DIGITS] = Field(default=500, description="points, the newest first")


@router.get("/authorities", operation_id="listAuthorities", tags=["authorities"], responses=documented(AuthoritiesView))
def list_authorities(request: Request, asked: Annotated[CouncilsAsked, Query()], who: Who) -> Response:
    """Every authority, with its GSS code, type, region and nation."""
    with reading(request) as reader:
        known = reader.vocabulary
        nations = known.nation(asked.nation, "nation") if asked.nation is not None else None
        regions = known.region(asked.region, "region") if asked.region is not None else None
        part = slug(asked.name or "")
        found = [
            councils.short(council)
            for council in known.councils.values()
            if (nations is None or council.nation in nations)
            and (regions is None or council.region in regions)
            and (asked.current is None or council.current is asked.current)
            and (part in slug(council.name) or part in slug(council.short_name))
        ]
    return listed(request, found, WHOLE, alternates=False)


@router.get(
    "/authorities/{gss}",
    operation_id="getAuthority",
    tags=["authorities"],
    responses=documented(AuthorityDetailView, 404),
)
def get_authority(
    request: Request,
    gss: Annotated[str, Path(max_length=60, description="GSS code or name", examples=["E08000027"])],
    who: Who,
) -> Response:
    """One authority: latest results, a timeline of results and the news of them, statistical neighbours."""
    with reading(request) as reader:
        told = councils.detail(reader, councils.code(reader.vocabulary, gss))
    return Response(orjson.dumps(told), media_type="application/json")


@router.get("/tags", operation_id="listTags", tags=["tags"], responses=documented(TagsView))
def list_tags(request: Request, who: Who) -> Response:
    """Every tag: what it means, and how many articles carry it."""
    with reading(request) as reader:
        found = statistics.tags(reader)
    return listed(request, found, WHOLE, alternates=False)


@router.get("/sources", operation_id="listSources", tags=["sources"], responses=documented(SourcesView))
def list_sources(request: Request, who: Who) -> Response:
    """Every source and how it does: state, last success, last error, articles in the last week."""
    with reading(request) as reader:
        found = statistics.sources(reader)
    return listed(request, found, WHOLE, alternates=False)


@router.get("/stats/timeseries", operation_id="getTimeseries", tags=["stats"], responses=documented(SeriesView))
def get_timeseries(request: Request, asked: Annotated[SeriesAsked, Query()], who: Who) -> Response:
    """How many articles fulfil a query in each day, week, month or year, by tag, source, kind, authority or grade."""
    node = asked.node()
    with reading(request) as reader:
        found = statistics.series(reader, node, asked.group, asked.interval, asked.limit)
    return listed(request, found, WHOLE, alternates=False, group=asked.group, interval=asked.interval)
