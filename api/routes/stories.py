"""Stories: the list in every format, and one story."""

from collections.abc import Iterator

import orjson
from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlmodel import col
from starlette.responses import RedirectResponse, Response

from api import archive, assemble, cursor, entries, formats, lists, tables
from api.access import Caller, Who
from api.assemble import View
from api.grammar import Node
from api.parameters import Format, Id, Stories, StoriesAsked, chosen
from api.problems import missing
from api.reading import Reader, house, reading
from api.responses import documented
from api.routes.articles import page, titles
from api.views import StoriesView, StoryView
from models.story import Story

router = APIRouter(prefix="/v1", tags=["stories"])
PAGE = 20
CHUNK = 200
FIELDS = tuple(StoryView.model_fields)


@router.get("/stories", operation_id="listStories", responses=documented(StoriesView, formats=True))
def list_stories(request: Request, asked: Stories, who: Who) -> Response:
    """Stories, one of whose articles fulfils a query, newest first; any format by Accept."""
    return answer(request, asked, who, formats.format_of(request))


@router.get("/stories.{format}", operation_id="listStoriesAs", responses=documented(StoriesView, formats=True))
def list_stories_as(request: Request, format: Format, asked: Stories, who: Who) -> Response:
    """Stories, one of whose articles fulfils a query, in the format of the suffix."""
    return answer(request, asked, who, format)


@router.get("/stories/{id}", operation_id="getStory", responses=documented(StoryView, 404))
def get_story(request: Request, id: Id, who: Who) -> Response:
    """One story with its articles. A story that turned out to be an older one leads there."""
    with reading(request) as reader:
        older = merged(reader, id)
        if older:
            return RedirectResponse(f"/v1/stories/{older}", 308)
        views = assemble.stories(reader, [id], who.full)
    if not views or not views[0]["articles"]:
        raise missing("story", id)
    return Response(orjson.dumps(views[0]), media_type="application/json")


def merged(reader: Reader, id_: int) -> int | None:
    """The older story that this one turned out to be."""
    return reader.connection.execute(select(col(Story.merged_into)).where(col(Story.id) == id_)).scalar()


def answer(request: Request, asked: StoriesAsked, who: Caller, format_: str) -> Response:
    """The list in one format."""
    node = asked.node()
    known = tuple(tables.STORIES) if format_ == "csv" else FIELDS
    fields = chosen(asked.fields, known, "fields")
    place = cursor.read(asked.cursor, asked.sort)
    with reading(request) as reader:
        if format_ in ("rss", "atom", "feed.json"):
            return _feed(request, reader, asked, node, format_)
        most = PAGE if format_ == "json" else cursor.BIGGEST
        found = lists.stories(reader, node, asked.sort, asked.limit or most, place)
        if format_ == "json":
            views = [_shown(view, fields) for view in assemble.stories(reader, found.ids, who.full)]
            return formats.listed(request, views, found)

    def chunks() -> Iterator[list[View]]:
        for start in range(0, len(found.ids), CHUNK):
            with reading(request) as reader:
                views = assemble.stories(reader, found.ids[start : start + CHUNK], who.full)
            yield views  # outside: who takes long to take them holds no connection

    if format_ == "csv":
        return formats.table(request, {name: tables.STORIES[name] for name in fields or known}, chunks())
    return formats.ndjson([_shown(view, fields) for view in views] for views in chunks())


def _shown(view: View, fields: list[str]) -> View:
    return {name: view[name] for name in fields} if fields else view


def _feed(request: Request, reader: Reader, asked: StoriesAsked, node: Node | None, format_: str) -> Response:
    wanted = select(col(Story.id)).where(lists.told(reader, node), col(Story.merged_into).is_(None))
    ids, lower = archive.newest(reader, wanted, col(Story.id), asked.archive, asked.limit)
    settings, base = house(request.app).settings, formats.base(request)
    views = [view for view in assemble.stories(reader, ids) if view["articles"]]
    told = sorted((entries.story(view, settings, base) for view in views), key=lambda e: e.published, reverse=True)
    title, about = titles("Councilwire stories", asked)
    beside = archive.neighbours(request, format_, asked.archive, lower)
    return formats.fed(request, format_, title, about, told, page=page(request), **beside)
