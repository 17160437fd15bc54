"""Full text on SQLite. The index holds an article's day above its id, so that matches come in the order of days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select, table
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
    `beyond` is what the cursor asks for; its place bounds what is looked at.
    """
    at, id_ = col(Article.sort_at), col(Article.id)
    wanted: Any = select(id_, at).select_from(SEARCH).join(Article, id_ == found_id)
    wanted = wanted.where(matching(query.match), col(Article.gone).is_(None), *_between(compiler, query))
    if beyond is not None:
        condition, moment = beyond
        edge = first_of(moment.date())
        wanted = wanted.where(condition, place <= (edge | IDS) if down else place >= edge)
    some = list(connection.execute(wanted.order_by(place.desc() if down else place.asc()).limit(limit)))
    if len(some) == limit:
        last = some[-1][1].date()
        day = wanted.where(place.between(first_of(last), first_of(last) | IDS))
        ordered = day.order_by(at.desc() if down else at.asc(), id_.desc() if down else id_.asc())
        before = [row for row in some if row[1].date() != last]
        some = before + list(connection.execute(ordered.limit(limit - len(before))))
    return sorted(some, key=lambda row: (row[1], row[0]), reverse=down)


def _between(compiler: Compiler, query: Found) -> list[ColumnElement[bool]]:
    """What the dates ask for, of the articles and of their places."""
    told: list[ColumnElement[bool]] = []
    for field in query.dates:
        told.append(compiler.dated(field, col(Article.sort_at)))
        moment = compiler.moment(field)
        if moment is not None:
            edge = first_of(moment.date())
            told.append(place <= (edge | IDS) if field.name == "before" else place >= edge)
    return told


def places(ids: list[int]) -> Any:
    """Where articles stand in the index."""
    return select(literal_column("article.place")).select_from(Article).where(col(Article.id).in_(ids))
