"""Full text on SQLite. The index holds an article's day above its id, so that matches come in the order of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, bindparam, func, literal_column, select, table
from sqlmodel import col

from api.conditions import Compiler, full_text
from api.grammar import And, Field, Node
from api.prepared import Among, Prepared
from api.reading import Reader
from models.article import Article

BITS = 31  # of a place, for the id
IDS = 2**BITS - 1
EPOCH = 1721424  # from Python's count of days to that of julianday(), cut to whole days
DATES = ("before", "after", "since")
SEARCH = table("article_search")
place: Any = literal_column("article_search.rowid")
found_id: Any = literal_column(f"(article_search.rowid & {IDS})")


@dataclass(frozen=True)
class Found:
    """A query of nothing but words and dates: an FTS5 expression, and the dates."""

    match: str
    dates: tuple[Field, ...] = ()


def found(node: Node | None) -> Found | None:
    """The query as words and dates, or None where it asks for anything else besides."""
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    dates = tuple(part for part in parts if isinstance(part, Field) and part.name in DATES)
    words = tuple(part for part in parts if part not in dates)
    match = full_text(And(words), sqlite=True) if words else None
    return Found(match, dates) if match else None


def matching(match: Any) -> ColumnElement[bool]:
    """Rows of the index that an FTS5 expression finds."""
    return literal_column("article_search").op("MATCH", is_comparison=True)(match)


def first_of(day_: date) -> int:
    """The lowest place that an article of this day may have."""
    return (day_.toordinal() + EPOCH) << BITS


def rows(reader: Reader, query: Found, beyond: Any, down: bool, limit: int) -> list[Any]:
    """(id, moment) of the first `limit` matches in the order of moment and id, `down` or up.

    The index knows only days: the last day that is reached is put in order by its moments.
    `beyond` is what the cursor asks for, and the place it names, as `edge_at` and `edge_id`.
    """
    first, last = _between(reader.compiler, query)
    if beyond is not None:
        day = beyond[1]["edge_at"].date()
        first, last = (first, min(last, day)) if down else (max(first, day), last)
    some = _within(reader, query, beyond, first, last, down, False, limit)
    if len(some) == limit:
        day = some[-1][1].date()
        before = [row for row in some if row[1].date() != day]
        some = before + _within(reader, query, beyond, day, day, down, True, limit - len(before))
    return sorted(some, key=lambda row: (row[1], row[0]), reverse=down)


def _within(
    reader: Reader, query: Found, beyond: Any, first: date, last: date, down: bool, ordered: bool, limit: int
) -> list[Any]:
    """Rows of these days, in the order of the index or (`ordered`) in that of the list."""
    if first > last:
        return []
    given = {"match": query.match, "first": first_of(first), "last": first_of(last) | IDS, "most": limit}
    if beyond is None and not query.dates:  # as nearly all are: words, from the beginning
        found = _of_words(down, ordered).rows(reader.raw, **given)
        return [(row[0], datetime.fromisoformat(row[1])) for row in found]
    also = [reader.compiler.dated(field, col(Article.sort_at)) for field in query.dates]
    edge: dict[str, Any] = {}
    if beyond is not None:
        condition, edge = beyond
        also.append(condition)
    return list(reader.connection.execute(_matches(down, ordered).where(*also), given | edge))


@lru_cache
def _of_words(down: bool, ordered: bool) -> Prepared:
    return Prepared(lambda _: _matches(down, ordered))


def _matches(down: bool, ordered: bool) -> Any:
    """One range bounds the places: of several, FTS5 takes any one and goes through all of it."""
    at, id_ = col(Article.sort_at), col(Article.id)
    wanted: Any = select(id_, at).select_from(SEARCH).join(Article, id_ == found_id)
    wanted = wanted.where(matching(bindparam("match", type_=Text)), col(Article.gone).is_(None))
    wanted = wanted.where(place.between(bindparam("first", type_=Integer), bindparam("last", type_=Integer)))
    by = (at, id_) if ordered else (place,)
    return wanted.order_by(*(one.desc() if down else one.asc() for one in by)).limit(bindparam("most", type_=Integer))


def _between(compiler: Compiler, query: Found) -> tuple[date, date]:
    """The days that the dates of a query leave."""
    first, last = date.min, date.max
    for field in query.dates:
        moment = compiler.moment(field)
        if moment is None:
            continue
        if field.name == "before":
            last = min(last, moment.date())
        else:
            first = max(first, moment.date())
    return first, last


def snippets(reader: Reader, node: Node | None, match: str, ids: list[int]) -> Sequence[Any]:
    """(id, passage) of these articles, each of which an FTS5 expression finds.

    `node`: the query whose page they are. If it is of words alone, hardly anything else that fits it lies between them:
    going through what lies there costs a fifth of looking for each.
    """
    words = found(node)
    if words is None:
        return _EACH.rows(reader.raw, match=match, ids=ids)
    return _BETWEEN.rows(reader.raw, match=words.match, ids=ids)


def _passages(among: Among, between: bool) -> Any:
    places: Any = select(literal_column("article.place")).select_from(Article).where(among(col(Article.id), "ids"))
    passage = func.snippet(literal_column("article_search"), 1, "\x02", "\x03", "…", 32, type_=Text)
    wanted = select(found_id, passage).select_from(SEARCH).where(matching(bindparam("match", type_=Text)))
    if not between:
        return wanted.where(place.in_(places))
    ends: list[Any] = [
        select(end(literal_column("place"))).select_from(places.subquery()) for end in (func.min, func.max)
    ]
    wanted = wanted.where(place.between(*(end.scalar_subquery() for end in ends)))
    return wanted.where(literal_column("+article_search.rowid").in_(places))


_EACH = Prepared(lambda among: _passages(among, False))
_BETWEEN = Prepared(lambda among: _passages(among, True))
