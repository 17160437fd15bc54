"""An authority with what is known of it: its timeline, latest results, statistical neighbours."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from api import assemble, clock, lists
from api.assemble import View, day
from api.grammar import Field
from api.problems import missing
from api.reading import Reader
from api.vocabulary import Council, Vocabulary, slug
from models.article import Article
from models.authority import Authority, Mention
from models.judgement import Judgement, Outcome

# A judgement told within this time of an official result is news of that result.
NEAR = timedelta(days=60)
TOLD = 400  # judgements of one authority that are looked at


def short(council: Council) -> View:
    """An authority as a list shows it."""
    return {
        "gss": council.gss,
        "name": council.name,
        "short_name": council.short_name,
        "type": council.type,
        "nation": council.nation,
        "region": council.region,
        "current": council.current,
    }


def code(known: Vocabulary, told: str) -> str:
    """The GSS code that a code or a name means. Raises Problem (404), with the nearest name."""
    if told.upper() in known.councils:
        return told.upper()
    codes = known.names.get(slug(told))
    if not codes:
        raise missing("authority", told[:60], known.names)
    return codes[0]


def detail(reader: Reader, gss: str) -> View:
    """All that is known of an authority."""
    council = reader.vocabulary.councils[gss]
    known = reader.connection.execute(
        select(
            col(Authority.aliases),
            col(Authority.start),
            col(Authority.end),
            col(Authority.successor),
            col(Authority.neighbours),
        ).where(col(Authority.gss) == gss)
    ).one()
    results = outcomes(reader, [gss]).get(gss, [])
    found = lists.judgements(reader, None, [_of(gss)], "newest", TOLD)
    return {
        **short(council),
        "aliases": known.aliases,
        "start": day(known.start),
        "end": day(known.end),
        "successor": known.successor,
        "successors": known.successor.split("|") if known.successor else [],
        "latest": latest(results),
        "timeline": timeline(results, assemble.judgements(reader, found.ids)),
        "neighbours": neighbours(reader, [code for code in known.neighbours or [] if isinstance(code, str)]),
    }


def _of(gss: str) -> Any:
    return col(Judgement.gss) == gss


def outcomes(reader: Reader, codes: Sequence[str]) -> dict[str, list[View]]:
    """Results in the inspectorates' own registers, the newest first, by authority."""
    found: dict[str, list[View]] = defaultdict(list)
    wanted = select(SQLModel.metadata.tables["outcome"]).where(col(Outcome.gss).in_(codes))
    for row in reader.connection.execute(wanted):
        found[row.gss].append(
            {
                "inspectorate": row.inspectorate,
                "framework": row.framework,
                "inspection_start": day(row.inspection_start),
                "inspection_end": day(row.inspection_end),
                "publication_date": day(row.publication_date),
                "grades": row.grades,
                "previous_grade": row.previous_grade,
                "report_url": row.report_url,
            }
        )
    for results in found.values():
        results.sort(key=lambda one: one["publication_date"] or one["inspection_end"] or "", reverse=True)
    return found


def latest(results: Iterable[View]) -> list[View]:
    """The newest result of each inspectorate that has grades."""
    kept: dict[str, View] = {}
    for one in results:
        if one["grades"]:
            kept.setdefault(one["inspectorate"], one)
    return list(kept.values())


def timeline(results: Sequence[View], told: Sequence[View]) -> list[View]:
    """Official results and the news about them, and judgements that no register holds (yet), the newest first."""
    made = [
        {
            "date": one["publication_date"] or one["inspection_end"],
            "date_from": "register",
            "what": "outcome",
            "inspectorate": one["inspectorate"],
            "framework": one["framework"],
            "grades": one["grades"],
            "report_url": one["report_url"],
            "articles": [],
        }
        for one in results
    ]
    loose: list[View] = []
    for judgement in sorted(told, key=_dated):
        if judgement["is_current"]:
            _place(judgement, made, loose)
    return sorted([*made, *loose], key=lambda one: one["date"] or "", reverse=True)


def _place(judgement: View, made: list[View], loose: list[View]) -> None:
    """Put a judgement to the event it tells of: same inspectorate, near in time."""
    told, source = _dated(judgement)
    for one in (*made, *loose):
        if one["inspectorate"] == judgement["inspectorate"] and _near(one["date"], told):
            event = one
            break
    else:
        event = {
            "date": told,
            "date_from": source,
            "what": "judgement",
            "inspectorate": judgement["inspectorate"],
            "framework": judgement["framework"],
            "grades": {},
            "report_url": None,
            "articles": [],
        }
        loose.append(event)
    if event["what"] == "judgement" and judgement["grade"]:
        event["grades"].setdefault(judgement["area"], judgement["grade"])
    if all(article["id"] != judgement["article"]["id"] for article in event["articles"]):
        event["articles"].append(judgement["article"])


def _dated(judgement: View) -> tuple[str, str]:
    """The day of a judgement, and what tells it: the text, the article's own date, or only our first sight of it."""
    article = judgement["article"]
    told = {"text": judgement["publication_date"], "article": article["published"], "first_seen": article["first_seen"]}
    day, source = next((str(day), source) for source, day in told.items() if day)
    moment = clock.local(day)
    return f"{moment:%Y-%m-%d}" if moment else day[:10], source


def _near(one: str | None, other: str) -> bool:
    try:
        return one is not None and abs(date.fromisoformat(one) - date.fromisoformat(other)) <= NEAR
    except ValueError:
        return False


def neighbours(reader: Reader, codes: Sequence[str]) -> list[View]:
    """Statistical neighbours, the nearest first, with their latest results."""
    results = outcomes(reader, codes)
    councils = reader.vocabulary.councils
    return [
        {"gss": code, "name": councils[code].name, "latest": latest(results.get(code, []))}
        for code in codes
        if code in councils
    ]


def articles(reader: Reader, gss: str, limit: int = 20) -> list[View]:
    """The newest articles about an authority."""
    return assemble.articles(reader, lists.articles(reader, Field("authority", gss), "newest", limit).ids)


def in_the_news(reader: Reader) -> dict[str, int]:
    """Authorities with the number of articles about them."""
    wanted = select(col(Mention.gss), func.count()).join(Article, col(Article.id) == col(Mention.article_id))
    wanted = wanted.where(col(Mention.role) == "subject", col(Article.gone).is_(None)).group_by(col(Mention.gss))
    return {row[0]: row[1] for row in reader.connection.execute(wanted)}
