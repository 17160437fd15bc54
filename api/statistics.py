"""Counts: of tags, of sources and how they do, of anything over time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Date, cast, func, select
from sqlmodel import col

from api.assemble import View, moment
from api.grammar import Node
from api.reading import Reader
from models.article import Article
from models.authority import Mention
from models.judgement import Judgement
from models.source import Source
from models.tag import Annotation, Tag, Tagging

GROUPS = ("tag", "source", "kind", "authority", "grade", "all")
INTERVALS = ("day", "week", "month", "year")


def tags(reader: Reader) -> list[View]:
    """Every tag with its definition and the number of its articles."""
    counted = select(col(Tagging.slug), func.count()).join(Article, col(Article.id) == col(Tagging.article_id))
    counted = counted.where(col(Article.gone).is_(None)).group_by(col(Tagging.slug))
    counts = {row[0]: row[1] for row in reader.connection.execute(counted)}
    wanted = select(col(Tag.slug), col(Tag.title), col(Tag.about), col(Tag.iptc)).order_by(col(Tag.slug))
    return [
        {"tag": slug, "title": title, "about": about, "iptc": iptc, "articles": counts.get(slug, 0)}
        for slug, title, about, iptc in reader.connection.execute(wanted)
    ]


def sources(reader: Reader) -> list[View]:
    """Every source and how it does: its state, its last success, what came of it in the last week."""
    counted = select(col(Article.source), func.count()).where(col(Article.gone).is_(None)).group_by(col(Article.source))
    counts = {row[0]: row[1] for row in reader.connection.execute(counted)}
    week = counted.where(col(Article.first_seen) >= reader.now - timedelta(days=7))
    recent = {row[0]: row[1] for row in reader.connection.execute(week)}
    wanted = select(
        *(col(c) for c in (Source.name, Source.title, Source.home, Source.kind, Source.nation, Source.licence)),
        *(col(c) for c in (Source.access, Source.state, Source.last_success, Source.last_error, Source.weekly)),
        col(Source.verified),
    ).order_by(col(Source.name))
    return [
        {
            "name": row.name,
            "title": row.title,
            "home": row.home,
            "kind": row.kind,
            "nation": row.nation,
            "licence": row.licence,
            "access": row.access,
            "state": row.state,
            "last_success": moment(row.last_success),
            "last_error": row.last_error,
            "weekly": row.weekly,
            "articles": counts.get(row.name, 0),
            "last_week": recent.get(row.name, 0),
            "verified": row.verified,
        }
        for row in reader.connection.execute(wanted)
    ]


def series(reader: Reader, node: Node | None, group: str, interval: str, limit: int) -> list[View]:
    """How many articles a value had in each day, week (from Monday), month or year; the newest `limit` points."""
    bucket = _bucket(reader, interval)
    value, joined = _group(group)
    wanted: Any = select(bucket.label("start"), value.label("value"), func.count(col(Article.id).distinct()))
    wanted = wanted.select_from(Article)
    if joined is not None:
        wanted = wanted.join(joined, joined.article_id == col(Article.id))
    wanted = wanted.where(col(Article.gone).is_(None), reader.compiler.condition(node), value.is_not(None))
    if group == "authority":
        wanted = wanted.where(col(Mention.role) == "subject")
    wanted = wanted.group_by("start", "value").order_by(bucket.desc(), func.count().desc(), "value").limit(limit)
    return [{"start": str(row[0])[:10], "value": row[1], "count": row[2]} for row in reader.connection.execute(wanted)]


def _group(group: str) -> tuple[Any, Any]:
    if group == "tag":
        return col(Tagging.slug), Tagging
    if group == "authority":
        return col(Mention.gss), Mention
    if group == "grade":
        return col(Judgement.grade), Judgement
    if group == "kind":
        return col(Annotation.kind), Annotation
    return (col(Article.source) if group == "source" else func.lower("ALL")), None


def _bucket(reader: Reader, interval: str) -> Any:
    at = col(Article.sort_at)
    if not reader.sqlite:
        return cast(func.date_trunc(interval, func.timezone("UTC", at)), Date)
    if interval == "week":
        # SQLite has no weeks: six days on and back to a Monday gives the Monday of the day's own week.
        return func.date(at, "-6 days", "weekday 1")
    starts = {"day": (), "month": ("start of month",), "year": ("start of year",)}
    return func.date(at, *starts[interval])


def monthly(reader: Reader, node: Node | None, months: int = 24) -> list[tuple[str, int]]:
    """Articles in each of the last months, the oldest first, empty months too; for a small chart."""
    counts = {point["start"][:7]: point["count"] for point in series(reader, node, "all", "month", months + 1)}
    month = datetime(reader.now.year, reader.now.month, 1, tzinfo=UTC)
    names = []
    for _ in range(months):
        names.append(f"{month:%Y-%m}")
        month = (month - timedelta(days=1)).replace(day=1)
    return [(name, counts.get(name, 0)) for name in reversed(names)]
