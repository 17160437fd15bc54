"""Full text on SQLite. The index holds an article's day above its id, so that matches come in the order of days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, table
from sqlmodel import col

from api.conditions import Compiler, full_text
from api.grammar import And, Field, Node
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
    match = full_text(And(words)) if words else None
    return Found(match, dates) if match else None


def matching(match: str) -> ColumnElement[bool]:
    """Rows of the index that an FTS5 expression finds."""
    return literal_column("article_search").op("MATCH", is_comparison=True)(match)


def first_of(day_: date) -> int:
    """The lowest place that an article of this day may have."""
    return (day_.toordinal() + EPOCH) << BITS


def rows(connection: Any, compiler: Compiler, query: Found, beyond: Any, down: bool, limit: int) -> list[Any]:
    """(id, moment) of the first `limit` matches in the order of moment and id, `down` or up.

    The index knows only days: the last day that is reached is put in order by its moments.
    `beyond` is what the cursor asks for, and the place it names, as `edge_at` and `edge_id`.
    """
    at, id_ = col(Article.sort_at), col(Article.id)
    first, last = _between(compiler, query)
    wanted: Any = select(id_, at).select_from(SEARCH).join(Article, id_ == found_id)
    wanted = wanted.where(matching(query.match), col(Article.gone).is_(None))
    wanted = wanted.where(*(compiler.dated(field, at) for field in query.dates))
    edge: dict[str, Any] = {}
    if beyond is not None:
        condition, edge = beyond
        wanted, day = wanted.where(condition), edge["edge_at"].date()
        first, last = (first, min(last, day)) if down else (max(first, day), last)
    some = _within(connection, wanted, edge, first, last, place.desc() if down else place.asc(), limit)
    if len(some) == limit:
        day = some[-1][1].date()
        before = [row for row in some if row[1].date() != day]
        ordered = wanted.order_by(at.desc() if down else at.asc())
        turned = id_.desc() if down else id_.asc()
        some = before + _within(connection, ordered, edge, day, day, turned, limit - len(before))
    return sorted(some, key=lambda row: (row[1], row[0]), reverse=down)


def _within(
    connection: Any, wanted: Any, edge: dict[str, Any], first: date, last: date, order: Any, limit: int
) -> list[Any]:
    """Rows of these days. One range bounds the places: of several, FTS5 takes any one and goes through all of it."""
    if first > last:
        return []
    days = place.between(first_of(first), first_of(last) | IDS)
    return list(connection.execute(wanted.where(days).order_by(order).limit(limit), edge))


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


def there(node: Node | None, match: str, ids: list[int]) -> list[ColumnElement[bool]]:
    """Where these articles stand in the index, each of which an FTS5 expression finds.

    `node`: the query whose page they are. If it is of words alone, hardly anything else that fits it lies between them:
    going through what lies there costs a fifth of looking for each.
    """
    places: Any = select(literal_column("article.place")).select_from(Article).where(col(Article.id).in_(ids))
    words = found(node)
    if words is None:
        return [matching(match), place.in_(places)]
    ends: list[Any] = [
        select(end(literal_column("place"))).select_from(places.subquery()) for end in (func.min, func.max)
    ]
    between = place.between(*(end.scalar_subquery() for end in ends))
    return [matching(words.match), between, literal_column("+article_search.rowid").in_(places)]
