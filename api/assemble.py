"""Rows → the plain shapes that are served; a few statements for a whole page of a list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from api.prepared import Among, Prepared
from api.reading import Reader
from models.article import Article
from models.authority import Mention
from models.judgement import Judgement
from models.story import Story, StoryArticle
from models.tag import Annotation, Tagging

EXCERPT = 320  # characters of a text that anybody may be shown
READ = 900  # characters read for an excerpt
CHUNK = 400  # ids in one statement; SQLite allows 32,766 bound values, but plans long lists badly

View = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    """A moment as it is served: ISO 8601 in UTC."""
    return value.astimezone(UTC).isoformat()[:-6] + "Z" if value else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def excerpt(text: str, longest: int = EXCERPT) -> str:
    """The beginning of a text, cut between words."""
    first = " ".join(text[:READ].split())
    if len(first) <= longest:
        return first
    return first[: longest + 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def articles(
    reader: Reader, ids: Sequence[int], full: bool = False, removed: bool = False, light: bool = False
) -> list[View]:
    """Articles in the order of `ids`.

    `full`: the asker may read every text; else only openly licensed ones carry it. `removed`: with the blocks that
    extraction took out. `light`: without tags, judgements and authorities, for tables of plain columns.
    """
    found: dict[int, View] = {}
    for start in range(0, len(ids), CHUNK):
        for view in _articles(reader, ids[start : start + CHUNK], full, removed):
            found[view["id"]] = view
    ordered = [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]
    if not light:
        for start in range(0, len(ordered), CHUNK):
            _annotate(reader, {view["id"]: view for view in ordered[start : start + CHUNK]})
    return ordered


_COLUMNS = (
    col(Article.id),
    col(Article.url),
    col(Article.canonical_url),
    col(Article.title),
    col(Article.byline),
    col(Article.published),
    col(Article.modified),
    col(Article.published_from),
    col(Article.language),
    col(Article.kind),
    col(Article.access),
    col(Article.source),
    col(Article.first_seen),
    col(Article.updated),
    col(Article.gone),
    col(Article.revisions),
    col(Article.sort_at),
    col(Annotation.kind),
    col(Annotation.failing_now),
    col(StoryArticle.story_id),
)


_EXCERPT = func.substr(col(Article.text), 1, READ)


def _statement(full: bool, removed: bool) -> Prepared:
    def build(among: Among) -> Any:
        text = case((among(col(Article.source), "open"), col(Article.text)), else_=_EXCERPT)
        columns = (*_COLUMNS, col(Article.text) if full else text, *((col(Article.removed),) if removed else ()))
        wanted = select(*columns).outerjoin(Annotation, col(Annotation.article_id) == col(Article.id))
        wanted = wanted.outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
        return wanted.where(among(col(Article.id), "ids"))

    return Prepared(build)


_READ = {(full, removed): _statement(full, removed) for full in (False, True) for removed in (False, True)}


def _articles(reader: Reader, ids: Sequence[int], full: bool, removed: bool) -> Iterable[View]:
    given: dict[str, Sequence[Any]] = {"ids": ids}
    if not full:
        given["open"] = sorted(reader.vocabulary.open_sources)
    titles, open_ = reader.vocabulary.sources, reader.vocabulary.open_sources
    for row in _READ[full, removed].rows(reader.connection, **given):
        readable = full or row[11] in open_
        view = {
            "id": row[0],
            "url": row[1],
            "canonical_url": row[2],
            "title": row[3],
            "byline": row[4],
            "published": row[5],
            "modified": row[6],
            "published_from": row[7],
            "first_seen": moment(row[12]),
            "updated": moment(row[13]),
            "source": row[11],
            "source_title": titles.get(row[11], row[11]),
            "language": row[8],
            "kind": row[17] or row[9] or "news",
            "access": row[10],
            "story": row[19],
            "failing_now": bool(row[18]),
            "excerpt": excerpt(row[20]),
            "text": row[20] if readable else None,
            "tags": [],
            "judgements": [],
            "authorities": [],
        }
        if row[15] > 1:
            view["revisions"] = row[15]
        if row[14]:
            view["gone"] = moment(row[14])
        if removed:
            view["removed"] = [_block(block, readable) for block in row[21]]
        yield view


def _block(block: View, readable: bool) -> View:
    told = str(block.get("text", ""))
    return {"why": block.get("why", ""), "text": told if readable else excerpt(told, 200)}


def _annotate(reader: Reader, views: dict[int, View]) -> None:
    """Put tags, judgements and authorities into views of articles, in place."""
    ids = list(views)
    titles = reader.vocabulary.tags
    for article, slug, probability, threshold, evidence, by in _TAGGED.rows(reader.connection, ids=ids):
        views[article]["tags"].append(
            {
                "tag": slug,
                "title": titles.get(slug, slug),
                "probability": probability,
                "threshold": threshold,
                "evidence": evidence,
                "by": by,
            }
        )
    for article, gss, name, role in _NAMED.rows(reader.connection, ids=ids):
        views[article]["authorities"].append({"gss": gss, "name": name, "role": role})
    for row in _JUDGED.rows(reader.connection, ids=ids):
        views[row[1]]["judgements"].append(judgement(row))


_judged = select(
    col(Judgement.id),
    col(Judgement.article_id),
    col(Judgement.gss),
    col(Judgement.name),
    col(Judgement.body),
    col(Judgement.inspectorate),
    col(Judgement.framework),
    col(Judgement.area),
    col(Judgement.grade),
    col(Judgement.previous_grade),
    col(Judgement.direction),
    col(Judgement.inspection_start),
    col(Judgement.inspection_end),
    col(Judgement.publication_date),
    col(Judgement.is_current),
    col(Judgement.bottom),
    col(Judgement.evidence),
    col(Judgement.probability),
)


_JUDGED = Prepared(lambda among: _judged.where(among(col(Judgement.article_id), "ids")).order_by(col(Judgement.id)))
_TAGGED = Prepared(
    lambda among: (
        select(
            col(Tagging.article_id),
            col(Tagging.slug),
            col(Tagging.probability),
            col(Tagging.threshold),
            col(Tagging.evidence),
            col(Tagging.by),
        )
        .where(among(col(Tagging.article_id), "ids"))
        .order_by(col(Tagging.probability).desc(), col(Tagging.slug))
    )
)
_NAMED = Prepared(
    lambda among: (
        select(col(Mention.article_id), col(Mention.gss), col(Mention.name), col(Mention.role))
        .where(among(col(Mention.article_id), "ids"))
        .order_by(col(Mention.role).desc(), col(Mention.name))
    )
)
_HEADS = Prepared(
    lambda among: select(
        col(Story.id), col(Story.title), col(Story.lead_id), col(Story.first_seen), col(Story.updated)
    ).where(among(col(Story.id), "ids"))
)
_MEMBERS = Prepared(
    lambda among: (
        select(col(StoryArticle.story_id), col(StoryArticle.article_id))
        .join(Article, col(Article.id) == col(StoryArticle.article_id))
        .where(col(Article.gone).is_(None), among(col(StoryArticle.story_id), "ids"))
        .order_by(col(Article.sort_at), col(Article.id))
    )
)


def judgement(row: Any) -> View:
    """A row of `_judged` as it is served."""
    return {
        "id": row[0],
        "authority": {"gss": row[2], "name": row[3]},
        "body": row[4],
        "inspectorate": row[5],
        "framework": row[6],
        "area": row[7],
        "grade": row[8],
        "previous_grade": row[9],
        "direction": row[10],
        "inspection_start": day(row[11]),
        "inspection_end": day(row[12]),
        "publication_date": day(row[13]),
        "is_current": row[14],
        "bottom": row[15],
        "evidence": row[16] or None,
        "probability": row[17],
    }


def judgements(reader: Reader, ids: Sequence[int]) -> list[View]:
    """Judgements in the order of `ids`, each with the article that tells it."""
    found: dict[int, View] = {}
    told = _judged.add_columns(
        col(Article.title),
        col(Article.url),
        col(Article.source),
        col(Article.published),
        col(Article.first_seen),
        col(StoryArticle.story_id),
    )
    told = told.join(Article, col(Article.id) == col(Judgement.article_id))
    told = told.outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
    for start in range(0, len(ids), CHUNK):
        for row in reader.connection.execute(told.where(col(Judgement.id).in_(ids[start : start + CHUNK]))):
            article = {
                "id": row[1],
                "title": row[18],
                "url": row[19],
                "source": row[20],
                "published": row[21],
                "first_seen": moment(row[22]),
            }
            found[row[0]] = {**judgement(row), "article": article, "story": row[23]}
    return [found[id_] for id_ in ids if id_ in found]


def stories(reader: Reader, ids: Sequence[int], full: bool = False) -> list[View]:
    """Stories in the order of `ids`, each with its articles, the lead first, and what they tell together."""
    heads = {row[0]: row for row in _HEADS.rows(reader.connection, ids=ids)}
    members: dict[int, list[int]] = defaultdict(list)
    for story, article in _MEMBERS.rows(reader.connection, ids=ids):
        members[story].append(article)
    views = {view["id"]: view for view in articles(reader, [a for m in members.values() for a in m], full)}
    return [_story(heads[id_], [views[a] for a in members[id_] if a in views]) for id_ in ids if id_ in heads]


def _story(head: Any, told: list[View]) -> View:
    lead = next((view for view in told if view["id"] == head[2]), told[0] if told else None)
    others = [view for view in told if view is not lead]
    return {
        "id": head[0],
        "title": head[1],
        "first_seen": moment(head[3]),
        "updated": moment(head[4]),
        "sources": list(dict.fromkeys(view["source"] for view in told)),
        "tags": _together([view["tags"] for view in told]),
        "authorities": _named([view["authorities"] for view in told]),
        "judgements": _agreed(told),
        "articles": [lead, *others] if lead else [],
    }


def _together(lists: list[list[View]]) -> list[View]:
    """Every tag once, with its highest probability."""
    best: dict[str, View] = {}
    for tag in (tag for tags in lists for tag in tags):
        held = best.get(tag["tag"])
        if held is None or tag["probability"] > held["probability"]:
            best[tag["tag"]] = {key: tag[key] for key in ("tag", "title", "probability")}
    return sorted(best.values(), key=lambda tag: (-tag["probability"], tag["tag"]))


def _named(lists: list[list[View]]) -> list[View]:
    best: dict[str, View] = {}
    for named in (named for authorities in lists for named in authorities):
        if named["gss"] not in best or named["role"] == "subject":
            best[named["gss"]] = named
    return sorted(best.values(), key=lambda named: (named["role"] != "subject", named["name"]))


def _agreed(told: list[View]) -> list[View]:
    """Every judgement once: the telling that states a grade before those that do not, the likeliest first."""
    best: dict[tuple[Any, ...], View] = {}
    for view in told:
        for one in view["judgements"]:
            key = (one["authority"]["gss"] or one["authority"]["name"], one["inspectorate"], one["area"])
            held = best.get(key)
            rank = (one["is_current"], one["grade"] is not None, one["probability"])
            if held is None or rank > (held["is_current"], held["grade"] is not None, held["probability"]):
                best[key] = {**one, "article": view["id"]}
    graded = {key[:2] for key, one in best.items() if one["grade"] is not None and one["is_current"]}
    return [
        one for key, one in best.items() if one["grade"] is not None or key[:2] not in graded or key[2] != "overall"
    ]
