"""Judgements: who judged whom what, as each article tells it."""

from collections.abc import Iterator
from typing import Any

import orjson
from fastapi import APIRouter, Request
from sqlalchemy import or_, select
from sqlmodel import col
from starlette.responses import Response

from api import archive, assemble, cursor, entries, formats, grammar, lists, tables
from api.access import Who
from api.assemble import View
from api.conditions import JUDGED, Compiler
from api.grammar import Node, both
from api.parameters import Format, Id, Judgements, JudgementsAsked, chosen
from api.problems import missing
from api.reading import Reader, house, reading, understood
from api.responses import documented
from api.routes.articles import page, titles
from api.views import JudgementsView, ToldJudgementView
from models.article import Article
from models.authority import Authority
from models.judgement import Judgement

router = APIRouter(prefix="/v1", tags=["judgements"])
PAGE = 50
CHUNK = 400
FIELDS = tuple(ToldJudgementView.model_fields)
_BY_COUNCIL = ("authority", "region", "nation")


@router.get("/judgements", operation_id="listJudgements", responses=documented(JudgementsView, formats=True))
def list_judgements(request: Request, asked: Judgements, who: Who) -> Response:
    """Judgements, newest first; any format by Accept. Filters hold for the judgement itself: its council, its grade."""
    return answer(request, asked, formats.format_of(request))


@router.get("/judgements.{format}", operation_id="listJudgementsAs", responses=documented(JudgementsView, formats=True))
def list_judgements_as(request: Request, format: Format, asked: Judgements, who: Who) -> Response:
    """Judgements in the format of the suffix."""
    return answer(request, asked, format)


@router.get("/judgements/{id}", operation_id="getJudgement", responses=documented(ToldJudgementView, 404))
def get_judgement(request: Request, id: Id, who: Who) -> Response:
    """One judgement, with the article that tells it."""
    with reading(request) as reader:
        views = assemble.judgements(reader, [id])
    if not views:
        raise missing("judgement", id)
    return Response(orjson.dumps(views[0]), media_type="application/json")


def answer(request: Request, asked: JudgementsAsked, format_: str) -> Response:
    """The list in one format."""
    known = tuple(tables.JUDGEMENTS) if format_ == "csv" else FIELDS
    fields = chosen(asked.fields, known, "fields")
    place = cursor.read(asked.cursor, asked.sort)
    with reading(request) as reader:
        node, rows = conditions(reader, asked)
        if format_ in ("rss", "atom", "feed.json"):
            return _feed(request, reader, asked, node, rows, format_)
        most = PAGE if format_ == "json" else cursor.BIGGEST
        found = lists.judgements(reader, node, rows, asked.sort, asked.limit or most, place)
        if format_ == "json":
            views = [_shown(view, fields) for view in assemble.judgements(reader, found.ids)]
            return formats.listed(request, views, found)

    def chunks() -> Iterator[list[View]]:
        for start in range(0, len(found.ids), CHUNK):
            with reading(request) as reader:
                views = assemble.judgements(reader, found.ids[start : start + CHUNK])
            yield views  # outside: who takes long to take them holds no connection

    if format_ == "csv":
        return formats.table(request, {name: tables.JUDGEMENTS[name] for name in fields or known}, chunks())
    return formats.ndjson([_shown(view, fields) for view in views] for views in chunks())


def _shown(view: View, fields: list[str]) -> View:
    return {name: view[name] for name in fields} if fields else view


def conditions(reader: Reader, asked: JudgementsAsked) -> tuple[Node | None, list[Any]]:
    """What the article must fulfil, and what the judgement itself: its council, who judged, area, grade, is it now."""
    compiler, known = reader.compiler, reader.vocabulary
    rows: list[Any] = []
    article = asked.model_copy(
        update={"q": "", "current": None, **{n: [] for n in (*JUDGED, *_BY_COUNCIL) if n != "current"}}
    )
    for name in ("grade", "area", "inspectorate"):
        values = getattr(asked, name)
        if values:
            rows.append(_any(compiler, name, values))
    if asked.current is not None:
        rows.append(col(Judgement.is_current).is_(asked.current))
    if asked.bottom is not None:
        rows.append(col(Judgement.bottom).is_(asked.bottom))
    if asked.authority:
        codes = [code for value in asked.authority for code in known.authority(value, "authority")]
        rows.append(col(Judgement.gss).in_(codes))
    for name in ("region", "nation"):
        if values := getattr(asked, name):
            names = [one for value in values for one in getattr(known, name)(value, name)]
            within = select(col(Authority.gss)).where(col(getattr(Authority, name)).in_(names))
            rows.append(col(Judgement.gss).in_(within))
    return both(_lifted(reader, understood(asked.q), rows), article.node()), rows


def _any(compiler: Compiler, name: str, values: list[str]) -> Any:
    """Any of the values of one judgement field, on the row itself."""
    return or_(*(compiler.judgement(grammar.Field(name, value, name)) for value in values))


def _lifted(reader: Reader, node: Node | None, rows: list[Any]) -> Node | None:
    """Judgement fields that a query asks for side by side hold for the row; the rest holds for its article."""
    parts = node.parts if isinstance(node, grammar.And) else (node,) if node is not None else ()
    rest = []
    for part in parts:
        if isinstance(part, grammar.Field) and part.name in JUDGED:
            rows.append(reader.compiler.judgement(part))
        elif isinstance(part, grammar.Field) and part.name == "authority":
            rows.append(col(Judgement.gss).in_(reader.vocabulary.authority(part.value, part.at)))
        else:
            rest.append(part)
    return both(*rest)


def _feed(
    request: Request, reader: Reader, asked: JudgementsAsked, node: Node | None, rows: list[Any], format_: str
) -> Response:
    wanted = select(col(Judgement.id)).join(Article, col(Article.id) == col(Judgement.article_id))
    wanted = wanted.where(reader.compiler.condition(node), col(Article.gone).is_(None), *rows)
    ids, lower = archive.newest(reader, wanted, col(Judgement.id), asked.archive, asked.limit)
    settings, base = house(request.app).settings, formats.base(request)
    views = assemble.judgements(reader, ids)
    told = sorted((entries.judgement(view, settings, base) for view in views), key=lambda e: e.published, reverse=True)
    title, about = titles("Councilwire judgements", asked)
    beside = archive.neighbours(request, format_, asked.archive, lower)
    return formats.fed(request, format_, title, about, told, page=page(request), **beside)
