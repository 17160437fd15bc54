"""Articles: the list in every format, one article, and look-up by address."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request
from sqlalchemy import func, select
from sqlmodel import col
from starlette.responses import Response

from api import archive, assemble, cursor, entries, formats, lists, tables
from api.access import Caller, Who
from api.assemble import View
from api.grammar import Node
from api.parameters import Articles, ArticlesAsked, Filters, Format, Id, chosen
from api.prepared import Prepared, Row
from api.problems import Problem, missing
from api.reading import Reader, house, look_up, reading, vocabulary
from api.responses import documented
from api.views import ArticlesView, ArticleView
from models.article import Article
from models.identity import identity
from models.page import Page

router = APIRouter(prefix="/v1", tags=["articles"])
PAGE = 20
CHUNK = 400
FIELDS = tuple(name for name in ArticleView.model_fields if name != "removed")
_DEEP = {"tags", "judgements", "authorities"}


@router.get("/articles", operation_id="listArticles", responses=documented(ArticlesView, formats=True))
def list_articles(request: Request, asked: Articles, who: Who) -> Response:
    """Articles that fulfil a query, newest first; any format by Accept."""
    return answer(request, asked, who, formats.format_of(request))


@router.get("/articles.{format}", operation_id="listArticlesAs", responses=documented(ArticlesView, formats=True))
def list_articles_as(request: Request, format: Format, asked: Articles, who: Who) -> Response:
    """Articles that fulfil a query, in the format of the suffix. CSV and NDJSON hold all of them."""
    return answer(request, asked, who, format)


@router.get("/articles/lookup", operation_id="lookupArticle", responses=documented(ArticleView, 404))
def lookup_article(
    request: Request,
    who: Who,
    url: Annotated[str, Query(min_length=1, max_length=2000, description="the address of a page")],
) -> Response:
    """The article at an address, canonical or not."""
    plain = {url, url.split("#")[0]}
    wanted = (
        select(col(Article.id)).where(col(Article.canonical_url).in_(plain)),
        select(col(Article.id)).where(col(Article.url).in_(plain)),
        select(col(Article.id))
        .join(Page, col(Page.id) == col(Article.page_id))
        .where(col(Page.url).in_(_spellings(url))),
    )
    with reading(request) as reader:
        id_ = next((found for one in wanted if (found := reader.connection.execute(one).scalar())), None)
        if id_ is None:
            raise missing("article at", url[:300])
        views = assemble.articles(reader, [id_], full=who.full, removed=True)
        if not views:
            raise missing("article at", url[:300])
        return _one(views[0])


def _spellings(url: str) -> set[str]:
    """The identity of an address by either scheme, with www and without. Empty for what is no address."""
    try:
        host = identity(url).partition("://")[2].removeprefix("www.")
    except ValueError:
        return set()
    return {f"{scheme}://{www}{host}" for scheme in ("https", "http") for www in ("", "www.")}


@router.get("/articles/{id}", operation_id="getArticle", responses=documented(ArticleView, 404))
async def get_article(request: Request, id: Id, who: Who) -> Response:
    """One article, with what was removed from its page."""
    known = await vocabulary(request)
    read = await look_up(house(request.app), assemble.one(who.full), id=id, open=known.open_sources)
    found = assemble.shown(known, read, who.full, removed=True)
    if id not in found:
        raise missing("article", id)
    return _one(found[id])


def _one(view: View) -> Response:
    return Response(orjson.dumps(view), media_type="application/json")


def answer(request: Request, asked: ArticlesAsked, who: Caller, format_: str) -> Response:
    """The list in one format."""
    node = asked.node()
    fields = chosen(asked.fields, tuple(tables.ARTICLES) if format_ == "csv" else FIELDS, "fields")
    include = chosen(asked.include, ("removed",), "include")
    names = chosen(asked.facets, lists.FACETS, "facets")
    since, order = _since(asked)
    if format_ in ("csv", "ndjson"):
        return _file(request, asked, node, who, format_, fields, since, order)
    place = cursor.read(asked.cursor, order)
    with reading(request) as reader:
        if format_ != "json":
            return _feed(request, reader, asked, node, since, format_)
        found = lists.articles(reader, node, order, asked.limit or PAGE, place, since)
        light = bool(fields) and not _DEEP & set(fields)
        views = assemble.articles(reader, found.ids, who.full, "removed" in include, light)
        if order != "updated":  # a cursor may carry ids, of articles that were withdrawn since
            views = [view for view in views if "gone" not in view]
        if asked.q:
            marked = lists.snippets(reader, node, found.ids, order)
            for view in views:
                view["snippet"] = stars(marked.get(view["id"]))
        facets = {name: _facet(reader, node, name) for name in names}
    items = [_shown(view, [*fields, *include] if fields else fields, order) for view in views]
    more = {"facets": facets} if names else {}
    return formats.listed(request, items, found, True, **more)


def stars(snippet: str | None) -> str | None:
    """A snippet with its matches in **stars**."""
    return snippet.replace("\x02", "**").replace("\x03", "**") if snippet else None


def _facet(reader: Reader, node: Node | None, name: str) -> list[View]:
    known = reader.vocabulary
    names = {"tag": known.tags, "source": known.sources}.get(name, {})
    councils = known.councils if name == "authority" else {}
    return [
        {"value": value, "title": councils[value].name if value in councils else names.get(value, value), "count": n}
        for value, n in lists.facet(reader, node, name)
    ]


def _since(asked: ArticlesAsked) -> tuple[datetime | None, str]:
    if asked.updated_since is None:
        return None, asked.sort
    told = asked.updated_since
    told = told.replace(" ", "+") if "T" in told else told  # a plus that was not escaped arrives as a blank
    try:
        moment = datetime.fromisoformat(told)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Problem(422, "bad-value", "'updated_since' takes a moment such as 2026-11-22T06:00:00Z.") from None
    return moment, "updated"


def _shown(view: View, fields: Sequence[str], order: str) -> View:
    if order == "updated" and view.get("gone"):
        return {"id": view["id"], "gone": view["gone"]}
    return {name: view[name] for name in fields if name in view} if fields else view


def _file(
    request: Request,
    asked: ArticlesAsked,
    node: Node | None,
    who: Caller,
    format_: str,
    fields: list[str],
    since: datetime | None,
    order: str,
) -> Response:
    """All of the list as one stream; the ids are taken at once, so that it is one state of the list."""
    ids = _ids(request, asked, node, since, order)
    known = tables.ARTICLES if format_ == "csv" else dict.fromkeys(FIELDS)
    names = fields or list(known)
    if format_ == "csv" and set(names) <= set(PLAIN):
        return formats.rows(request, names, plain(request, ids, names))
    light = not ({*_DEEP, "authority_names"} & set(names))

    def chunks() -> Iterator[list[View]]:
        for start in range(0, len(ids), CHUNK):
            with reading(request) as reader:
                views = assemble.articles(reader, ids[start : start + CHUNK], who.full, light=light)
            if format_ == "csv" or order != "updated":  # a table has no place for what was withdrawn
                views = [view for view in views if "gone" not in view]
            yield views if format_ == "csv" else [_shown(view, fields, order) for view in views]

    if format_ == "csv":
        return formats.table(request, {name: tables.ARTICLES[name] for name in names}, chunks())
    return formats.ndjson(chunks())


def _ids(
    request: Request, asked: ArticlesAsked, node: Node | None, since: datetime | None, order: str
) -> Sequence[int]:
    place = cursor.read(asked.cursor, order)
    with reading(request) as reader:
        if place is None and asked.limit is None and order in ("newest", "oldest"):
            return lists.every(reader, node, order)
        return lists.articles(reader, node, order, asked.limit or cursor.BIGGEST, place, since).ids


# Columns that are served as they are stored: a table of these needs no more than one statement for many rows.
PLAIN = {
    name: col(getattr(Article, name)) for name in ("id", "url", "title", "published", "source", "access", "language")
}
MANY = 2000


def plain(request: Request, ids: Sequence[int], names: Sequence[str]) -> Iterator[list[Row]]:
    """Rows of plain columns alone, in the order of `ids`; none of what was withdrawn."""
    for start in range(0, len(ids), MANY):
        some = ids[start : start + MANY]
        with reading(request) as reader:
            rows = _plain(tuple(names), reader.sqlite).rows(reader.raw, ids=some)
            if not reader.sqlite:
                rows = list(zip(*rows[0], strict=True)) if rows[0][0] is not None else []
            found = {row[-1]: row[:-1] for row in rows}
        yield [found[id_] for id_ in some if id_ in found]


@lru_cache
def _plain(names: tuple[str, ...], sqlite: bool) -> Prepared:
    """On PostgreSQL one row of columns, each a list: it writes, and we read, few long ones quicker than many short."""
    columns = [PLAIN[name] for name in (*names, "id")]
    wanted = select(*(columns if sqlite else map(func.json_agg, columns)))
    return Prepared(lambda among: wanted.where(among(col(Article.id), "ids"), col(Article.gone).is_(None)))


def _feed(
    request: Request, reader: Reader, asked: ArticlesAsked, node: Node | None, since: datetime | None, format_: str
) -> Response:
    """The newest articles of the list, and those before them as archives."""
    wanted = select(col(Article.id)).where(reader.compiler.condition(node), col(Article.gone).is_(None))
    if since is not None:
        wanted = wanted.where(lists.changed(since))
    ids, lower = archive.newest(reader, wanted, col(Article.id), asked.archive, asked.limit)
    views = assemble.articles(reader, ids)
    settings, base = house(request.app).settings, formats.base(request)
    told = sorted((entries.article(view, settings, base) for view in views), key=lambda e: e.published, reverse=True)
    title, about = titles("Councilwire", asked)
    beside = archive.neighbours(request, format_, asked.archive, lower)
    return formats.fed(request, format_, title, about, told, page=page(request), **beside)


def titles(what: str, asked: Filters) -> tuple[str, str]:
    """What a feed is called and what it says of itself, from what was asked for."""
    given = asked.model_dump(exclude_defaults=True, include=set(Filters.model_fields))
    said = [
        str(value) if name == "q" else f"{name} {', '.join(value) if isinstance(value, list) else value}"
        for name, value in given.items()
    ]
    title = f"{what}: {'; '.join(said)}" if said else what
    return (
        title,
        "News about UK local government, tagged with evidence. Headlines and excerpts belong to their sources.",
    )


def page(request: Request) -> str:
    """The page that shows what a feed tells."""
    return formats.base(request) + "/" + (f"search?{request.url.query}" if request.url.query else "")
