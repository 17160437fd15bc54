"""Rows → the plain shapes that are served; a few statements for a whole page of a list."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Integer, bindparam, case, func, select
from sqlmodel import col

from api.prepared import Among, Prepared, Row, together
from api.reading import Reader
from api.vocabulary import Vocabulary
from models.article import Article
from models.authority import Mention
from models.judgement import Judgement
from models.story import Story, StoryArticle
from models.tag import Annotation, Tagging

EXCERPT = 320  # characters of a text that anybody may be shown
READ = 600  # characters read for an excerpt
QUOTE = 400  # characters of a sentence that carries a result
CHUNK = 400  # ids in one statement; SQLite allows 32,766 bound values, but plans long lists badly

View = dict[str, Any]
Rows = Sequence[Row]


def moment(value: datetime | None) -> str | None:
    """A moment as it is served: ISO 8601 in UTC."""
    return value.astimezone(UTC).isoformat()[:-6] + "Z" if value else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def excerpt(text: str, longest: int = EXCERPT) -> str:
    """The beginning of a text, cut between words."""
    first = " ".join(text[: longest + 80].split())  # nearly always enough
    if len(first) <= longest:
        first = " ".join(text[:READ].split())
    if len(first) <= longest:
        return first
    return first[: longest + 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def quoted(evidence: View) -> View:
    """Evidence as it is served: where what was read as one sentence has no end, its beginning."""
    text = evidence.get("text", "")
    return evidence if len(text) <= QUOTE else {**evidence, "text": excerpt(text, QUOTE)}


def articles(
    reader: Reader, ids: Sequence[int], full: bool = False, removed: bool = False, light: bool = False
) -> list[View]:
    """Articles in the order of `ids`.

    `full`: the asker may read every text; else only openly licensed ones carry it. `removed`: with the blocks that
    extraction took out. `light`: without tags, judgements and authorities, for tables of plain columns.
    """
    found: dict[int, View] = {}
    known, asked = reader.vocabulary, _MANY[full, removed][: 1 if light else None]
    for start in range(0, len(ids), CHUNK):
        read = together(reader.raw, asked, ids=ids[start : start + CHUNK], open=known.open_sources)
        found |= shown(known, read, full, removed)
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


def one(full: bool) -> tuple[Prepared, ...]:
    """What is asked for one article and all that belongs to it, see `articles`: by its `id`, where the sources whose
    texts anybody may read are `open`."""
    return _ONE[full]


def shown(known: Vocabulary, read: Sequence[Rows], full: bool, removed: bool) -> dict[int, View]:
    """Articles by their ids, as what was asked for them gave them."""
    rows, *more = read
    found = {row[0]: _article(known, row, full, removed) for row in rows}
    if more:
        _annotate(known, found, *more)
    for view in found.values():
        if "gone" in view:
            _quote_nothing(view)
    return found


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
    col(Annotation.kind),
    col(Annotation.failing_now),
    col(StoryArticle.story_id),
)


_EXCERPT = func.substr(col(Article.text), 1, READ)
Of = Callable[[Among, Any], Any]  # that a column, an article's id, is of those that are asked for


def _of_id(_among: Among, article: Any) -> Any:
    return article == bindparam("id", type_=Integer)


def _of_ids(among: Among, article: Any) -> Any:
    return among(article, "ids")


def _of_stories(among: Among, article: Any) -> Any:
    told = select(col(StoryArticle.article_id)).where(among(col(StoryArticle.story_id), "ids"))
    return article.in_(told)


def _read(full: bool, removed: bool, of: Of) -> Prepared:
    def build(among: Among) -> Any:
        text = case((among(col(Article.source), "open"), col(Article.text)), else_=_EXCERPT)
        columns = (*_COLUMNS, col(Article.text) if full else text, *((col(Article.removed),) if removed else ()))
        wanted = select(*columns).outerjoin(Annotation, col(Annotation.article_id) == col(Article.id))
        wanted = wanted.outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
        return wanted.where(of(among, col(Article.id)))

    return Prepared(build)


def _article(known: Vocabulary, row: Row, full: bool, removed: bool) -> View:
    source, text = row[11], row[19]
    readable = full or source in known.open_sources
    view = {
        "id": row[0],
        "url": row[1],
        "canonical_url": row[2],
        "title": row[3],
        "byline": row[4],
        "published": row[5],
        "modified": row[6],
        "published_from": row[7],
        "first_seen": row[12],
        "updated": row[13],
        "source": source,
        "source_title": known.sources.get(source, source),
        "language": row[8],
        "kind": row[16] or row[9] or "news",
        "access": row[10],
        "story": row[18],
        "failing_now": bool(row[17]),
        "excerpt": excerpt(text),
        "text": text if readable else None,
        "tags": [],
        "judgements": [],
        "authorities": [],
    }
    if row[15] > 1:
        view["revisions"] = row[15]
    if row[14]:
        view["gone"] = row[14]
    if removed:
        view["removed"] = [_block(block, readable) for block in row[20]]
    return view


def _quote_nothing(view: View) -> None:
    """Leave of an article that its publisher withdrew what we say of it, and nothing that it said but its headline."""
    view |= {"excerpt": "", "text": None}
    if "removed" in view:
        view["removed"] = []
    for tag in view["tags"]:
        tag["evidence"] = []
    for judgement in view["judgements"]:
        judgement["evidence"] = None


def _block(block: View, readable: bool) -> View:
    told = str(block.get("text", ""))
    return {"why": block.get("why", ""), "text": told if readable else excerpt(told, 200)}


def _annotate(known: Vocabulary, views: dict[int, View], tagged: Rows, named: Rows, judged: Rows) -> None:
    """Put tags, authorities and judgements into views of articles, in place."""
    titles = known.tags
    for article, slug, probability, threshold, evidence, by in tagged:
        views[article]["tags"].append(
            {
                "tag": slug,
                "title": titles.get(slug, slug),
                "probability": probability,
                "threshold": threshold,
                "evidence": [quoted(one) for one in evidence],
                "by": by,
            }
        )
    for article, gss, name, role in named:
        views[article]["authorities"].append({"gss": gss, "name": name, "role": role})
    for row in judged:
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


def _told_of(of: Of) -> tuple[Prepared, ...]:
    """Tags, authorities and judgements."""
    judged = Prepared(lambda among: _judged.where(of(among, col(Judgement.article_id))).order_by(col(Judgement.id)))
    tagged = Prepared(
        lambda among: (
            select(
                col(Tagging.article_id),
                col(Tagging.slug),
                col(Tagging.probability),
                col(Tagging.threshold),
                col(Tagging.evidence),
                col(Tagging.by),
            )
            .where(of(among, col(Tagging.article_id)))
            .order_by(col(Tagging.probability).desc(), col(Tagging.slug))
        )
    )
    named = Prepared(
        lambda among: (
            select(col(Mention.article_id), col(Mention.gss), col(Mention.name), col(Mention.role))
            .where(of(among, col(Mention.article_id)))
            .order_by(col(Mention.role).desc(), col(Mention.name))
        )
    )
    return tagged, named, judged


_TOLD = Prepared(
    lambda among: (
        _judged.add_columns(
            col(Article.title),
            col(Article.url),
            col(Article.source),
            col(Article.published),
            col(Article.first_seen),
            col(StoryArticle.story_id),
        )
        .join(Article, col(Article.id) == col(Judgement.article_id))
        .outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
        .where(among(col(Judgement.id), "ids"), col(Article.gone).is_(None))
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

_BOTH = (False, True)
_OF_ID, _OF_IDS, _OF_STORIES = _told_of(_of_id), _told_of(_of_ids), _told_of(_of_stories)
_ONE = {full: (_read(full, True, _of_id), *_OF_ID) for full in _BOTH}
_MANY = {(full, removed): (_read(full, removed, _of_ids), *_OF_IDS) for full in _BOTH for removed in _BOTH}
_STORIES = {full: (_HEADS, _MEMBERS, _read(full, False, _of_stories), *_OF_STORIES) for full in _BOTH}


def judgement(row: Row) -> View:
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
        "inspection_start": row[11],
        "inspection_end": row[12],
        "publication_date": row[13],
        "is_current": row[14],
        "bottom": row[15],
        "evidence": quoted(row[16]) if row[16] else None,
        "probability": row[17],
    }


def judgements(reader: Reader, ids: Sequence[int]) -> list[View]:
    """Judgements in the order of `ids`, each with the article that tells it."""
    found: dict[int, View] = {}
    for start in range(0, len(ids), CHUNK):
        for row in _TOLD.rows(reader.raw, ids=ids[start : start + CHUNK]):
            names = ("title", "url", "source", "published", "first_seen")
            article = {"id": row[1], **dict(zip(names, row[18:23], strict=True))}
            found[row[0]] = {**judgement(row), "article": article, "story": row[23]}
    return [found[id_] for id_ in ids if id_ in found]


def stories(reader: Reader, ids: Sequence[int], full: bool = False) -> list[View]:
    """Stories in the order of `ids`, each with its articles, the lead first, and what they tell together."""
    known = reader.vocabulary
    rows, told, *read = together(reader.raw, _STORIES[full], ids=ids, open=known.open_sources)
    heads = {row[0]: row for row in rows}
    members: dict[int, list[int]] = defaultdict(list)
    for story, article in told:
        members[story].append(article)
    views = shown(known, read, full, removed=False)
    return [_story(heads[id_], [views[a] for a in members[id_] if a in views]) for id_ in ids if id_ in heads]


def _story(head: Any, told: list[View]) -> View:
    lead = next((view for view in told if view["id"] == head[2]), told[0] if told else None)
    others = [view for view in told if view is not lead]
    return {
        "id": head[0],
        "title": head[1],
        "first_seen": head[3],
        "updated": head[4],
        "sources": list(dict.fromkeys(view["source"] for view in told)),
        "tags": _together([view["tags"] for view in told]),
        "authorities": _named([view["authorities"] for view in told]),
        "judgements": _agreed(told),
        "articles": [lead, *others] if lead else [],
    }


def _together(lists: list[list[View]]) -> list[View]:
    """Every tag once, with its highest probability, the likeliest first."""
    tags = [tag for tags in lists for tag in tags]
    if len(lists) > 1:
        best: dict[str, View] = {}
        for tag in sorted(tags, key=lambda tag: (-tag["probability"], tag["tag"])):
            best.setdefault(tag["tag"], tag)
        tags = list(best.values())
    return [{"tag": tag["tag"], "title": tag["title"], "probability": tag["probability"]} for tag in tags]


def _named(lists: list[list[View]]) -> list[View]:
    """Every authority once, as the subject where it is one, subjects first."""
    if len(lists) == 1:
        return lists[0]
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
