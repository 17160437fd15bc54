"""Whole tables for those who reckon with them: what each holds, and its rows, many at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlalchemy import case, func, null, select
from sqlmodel import col

from api.assemble import EXCERPT, excerpt, quoted
from api.reading import reading
from models.article import Article
from models.authority import Authority, Mention
from models.judgement import Judgement
from models.story import Story, StoryArticle
from models.tag import Annotation, Tagging

PART = 2000  # ids read at once


@dataclass(frozen=True)
class Column:
    """A column: its kind (see parquet.KINDS), what it means, what it is in SQL, and what a row shows of that."""

    name: str
    kind: str
    about: str
    value: Any
    shown: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Dump:
    """A table: its rows are read by ranges of `key`, `source` gives them from the joined tables."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: Any
    source: Callable[[Any], Any]


def _sentence(evidence: Any) -> str | None:
    """The sentence of one piece of evidence, or of the first of several."""
    first = evidence[0] if isinstance(evidence, list) and evidence else evidence
    return quoted(first).get("text") if isinstance(first, dict) else None


def _joined(names: Any) -> str:
    return "; ".join(str(name) for name in names or ())


def _articles(wanted: Any) -> Any:
    wanted = wanted.select_from(Article).outerjoin(Annotation, col(Annotation.article_id) == col(Article.id))
    wanted = wanted.outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
    return wanted.where(col(Article.gone).is_(None))


def _of_articles(table: Any) -> Callable[[Any], Any]:
    def source(wanted: Any) -> Any:
        wanted = wanted.select_from(table).join(Article, col(Article.id) == col(table.article_id))
        return wanted.where(col(Article.gone).is_(None))

    return source


DUMPS = (
    Dump(
        "articles",
        "Every article. Its tags, judgements and authorities are tables of their own.",
        (
            Column("id", "integer", "permanent", col(Article.id)),
            Column("url", "text", "where its publisher has it", col(Article.url)),
            Column("canonical_url", "text", "the one address it is known by", col(Article.canonical_url)),
            Column("title", "text", "its headline", col(Article.title)),
            Column("byline", "text", "its authors, parted by '; '", col(Article.byline), _joined),
            Column(
                "published", "text", "as the page gives it, with time and zone where it does", col(Article.published)
            ),
            Column("published_at", "moment", "the same in UTC", col(Article.published_at)),
            Column("first_seen", "moment", "when we found it", col(Article.first_seen)),
            Column("updated", "moment", "last change of the article itself", col(Article.updated)),
            Column("source", "text", "who published it", col(Article.source)),
            Column(
                "kind",
                "text",
                "news, opinion, press-release, job-ad, sponsored or event",
                func.coalesce(col(Annotation.kind), col(Article.kind), "news"),
            ),
            Column("access", "text", "free, registration or paywall", col(Article.access)),
            Column("language", "text", "en, cy, …", col(Article.language)),
            Column("story", "integer", "the story it tells", col(StoryArticle.story_id)),
            Column(
                "failing_now",
                "true or false",
                "it tells that a council's service fails now",
                col(Annotation.failing_now),
                bool,
            ),
            Column("excerpt", "text", "its beginning", func.substr(col(Article.text), 1, 3 * EXCERPT), excerpt),
            Column("text", "text", "in full, where its licence or your key allows it", null()),
        ),
        Article.id,
        _articles,
    ),
    Dump(
        "taggings",
        "Every tag on every article, with the sentence that carries it.",
        (
            Column("article", "integer", "id of the article", col(Tagging.article_id)),
            Column("tag", "text", "the tag", col(Tagging.slug)),
            Column("probability", "number", "how likely it is, by the tagger", col(Tagging.probability)),
            Column("threshold", "number", "from where on the tag is given", col(Tagging.threshold)),
            Column("by", "text", "model, or person for a correction", col(Tagging.by)),
            Column("evidence", "text", "the sentence", col(Tagging.evidence), _sentence),
        ),
        Tagging.article_id,
        _of_articles(Tagging),
    ),
    Dump(
        "mentions",
        "Every authority in every article.",
        (
            Column("article", "integer", "id of the article", col(Mention.article_id)),
            Column("gss", "text", "GSS code of the authority", col(Mention.gss)),
            Column("name", "text", "as it is called", col(Mention.name)),
            Column("role", "text", "subject, or mentioned in passing", col(Mention.role)),
        ),
        Mention.article_id,
        _of_articles(Mention),
    ),
    Dump(
        "judgements",
        "Who judged whom what, as the articles tell it.",
        (
            Column("id", "integer", "of the judgement", col(Judgement.id)),
            Column("article", "integer", "id of the article that tells it", col(Judgement.article_id)),
            Column(
                "gss", "text", "GSS code of the authority; none where no authority answers for it", col(Judgement.gss)
            ),
            Column("authority", "text", "its name", col(Judgement.name)),
            Column("body", "text", "what was judged: council, school, provider, …", col(Judgement.body)),
            Column("inspectorate", "text", "who judged", col(Judgement.inspectorate)),
            Column("framework", "text", "by which rules", col(Judgement.framework)),
            Column("area", "text", "overall, leaders, help-and-protection, …", col(Judgement.area)),
            Column("grade", "text", "on the inspectorate's own scale; none: not stated", col(Judgement.grade)),
            Column("previous_grade", "text", "the grade before", col(Judgement.previous_grade)),
            Column("direction", "text", "up, down or same", col(Judgement.direction)),
            Column("inspection_start", "day", "first day of the inspection", col(Judgement.inspection_start)),
            Column("inspection_end", "day", "its last day", col(Judgement.inspection_end)),
            Column("publication_date", "day", "when the report came out", col(Judgement.publication_date)),
            Column("is_current", "true or false", "news now, not background", col(Judgement.is_current), bool),
            Column("bottom", "true or false", "in the bottom band of its scale", col(Judgement.bottom), bool),
            Column("probability", "number", "how likely it is, by the tagger", col(Judgement.probability)),
            Column("evidence", "text", "the sentence that says so", col(Judgement.evidence), _sentence),
        ),
        Judgement.id,
        _of_articles(Judgement),
    ),
    Dump(
        "stories",
        "Every story; articles name theirs.",
        (
            Column("id", "integer", "permanent", col(Story.id)),
            Column("title", "text", "its headline", col(Story.title)),
            Column("lead", "integer", "id of the article that leads it", col(Story.lead_id)),
            Column("first_seen", "moment", "when we found its first article", col(Story.first_seen)),
            Column("updated", "moment", "its last change", col(Story.updated)),
            Column("merged_into", "integer", "the older story that it turned out to be", col(Story.merged_into)),
        ),
        Story.id,
        lambda wanted: wanted.select_from(Story),
    ),
    Dump(
        "authorities",
        "Every council and other authority, current or abolished.",
        (
            Column("gss", "text", "GSS code", col(Authority.gss)),
            Column("name", "text", "its name in full", col(Authority.name)),
            Column("short_name", "text", "as it is called", col(Authority.short_name)),
            Column("type", "text", "county, metropolitan district, …", col(Authority.type)),
            Column("nation", "text", "England, Wales, Scotland or Northern Ireland", col(Authority.nation)),
            Column("region", "text", "region of England", col(Authority.region)),
            Column("start", "day", "since when it is there", col(Authority.start)),
            Column("end", "day", "when it was abolished", col(Authority.end)),
            Column("successor", "text", "GSS codes of what followed it, parted by |", col(Authority.successor)),
        ),
        Authority.gss,
        lambda wanted: wanted.select_from(Authority),
    ),
)
BY_NAME = {dump.name: dump for dump in DUMPS}


def rows(request: Request, dump: Dump, full: bool) -> Iterator[list[Sequence[Any]]]:
    """The rows of a dump, many at a time, in the order of its key. `full`: the asker may read every text."""
    last: Any = None
    shown = [(place, column.shown) for place, column in enumerate(dump.columns) if column.shown]
    key = col(dump.key)
    while True:
        with reading(request) as reader:
            part = select(key).distinct().order_by(key).limit(PART)
            part = part if last is None else part.where(key > last)
            upper = reader.connection.execute(select(func.max(part.subquery().c[0]))).scalar()
            if upper is None:
                return
            values = [_value(column, full, reader.vocabulary.open_sources) for column in dump.columns]
            wanted = dump.source(select(*values)).where(key <= upper).order_by(key)
            found = reader.connection.execute(wanted if last is None else wanted.where(key > last)).all()
        last = upper
        told: list[Sequence[Any]] = []
        for row in found:
            cells = list(row)
            for place, show in shown:
                cells[place] = show(cells[place])
            told.append(cells)
        yield told


def _value(column: Column, full: bool, open_sources: frozenset[str]) -> Any:
    """What a column reads. A text that may not be served is not read at all."""
    if column.name != "text":
        return column.value
    return col(Article.text) if full else case((col(Article.source).in_(sorted(open_sources)), col(Article.text)))
