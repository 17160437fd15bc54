"""How sources do: one source's health, and a feed of every change of state."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from pydantic_core import to_json
from sqlalchemy import select
from sqlmodel import Session, col
from starlette.responses import Response

from api import entries, formats, tables
from api.access import Who
from api.assemble import View, moment
from api.lists import Slice
from api.parameters import DIGITS, MOST, Format, Values, chosen
from api.problems import missing
from api.reading import Reader, house, reading
from api.responses import documented
from api.views import SourceChangesView, SourceHealthView
from models import health
from models.source import Source, SourceState

router = APIRouter(tags=["sources"])
TITLE = "Sources: changes of state"
STATES = ("new", "healthy", "quiet", "failing", "retired")
ABOUT = "One item whenever a source becomes healthy, quiet, failing or retired, with the reason."


class ChangesAsked(BaseModel):
    """Parameters of the feed of changes."""

    source: Values = Field(description="sources, by name", examples=[["ofsted"]])
    state: Values = Field(description="only changes to these: healthy, quiet, failing, retired")
    limit: Annotated[int, Field(ge=1, le=MOST), DIGITS] = Field(default=50, description="the newest so many")


@router.get("/v1/sources/{name}/health", operation_id="getSourceHealth", responses=documented(SourceHealthView, 404))
def get_source_health(
    request: Request,
    name: Annotated[str, Path(max_length=100, description="name of a source", examples=["ofsted"])],
    who: Who,
) -> Response:
    """How one source does: last success, a week's articles against those expected, errors, layout, robots, channels."""
    with reading(request) as reader, Session(reader.connection) as session:
        found = health.health(session, [name], reader.now)
    if not found:
        raise missing("source", name[:60], reader.vocabulary.sources)
    return Response(to_json(health.as_json(found[0])), media_type="application/json")


@router.get(
    "/feeds/sources.{format}", operation_id="getSourceChangesAs", responses=documented(SourceChangesView, formats=True)
)
def changes_as(request: Request, format: Format, asked: Annotated[ChangesAsked, Query()], who: Who) -> Response:
    """Changes of the sources' states, newest first, in the format of the suffix."""
    return _answer(request, asked, format)


@router.get("/feeds/sources", operation_id="getSourceChanges", responses=documented(SourceChangesView, formats=True))
def changes(request: Request, asked: Annotated[ChangesAsked, Query()], who: Who) -> Response:
    """Changes of the sources' states, newest first; any format by Accept."""
    return _answer(request, asked, formats.format_of(request))


def _answer(request: Request, asked: ChangesAsked, format_: str) -> Response:
    with reading(request) as reader:
        views = _changes(reader, asked)
    base = formats.base(request)
    if format_ in ("rss", "atom", "feed.json"):
        told = [entries.change(view, house(request.app).settings, base) for view in views]
        return formats.fed(request, format_, TITLE, ABOUT, told, page=f"{base}/sources")
    if format_ == "csv":
        return formats.table(request, tables.CHANGES, [views])
    if format_ == "ndjson":
        return formats.ndjson([views])
    return formats.listed(request, views, Slice([]))


def _changes(reader: Reader, asked: ChangesAsked) -> list[View]:
    wanted = select(
        *(col(c) for c in (SourceState.id, SourceState.source, SourceState.state, SourceState.reason, SourceState.at)),
        col(Source.title),
    ).join(Source, col(Source.name) == col(SourceState.source))
    if asked.source:
        names = [one for value in asked.source for one in reader.vocabulary.source(value, "source")]
        wanted = wanted.where(col(SourceState.source).in_(names))
    if asked.state:
        wanted = wanted.where(col(SourceState.state).in_(chosen(",".join(asked.state), STATES, "state")))
    rows = reader.connection.execute(wanted.order_by(col(SourceState.id).desc()).limit(asked.limit))
    return [{**row._mapping, "at": moment(row.at)} for row in rows]
