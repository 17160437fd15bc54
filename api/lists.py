"""Pages of lists: which ids come next, by keyset, in every order; and the facets beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, func, literal_column, or_, select, tuple_
from sqlmodel import col

from api import fts5, tsearch
from api.conditions import full_text, indexed, tsquery
from api.cursor import Cursor
from api.grammar import Node, Words, leaves, without
from api.prepared import Prepared
from api.reading import Reader
from models.article import Article
from models.authority import Authority, Mention
from models.columns import Moment
from models.judgement import Judgement
from models.source import Source
from models.story import Story, StoryArticle
from models.tag import Annotation, Tagging

RANKED = 200  # a list by relevance holds the best so many
ORDERS = ("newest", "oldest", "relevance", "updated")


@dataclass(frozen=True)
class Slice:
    """Ids of one page of a list, with the cursors before and after it."""

    ids: list[int]
    next: Cursor | None = None
    prev: Cursor | None = None


def keyset(reader: Reader, wanted: Any, at: Any, id_: Any, order: str, limit: int, cursor: Cursor | None) -> Slice:
    """One page of `wanted`, a SELECT of id and moment, ordered by moment and id."""
    most = bindparam("most", type_=BigInteger)  # "all" is more than an integer holds
    page = _page(wanted, at, id_, _down(order, cursor), _beyond(cursor), reader.sqlite, most)
    given: dict[str, Any] = {"most": limit + 1}
    if cursor is not None and cursor.at is not None:
        given |= {"edge_at": cursor.at, "edge_id": cursor.id}
    return _sliced(reader.connection.execute(page, given).all(), order, limit, cursor)


def _page(wanted: Any, at: Any, id_: Any, down: bool, beyond: bool, sqlite: bool, most: Any) -> Any:
    """`wanted` in its order, from its beginning or beyond an edge; `most` of it."""
    if beyond:
        wanted = wanted.where(_edge(at, id_, down, sqlite))
    wanted = wanted.order_by(at.desc() if down else at.asc(), id_.desc() if down else id_.asc())
    return wanted.limit(most)


@lru_cache(maxsize=256)
def _everything(
    what: type[Story] | type[Article], order: str, down: bool, beyond: bool, sqlite: bool, most: int
) -> Prepared:
    """A page of all stories or articles: asked for more than any other. How many are asked for stands in the statement:
    PostgreSQL would else plan for a tenth of the table, each time."""
    if what is Article:
        at = col(Article.sort_at)
        wanted: Any = select(col(Article.id), at).where(col(Article.gone).is_(None))
    else:
        at = col(Story.updated if order == "updated" else Story.sort_at)
        wanted = select(col(Story.id), at).where(col(Story.merged_into).is_(None), _left())
    return Prepared(lambda _: _page(wanted, at, col(what.id), down, beyond, sqlite, literal_column(str(most))))


NEAR = 600  # articles that are looked into for words before the index is asked for all that hold them


@lru_cache
def _worded(down: bool, beyond: bool) -> Prepared:
    """A page of articles that hold words, on PostgreSQL. Its index of words knows no order, and its planner not how
    long looking into an article takes, so that it would go through all of them for a word that none holds. Frequent
    words are found among the first articles of the list; for others all that hold them are put in order."""
    at, id_ = col(Article.sort_at), col(Article.id)
    most, match = bindparam("most", type_=BigInteger), bindparam("match", type_=Text)
    search: Any = literal_column("article.search").label("search")
    live = col(Article.gone).is_(None)
    near = _page(
        select(id_, at, search).where(live), at, id_, down, beyond, False, literal_column(str(NEAR))
    ).subquery()
    among: Any = select(near.c.id, near.c.sort_at).where(near.c.search.op("@@")(tsquery(match)))
    first = _page(among, near.c.sort_at, near.c.id, down, False, False, most).cte()
    unordered = at + literal_column("interval '0'", type_=Moment())  # no index goes by this
    rest = select(id_, at).where(indexed(match), live, *([_edge(at, id_, down, False)] if beyond else ()))
    all_ = _page(rest, unordered, id_, down, False, False, most).subquery()
    found = select(func.count()).select_from(first).scalar_subquery()
    either: Any = select(first.c.id, first.c.sort_at).where(found == most)
    either = either.union_all(select(all_.c.id, all_.c.sort_at).where(found < most)).subquery()
    told: Any = _page(select(either.c.id, either.c.sort_at), either.c.sort_at, either.c.id, down, False, False, most)
    return Prepared(lambda _: told, anew=beyond)  # how much lies beyond a cursor only its values tell


def _rows(reader: Reader, page: Prepared, order: str, limit: int, cursor: Cursor | None, **given: Any) -> Slice:
    """One page of a list whose statement is compiled already."""
    if cursor is not None and cursor.at is not None:
        at = cursor.at.isoformat(sep=" ", timespec="microseconds")
        given |= {"edge_at": at[:26] if reader.sqlite else at, "edge_id": cursor.id}
    return _sliced(page.rows(reader.raw, **given), order, limit, cursor)


def _all(reader: Reader, what: type[Story] | type[Article], order: str, limit: int, cursor: Cursor | None) -> Slice:
    """One page of all stories or articles."""
    page = _everything(what, order, _down(order, cursor), _beyond(cursor), reader.sqlite, limit + 1)
    return _rows(reader, page, order, limit, cursor)


def _left() -> Any:
    """Stories that have an article left: looked up for each as it comes. The offset keeps PostgreSQL, which does not
    know how few of them are asked for, from joining them all."""
    mine = select(col(Article.id)).join(StoryArticle, col(Article.id) == col(StoryArticle.article_id))
    return mine.where(col(StoryArticle.story_id) == col(Story.id), col(Article.gone).is_(None)).offset(0).exists()


def _beyond(cursor: Cursor | None) -> bool:
    return cursor is not None and cursor.at is not None


def _down(order: str, cursor: Cursor | None) -> bool:
    """Whether rows are read from the newest on."""
    return (order == "newest") != (cursor is not None and cursor.back)


def _sliced(rows: Sequence[Any], order: str, limit: int, cursor: Cursor | None) -> Slice:
    """A page of rows (id, moment), of which one more than `limit` was asked for."""
    backward = cursor is not None and cursor.back
    more, rows = len(rows) > limit, rows[:limit]
    if backward:
        rows = rows[::-1]
    if not rows:
        return Slice([])
    first, last = rows[0], rows[-1]
    onward = more if not backward else True
    behind = more if backward else cursor is not None
    return Slice(
        [row[0] for row in rows],
        Cursor(order, _moment(last[1]), last[0]) if onward else None,
        Cursor(order, _moment(first[1]), first[0], back=True) if behind else None,
    )


def _moment(told: datetime | str) -> datetime:
    return datetime.fromisoformat(told) if isinstance(told, str) else told


@lru_cache
def _edge(at: Any, id_: Any, down: bool, sqlite: bool) -> ColumnElement[bool]:
    """Rows after the place that is given as `edge_at` and `edge_id`. Both databases walk an index for the form each is
    given; it is made once, so that a later page costs no more than the first."""
    edge_at, edge_id = bindparam("edge_at", type_=at.type), bindparam("edge_id", type_=id_.type)
    if not sqlite:
        place, edge = tuple_(at, id_), tuple_(edge_at, edge_id)
        return place < edge if down else place > edge
    if down:
        return and_(at <= edge_at, or_(at < edge_at, id_ < edge_id))
    return and_(at >= edge_at, or_(at > edge_at, id_ > edge_id))


def articles(
    reader: Reader,
    node: Node | None,
    order: str,
    limit: int,
    cursor: Cursor | None = None,
    since: datetime | None = None,
) -> Slice:
    """Ids of articles that fulfil a query, without those withdrawn.

    `since`: of all that changed from then on, those withdrawn among them, in the order of change.
    """
    if order == "relevance":
        return _ranked(reader, node, limit, cursor)
    if since is not None:
        return _changed(reader, node, limit, cursor, since)
    if node is None:
        return _all(reader, Article, order, limit, cursor)
    at = col(Article.sort_at)
    words = fts5.found(node) if reader.sqlite else None
    if words is not None:
        down, beyond = _down(order, cursor), None
        if cursor is not None and cursor.at is not None:
            beyond = (_edge(at, col(Article.id), down, True), {"edge_at": cursor.at, "edge_id": cursor.id})
        rows = fts5.rows(reader, words, beyond, down, limit + 1)
        return _sliced(rows, order, limit, cursor)
    if not reader.sqlite and (match := full_text(node, sqlite=False)):
        return _rows(
            reader, _worded(_down(order, cursor), _beyond(cursor)), order, limit, cursor, match=match, most=limit + 1
        )
    wanted: Any = select(col(Article.id), at).where(reader.walker.condition(node), col(Article.gone).is_(None))
    return keyset(reader, wanted, at, col(Article.id), order, limit, cursor)


_EDITED, _READ = col(Article.updated), func.coalesce(col(Annotation.at), col(Article.updated), type_=Moment())
# When an article or what is said of it changed last. SQLite calls the greater of two the max.
_CHANGED = {
    True: func.max(_EDITED, _READ, type_=Moment()),
    False: func.greatest(_EDITED, _READ, type_=Moment()),
}


def changed(since: datetime) -> ColumnElement[bool]:
    """Articles that were edited, withdrawn, tagged or corrected since a moment."""
    edited = select(col(Article.id)).where(col(Article.updated) >= since)
    read = select(col(Annotation.article_id)).where(col(Annotation.at) >= since)
    return col(Article.id).in_(edited.union(read))


def _changed(reader: Reader, node: Node | None, limit: int, cursor: Cursor | None, since: datetime) -> Slice:
    """Articles that changed since a moment, in the order of change."""
    at = _CHANGED[reader.sqlite]
    wanted: Any = select(col(Article.id), at).outerjoin(Annotation, col(Annotation.article_id) == col(Article.id))
    wanted = wanted.where(reader.compiler.condition(node), changed(since))
    return keyset(reader, wanted, at, col(Article.id), "updated", limit, cursor)


def every(reader: Reader, node: Node | None, order: str) -> list[int]:
    """Ids of all articles that fulfil a query, in their order; their moments are not read."""
    at, id_ = col(Article.sort_at), col(Article.id)
    wanted: Any = select(id_).where(reader.compiler.condition(node), col(Article.gone).is_(None))
    down = order == "newest"
    wanted = wanted.order_by(at.desc() if down else at.asc(), id_.desc() if down else id_.asc())
    if reader.sqlite:
        return list(reader.connection.execute(wanted).scalars())
    return reader.connection.execute(select(func.array_agg(wanted.subquery().c.id))).scalar() or []  # as one value


def _ranked(reader: Reader, node: Node | None, limit: int, cursor: Cursor | None) -> Slice:
    """The best matches, best first. The cursor carries the list, so that it stays as it was on the first page."""
    ids = cursor.ids if cursor else tuple(_best(reader, node))
    start = cursor.skip if cursor else 0
    end = start + limit
    after = Cursor("relevance", ids=ids, skip=end) if end < len(ids) else None
    before = Cursor("relevance", ids=ids, skip=max(0, start - limit)) if start else None
    return Slice(list(ids[start:end]), after, before)


def _best(reader: Reader, node: Node | None) -> list[int]:
    words = tuple(leaf for leaf in leaves(node) if isinstance(leaf, Words))
    wanted: Any = select(col(Article.id)).where(reader.compiler.condition(node), col(Article.gone).is_(None))
    if not words:
        wanted = wanted.order_by(col(Article.sort_at).desc(), col(Article.id).desc())
    elif reader.sqlite:
        wanted = wanted.join(fts5.SEARCH, fts5.found_id == col(Article.id)).where(fts5.matching(any_of(words)))
        wanted = wanted.order_by(func.bm25(literal_column("article_search"), 4.0, 1.0), col(Article.id).desc())
    else:
        rank = sum((_rank(word) for word in words[1:]), _rank(words[0]))
        wanted = wanted.order_by(rank.desc(), col(Article.id).desc())
    return list(reader.connection.execute(wanted.limit(RANKED)).scalars())


def any_of(words: tuple[Words, ...]) -> str:
    """An FTS5 expression that any of the words fulfils."""
    return " OR ".join(str(full_text(word, sqlite=True)) for word in words)


def _rank(word: Words) -> Any:
    return func.ts_rank_cd(
        literal_column("article.search"), tsquery(full_text(word, sqlite=False)), 4
    )  # 4: nearness of matches counts


def snippets(reader: Reader, node: Node | None, ids: list[int], order: str) -> dict[int, str]:
    """For each article the passage that fits the query best; matches stand between \\x02 and \\x03.

    `ids` is a page of the list in this `order`.
    """
    words = tuple(leaf for leaf in leaves(node) if isinstance(leaf, Words))
    if not words or not ids:
        return {}
    if reader.sqlite:
        found = fts5.snippets(reader, node if order != "relevance" else None, any_of(words), ids)
    else:
        found = tsearch.snippets(reader, words, ids)
    return {id_: " ".join(passage.split()) for id_, passage in found if passage}


def stories(reader: Reader, node: Node | None, order: str, limit: int, cursor: Cursor | None = None) -> Slice:
    """Ids of stories, one of whose articles fulfils a query."""
    if node is None:
        return _all(reader, Story, order, limit, cursor)
    at = col(Story.updated) if order == "updated" else col(Story.sort_at)
    wanted: Any = select(col(Story.id), at).where(col(Story.merged_into).is_(None), told(reader, node))
    return keyset(reader, wanted, at, col(Story.id), order, limit, cursor)


def told(reader: Reader, node: Node | None) -> Any:
    """Stories, one of whose articles fulfils a query."""
    if node is None:
        return _left()
    one = select(col(StoryArticle.story_id)).join(Article, col(Article.id) == col(StoryArticle.article_id))
    return col(Story.id).in_(one.where(reader.compiler.condition(node), col(Article.gone).is_(None)))


def judgements(
    reader: Reader, node: Node | None, rows: list[Any], order: str, limit: int, cursor: Cursor | None = None
) -> Slice:
    """Ids of judgements that fulfil `rows`, told by articles that fulfil a query."""
    at = col(Article.sort_at)
    wanted: Any = select(col(Judgement.id), at).join(Article, col(Article.id) == col(Judgement.article_id))
    wanted = wanted.where(reader.compiler.condition(node), col(Article.gone).is_(None), *rows)
    return keyset(reader, wanted, at, col(Judgement.id), order, limit, cursor)


FACETS = ("tag", "source", "kind", "authority", "region", "grade", "inspectorate")
FACET_VALUES = 60


def facet(reader: Reader, node: Node | None, name: str, limit: int = FACET_VALUES) -> list[tuple[str, int]]:
    """Values of a facet with the number of articles for each, the facet's own filter left out; most frequent first."""
    kept = without(node, name)
    if name == "source" and kept is None:
        return _sources(reader, limit)
    value, article, joined = _facet(name)
    many = name in ("region", "grade", "inspectorate")  # an article may say the same value twice
    count = func.count(article.distinct()) if many else func.count()
    wanted: Any = select(value, count).where(value != "")  # nor NULL
    live: Any = col(Article.gone).is_(None)
    if name == "source":
        wanted = wanted.where(live, reader.compiler.condition(kept))
    elif kept is not None:
        wanted = wanted.where(article.in_(select(col(Article.id)).where(live, reader.compiler.condition(kept))))
    else:  # what was withdrawn is little: leaving it out costs less than looking up all that was not
        wanted = wanted.where(article.not_in(select(col(Article.id)).where(col(Article.gone).is_not(None))))
    if name in ("grade", "inspectorate"):  # of the judgement that the rest of the query asks for, as in the list itself
        wanted = wanted.where(*reader.compiler.rows(kept))
    if joined is not None:
        wanted = wanted.join(joined, col(Authority.gss) == col(Mention.gss))
    if name in ("authority", "region"):
        wanted = wanted.where(col(Mention.role) == "subject")
    wanted = wanted.group_by(value).order_by(count.desc(), value).limit(limit)
    return [(row[0], row[1]) for row in reader.connection.execute(wanted)]


def _sources(reader: Reader, limit: int) -> list[tuple[str, int]]:
    """How many articles each source has. PostgreSQL counts a source at a time in two thirds of what telling them apart
    takes it."""
    mine = select(func.count()).where(col(Article.source) == col(Source.name), col(Article.gone).is_(None))
    count = mine.scalar_subquery().label("count")
    counted: Any = select(col(Source.name), count).order_by(count.desc(), col(Source.name)).limit(limit)
    return [(row[0], row[1]) for row in reader.connection.execute(counted) if row[1]]


def _facet(name: str) -> tuple[Any, Any, Any]:
    """The column of a facet, the column beside it that names the article, and what has to be joined."""
    if name == "tag":
        return col(Tagging.slug), col(Tagging.article_id), None
    if name == "source":
        return col(Article.source), col(Article.id), None
    if name == "kind":
        return col(Annotation.kind), col(Annotation.article_id), None
    if name == "authority":
        return col(Mention.gss), col(Mention.article_id), None
    if name == "region":
        return col(Authority.region), col(Mention.article_id), Mention
    value = col(Judgement.grade) if name == "grade" else col(Judgement.inspectorate)
    return value, col(Judgement.article_id), None
