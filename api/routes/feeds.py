"""Feeds that are more than a query: councils newly judged inadequate, and OPML of all the feeds there are."""

from typing import Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from lxml import etree
from sqlalchemy import func, select
from sqlmodel import col
from starlette.responses import Response

from api import archive, entries, events, formats, tables
from api.access import Who
from api.events import Event
from api.lists import Slice
from api.parameters import Format, Inadequate, Wanted
from api.reading import Reader, house, reading
from api.responses import documented
from api.views import EventsView
from models.authority import Mention

OPML: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/x-opml": {
                "schema": {"type": "string"},
                "example": '<opml version="2.0"><head><title>Councilwire</title></head><body>…</body></opml>',
            }
        },
        "description": "OPML 2.0",
    }
}
router = APIRouter(tags=["feeds"])
TITLE = "Councils newly judged inadequate"
ABOUT = (
    "One item for each event, a judgement of the bottom grade on a council's services, however many outlets tell it."
)


@router.get(
    "/feeds/inadequate.{format}", operation_id="getInadequateAs", responses=documented(EventsView, formats=True)
)
def inadequate_as(request: Request, format: Format, asked: Inadequate, who: Who) -> Response:
    """Councils newly judged inadequate, one item for each event, in the format of the suffix."""
    return answer(request, asked, format)


@router.get("/feeds/inadequate", operation_id="getInadequate", responses=documented(EventsView, formats=True))
def inadequate(request: Request, asked: Inadequate, who: Who) -> Response:
    """Councils newly judged inadequate, one item for each event; any format by Accept."""
    return answer(request, asked, formats.format_of(request))


def answer(request: Request, asked: Wanted, format_: str) -> Response:
    """The events in one format."""
    home = house(request.app)
    with reading(request) as reader:
        found = wanted(reader, asked)
        titles = dict(reader.vocabulary.sources)
    ids, lower = archive.cut([event.first for event in found], asked.archive, asked.limit)
    if format_ in ("rss", "atom", "feed.json"):
        kept = [event for event in found if event.first in set(ids)][: asked.limit]
        told = [entries.event(event, home.settings, formats.base(request), titles) for event in kept]
        beside = archive.neighbours(request, format_, asked.archive, lower)
        page = formats.base(request) + "/inadequate"
        return formats.fed(request, format_, _title(asked), ABOUT, told, page=page, **beside)
    views = [entries.event_view(event) for event in found[: asked.limit]]
    if format_ == "csv":
        return formats.table(request, tables.EVENTS, [views])
    if format_ == "ndjson":
        return formats.ndjson([views])
    return formats.listed(request, views, Slice([]))


def wanted(reader: Reader, asked: Wanted) -> list[Event]:
    """Events after the filters that were asked for."""
    known = reader.vocabulary
    bodies = [one for value in asked.inspectorate for one in known.inspectorate(value, "inspectorate")] or ["Ofsted"]
    regions = {one for value in asked.region for one in known.region(value, "region")}
    nations = {one for value in asked.nation for one in known.nation(value, "nation")}
    codes = {one for value in asked.authority for one in known.authority(value, "authority")}
    areas = {one for value in asked.area for one in known.area(value, "area")}
    return [
        event
        for event in events.bottom(reader, bodies)
        if (not regions or (event.council and event.council.region in regions))
        and (not nations or (event.council and event.council.nation in nations))
        and (not codes or event.lead.gss in codes)
        and (not areas or any(telling.bottom and telling.area in areas for telling in event.tellings))
    ]


def _title(asked: Wanted) -> str:
    said = [*asked.region, *asked.nation, *asked.authority, *asked.area, *asked.inspectorate]
    return f"{TITLE}: {', '.join(said)}" if said else TITLE


@router.get("/opml", operation_id="getOpml", responses=OPML)
def opml(request: Request, by: Literal["tag", "authority", "region"] = "tag") -> Response:
    """A file with a feed for each tag, region, or authority in the news, for a feed reader to take in at once."""
    with reading(request) as reader:
        outlines = _outlines(reader, by)
    base = formats.base(request)
    root = etree.Element("opml", {"version": "2.0"})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = f"Councilwire: a feed for each {by}"
    body = etree.SubElement(root, "body")
    feeds = [(TITLE, f"{base}/feeds/inadequate.rss", f"{base}/inadequate")]
    feeds += [(title, f"{base}/v1/articles.rss?{query}", f"{base}/search?{query}") for title, query in outlines]
    for title, address, page in feeds:
        etree.SubElement(body, "outline", {"type": "rss", "text": title, "xmlUrl": address, "htmlUrl": page})
    written = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return Response(written, media_type="text/x-opml; charset=utf-8")


def _outlines(reader: Reader, by: str) -> list[tuple[str, str]]:
    known = reader.vocabulary
    if by == "tag":
        return [(title, f"tag={quote(slug, safe='')}") for slug, title in known.tags.items()]
    if by == "region":
        return [(region, f"region={quote(region)}") for region in known.regions]
    wanted = select(col(Mention.gss), func.count()).where(col(Mention.role) == "subject").group_by(col(Mention.gss))
    codes = [row[0] for row in reader.connection.execute(wanted) if row[0] in known.councils]
    named = sorted((known.councils[code].name, code) for code in codes)
    return [(name, f"authority={code}") for name, code in named]
