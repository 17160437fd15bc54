"""A query tree → a condition on articles, on SQLite (FTS5) and PostgreSQL (tsvector) alike."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlmodel import col

from api.grammar import And, Field, Node, Not, Or, QueryError, Words
from api.vocabulary import Vocabulary
from models.article import Article
from models.authority import Authority, Mention
from models.judgement import Judgement
from models.tag import Annotation, Tagging

Condition = ColumnElement[bool]
JUDGED = ("grade", "area", "inspectorate", "current")
_SPAN = re.compile(r"^(\d{1,4})([hdwmy])$")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "m": 24 * 30, "y": 24 * 365}
SEARCH = "councilwire"  # the text search configuration of PostgreSQL, see the first migration


class Compiler:
    """Turns trees into conditions on `article` for one dialect, vocabulary and moment."""

    def __init__(self, dialect: str, vocabulary: Vocabulary, now: datetime, walk: bool = False) -> None:
        """`walk`: the condition is for the first few rows of an ordered list. SQLite then does best to walk the order's
        index and look each article up in the set that fits; the plus keeps it from sorting the whole set instead."""
        self.sqlite = dialect == "sqlite"
        self.id: Any = literal_column("+article.id") if walk and self.sqlite else col(Article.id)
        self.vocabulary = vocabulary
        self.now = now

    def condition(self, node: Node | None) -> Condition:
        """What articles must fulfil. Raises QueryError where a value is unknown."""
        if node is None:
            return true()
        if isinstance(node, And):
            return self._all(node.parts)
        if isinstance(node, Or):
            if match := full_text(node, self.sqlite):
                return self._matches(match)
            return or_(*(self.condition(part) for part in node.parts))
        if isinstance(node, Not):
            return not_(self.condition(node.part))
        if isinstance(node, Words):
            return self._matches(full_text(node, self.sqlite) or "")
        return self._field(node)

    def _all(self, parts: tuple[Node, ...]) -> Condition:
        """Side by side: words go into one full-text match, judgement fields hold for one and the same judgement."""
        conditions: list[Condition] = []
        judged = [part for part in parts if _of_judgements(part)]
        rest = [part for part in parts if part not in judged]
        texts = [part for part in rest if full_text(part if not isinstance(part, Not) else part.part, self.sqlite)]
        if match := full_text(And(tuple(texts)), self.sqlite):
            conditions.append(self._matches(match))
            rest = [part for part in rest if part not in texts]
        if judged:
            conditions.append(self._judgement(*(self._row(part) for part in judged)))
        return and_(*conditions, *(self.condition(part) for part in rest))

    def _field(self, field: Field) -> Condition:
        name, value, known = field.name, field.value, self.vocabulary
        if name == "tag":
            return self._tagged(known.tag(value, field.at))
        if name in ("authority", "mentions"):
            about = col(Mention.gss).in_(known.authority(value, field.at))
            return self._mentions(about if name == "mentions" else and_(about, _SUBJECT))
        if name == "region":
            return self._mentions(and_(_SUBJECT, _councils(col(Authority.region).in_(known.region(value, field.at)))))
        if name == "nation":
            return self._mentions(and_(_SUBJECT, _councils(col(Authority.nation).in_(known.nation(value, field.at)))))
        if name == "source":
            return col(Article.source).in_(known.source(value, field.at))
        if name == "kind":
            return self._kind(known.kind(value, field.at)[0])
        if name == "failing":
            said = self._annotated(col(Annotation.failing_now))
            return said if boolean(field) else not_(said)
        if name in ("before", "after", "since"):
            return self.dated(field, col(Article.sort_at))
        return self._judgement(self.judgement(field))

    def rows(self, node: Node | None) -> list[Condition]:
        """What a query asks, side by side, of one and the same row of `judgement`."""
        parts = node.parts if isinstance(node, And) else (node,) if node is not None else ()
        return [self._row(part) for part in parts if _of_judgements(part)]

    def _row(self, part: Node) -> Condition:
        if isinstance(part, Or):
            return or_(*(self._row(one) for one in part.parts))
        assert isinstance(part, Field)
        return self.judgement(part)

    def judgement(self, field: Field) -> Condition:
        """A judgement field as a condition on one row of `judgement`."""
        name, value, known = field.name, field.value, self.vocabulary
        if name == "grade":
            return col(Judgement.grade).in_(known.grade(value, field.at))
        if name == "area":
            return col(Judgement.area).in_(known.area(value, field.at))
        if name == "inspectorate":
            return col(Judgement.inspectorate).in_(known.inspectorate(value, field.at))
        return col(Judgement.is_current).is_(boolean(field))

    def dated(self, field: Field, column: Any) -> Condition:
        """before, after and since as a condition on a moment."""
        moment = self.moment(field)
        if moment is None:
            return true()
        return column < moment if field.name == "before" else column >= moment

    def moment(self, field: Field) -> datetime | None:
        """The moment that before, after or since names; None: before all time."""
        if field.name != "since":
            return day(field)
        span = _SPAN.match(field.value.lower())
        if span is None:
            raise QueryError("since: takes a number and h, d, w, m or y, such as since:7d", field.at)
        try:
            return self.now - timedelta(hours=int(span[1]) * _HOURS[span[2]])
        except OverflowError:
            return None

    def _tagged(self, slugs: list[str]) -> Condition:
        return self.id.in_(select(col(Tagging.article_id)).where(col(Tagging.slug).in_(slugs)))

    def _mentions(self, what: Condition) -> Condition:
        return self.id.in_(select(col(Mention.article_id)).where(what))

    def _annotated(self, what: Any) -> Condition:
        return self.id.in_(select(col(Annotation.article_id)).where(what))

    def _kind(self, kind: str) -> Condition:
        """The kind the tagger decided; what the page itself says until it has been read."""
        if kind == "news":
            others = select(col(Annotation.article_id)).where(col(Annotation.kind) != "news")
            unread = ~exists().where(col(Annotation.article_id) == col(Article.id))
            said = and_(unread, col(Article.kind).is_not(None), col(Article.kind) != "news")
            return and_(self.id.not_in(others), not_(said))
        unread = ~exists().where(col(Annotation.article_id) == col(Article.id))
        return or_(self._annotated(col(Annotation.kind) == kind), and_(col(Article.kind) == kind, unread))

    def _judgement(self, *what: Condition) -> Condition:
        return self.id.in_(select(col(Judgement.article_id)).where(*what))

    def _matches(self, match: str) -> Condition:
        if not self.sqlite:
            return indexed(match)
        found: Any = (
            select(literal_column("(rowid & 2147483647)"))  # the id within a place, see api/fts5.py
            .select_from(table("article_search"))
            .where(literal_column("article_search").op("MATCH", is_comparison=True)(match))
        )
        return self.id.in_(found)


def _of_judgements(part: Node) -> bool:
    if isinstance(part, Or):
        return all(_of_judgements(one) for one in part.parts)
    return isinstance(part, Field) and part.name in JUDGED


def boolean(field: Field) -> bool:
    """true or false, as a field says it."""
    value = field.value.lower()
    if value not in ("true", "false", "yes", "no"):
        raise QueryError(f"{field.name}: is true or false", field.at)
    return value in ("true", "yes")


def day(field: Field) -> datetime:
    """The moment an ISO day or moment begins, in UTC."""
    try:
        moment = datetime.fromisoformat(field.value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise QueryError(f"{field.name}: takes a day such as 2026-11-22", field.at) from None


_SUBJECT = col(Mention.role) == "subject"


def _councils(what: Condition) -> Condition:
    return col(Mention.gss).in_(select(col(Authority.gss)).where(what))


def full_text(node: Node, sqlite: bool) -> str | None:
    """The tree as an expression of FTS5 or of PostgreSQL's to_tsquery, or None where it holds fields or only what is
    left out."""
    if isinstance(node, Words):
        return _of_fts5(node) if sqlite else _of_tsquery(node)
    if isinstance(node, Or):
        parts = [full_text(part, sqlite) for part in node.parts]
        return None if None in parts else "(" + (" OR " if sqlite else " | ").join(map(str, parts)) + ")"
    if not isinstance(node, And):
        return None
    wanted = [full_text(part, sqlite) for part in node.parts if not isinstance(part, Not)]
    unwanted = [full_text(part.part, sqlite) for part in node.parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    match = "(" + (" AND " if sqlite else " & ").join(map(str, wanted)) + ")"
    without = (" OR " if sqlite else " | ").join(map(str, unwanted))
    return f"({match} {'NOT' if sqlite else '& !'} ({without}))" if unwanted else match


def _of_fts5(words: Words) -> str:
    return f'"{words.text.replace(chr(34), " ")}"' + ("*" if words.prefix else "")


def _of_tsquery(words: Words) -> str:
    """A word or phrase for to_tsquery.

    Of a hyphenated word PostgreSQL keeps the whole beside its parts, and asks for both. The parts are asked for alone,
    too, so that they are found however they are joined.
    """
    said = plain(words.text)
    if words.prefix:
        return "(" + " <-> ".join(map(_quoted, re.findall(r"\w+", said))) + ":*)"
    apart = _JOINED.sub(" ", said)
    return _quoted(said) if apart == said else f"({_quoted(said)} | {_quoted(apart)})"


def _quoted(words: str) -> str:
    """Words that to_tsquery takes as they are, whatever stands in them, one behind the other."""
    return "'" + words.replace("\\", "\\\\").replace("'", "''") + "'"


def tsquery(match: Any) -> Any:
    """What `full_text` wrote, or a parameter for it, as PostgreSQL's tsquery."""
    return func.to_tsquery(literal_column(f"'{SEARCH}'::regconfig"), match)


def indexed(match: Any) -> Condition:
    """Articles whose index of words on PostgreSQL fulfils what `full_text` wrote."""
    return literal_column("article.search").op("@@", is_comparison=True)(tsquery(match))


_JOINED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
ACCENTED = {"a": "âáàä", "e": "êéèë", "i": "îíìï", "o": "ôóòö", "u": "ûúùü", "w": "ŵ", "y": "ŷ"}
_FOLD = {ord(other): letter for letter, others in ACCENTED.items() for other in others}
_FOLD |= {ord(chr(other).upper()): one.upper() for other, one in _FOLD.items()}
_FOLD[ord("/")] = " "


def plain(words: str) -> str:
    """Without accents and slashes, as PostgreSQL's index holds them (the first migration does the same to the text)."""
    return words.translate(_FOLD)
