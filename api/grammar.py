"""The one search grammar: words, "phrases", OR, -not, (groups) and field:value, for pages, API, feeds and alerts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from api.problems import nearest

LONGEST = 2000  # characters of a query
MOST = 100  # words and fields in one
STARS = 8  # beginnings of words (child*) in one; each is looked up as all the words that begin so
DEEPEST = 12  # brackets within brackets

FIELDS = {
    "tag": "a tag, or a group of tags: tag:inspection/ofsted-inadequate, tag:inspection",
    "authority": 'a council, by GSS code or name: authority:E08000027, authority:"Dudley"',
    "mentions": "a council that is named at all, even in passing: mentions:Essex",
    "source": "a source: source:localgov",
    "grade": 'the grade an inspectorate gave: grade:inadequate, grade:"requires improvement"',
    "area": "the area that was judged: area:help-and-protection",
    "inspectorate": "who judged: inspectorate:ofsted",
    "kind": "what the text is: kind:opinion",
    "region": 'the region of a council it is about: region:"West Midlands"',
    "nation": "the nation of a council it is about: nation:Wales",
    "before": "published before a day (UTC): before:2026-11-01",
    "after": "published on a day or later (UTC): after:2026-10-01",
    "since": "published in the last hours, days, weeks, months or years: since:7d",
    "current": "tells a judgement that is news now: current:true",
    "failing": "tells that a service a council answers for fails now: failing:true",
}


Place = int | str  # a character of the query, or the parameter beside it that holds the value


class QueryError(ValueError):
    """A query that is not understood: what is wrong, where, and the nearest right word if there is one."""

    def __init__(self, message: str, at: Place, near: str | None = None) -> None:
        super().__init__(f"{message}; did you mean '{near}'?" if near else message)
        self.message, self.at, self.nearest = message, at, near


@dataclass(frozen=True)
class Words:
    """A word or phrase in title or text; `prefix` when it ended in *."""

    text: str
    at: int = 0
    prefix: bool = False


@dataclass(frozen=True)
class Field:
    """A field and the value asked for."""

    name: str
    value: str
    at: Place = 0


@dataclass(frozen=True)
class Not:
    part: "Node"


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]


Node = Words | Field | Not | And | Or

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<open>\() |(?P<close>\))
    |(?P<minus>-(?=[\w"(]))
    |(?P<field>[A-Za-z_]+):(?=[^\s()]) (?:"(?P<quoted>[^"]*)" | (?P<bare>[^\s()"]+))
    |(?P<void>[A-Za-z_]+):(?=[\s()]|$)
    |"(?P<phrase>[^"]*)"(?P<star>\*)?
    |(?P<word>[^\s()"]+)""",
    re.VERBOSE,
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LOOKS_LIKE_FIELD = re.compile(r"^[a-z_]{2,20}$")


@dataclass(frozen=True)
class _Token:
    kind: str  # open, close, minus, or, and, leaf
    at: int
    leaf: Words | Field | None = None


def parse(query: str) -> Node | None:
    """The query as a tree, or None for an empty one. Raises QueryError.

    OR binds weaker than standing side by side: `a b OR c` is (a and b) or c. AND may be written; - and NOT negate.
    """
    if len(query) > LONGEST:
        raise QueryError(f"a query may be {LONGEST} characters long", LONGEST)
    if bad := CONTROL.search(query):
        raise QueryError("a query holds no control characters", bad.start())
    tokens = list(_tokens(query))
    if sum(token.kind == "leaf" for token in tokens) > MOST:
        raise QueryError(f"a query may hold {MOST} words and fields", next(_excess(tokens)))
    stars = [token.at for token in tokens if isinstance(token.leaf, Words) and token.leaf.prefix]
    if len(stars) > STARS:
        raise QueryError(f"a query may hold {STARS} words with a star", stars[STARS])
    if not tokens and query.strip():
        raise QueryError("there is no word to search for; a word has a letter or a digit", 0)
    if not tokens:
        return None
    node, rest = _either(tokens, 0, 0)
    if rest < len(tokens):
        raise QueryError("this bracket was never opened", tokens[rest].at)
    return node


def _excess(tokens: list[_Token]) -> Iterator[int]:
    return (token.at for number, token in enumerate(tokens) if number >= MOST)


def _tokens(query: str) -> Iterator[_Token]:
    at = 0
    while at < len(query):
        match = _TOKEN.match(query, at)
        if match is None:
            raise QueryError("this quotation mark is never closed", at)
        kind = match.lastgroup
        if match["open"] or match["close"]:
            yield _Token("open" if match["open"] else "close", at)
        elif match["minus"]:
            yield _Token("minus", at)
        elif match["field"]:
            yield from _field(match, at)
        elif match["void"]:
            yield from _void(match, at)
        elif match["phrase"] is not None:
            yield from _words(match["phrase"], at, bool(match["star"]))
        elif match["word"]:
            yield from _word(match["word"], at)
        assert kind
        at = match.end()


def _field(match: re.Match[str], at: int) -> Iterator[_Token]:
    name = match["field"].lower()
    value = match["bare"] if match["quoted"] is None else match["quoted"]
    if name in FIELDS:
        if not value.strip():
            raise _needs_value(name, at)
        yield _Token("leaf", at, Field(name, value.strip(), at))
    elif near := nearest(name, FIELDS):
        raise QueryError(f"there is no field '{name}'", at, near)
    elif value.startswith("//") or not _LOOKS_LIKE_FIELD.match(name):
        yield from _words(match[0], at, False)  # an address or a clause with a colon, not a field
    else:
        raise QueryError(f"there is no field '{name}'; put words with a colon into quotation marks", at)


def _void(match: re.Match[str], at: int) -> Iterator[_Token]:
    """A field that nothing stands behind; a word with a colon, as in `Bins: a debate`, is a word."""
    if (name := match["void"].lower()) in FIELDS:
        raise _needs_value(name, at)
    yield from _words(match[0], at, False)


def _needs_value(name: str, at: int) -> QueryError:
    example = FIELDS[name].partition(": ")[2].split(", ")[0]
    return QueryError(f"{name}: needs a value right behind the colon, such as {example}", at)


def _word(word: str, at: int) -> Iterator[_Token]:
    if word in ("OR", "AND", "NOT", "|"):
        kind = {"OR": "or", "|": "or", "AND": "and", "NOT": "minus"}[word]
        yield _Token(kind, at)
    else:
        yield from _words(word.rstrip("*"), at, word.endswith("*"))


def _words(text: str, at: int, prefix: bool) -> Iterator[_Token]:
    letters = sum(character.isalnum() for character in text)
    if prefix and letters == 1:
        raise QueryError("a star needs two letters before it", at)
    if letters:  # a lone dash or quotation mark asks for nothing
        composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))  # as pages are written
        yield _Token("leaf", at, Words(" ".join(composed.split()), at, prefix))


def _either(tokens: list[_Token], here: int, depth: int) -> tuple[Node, int]:
    parts = []
    while True:
        part, here = _all(tokens, here, depth)
        parts.append(part)
        if here >= len(tokens) or tokens[here].kind != "or":
            return (parts[0] if len(parts) == 1 else Or(tuple(parts))), here
        here += 1


def _all(tokens: list[_Token], here: int, depth: int) -> tuple[Node, int]:
    parts: list[Node] = []
    while here < len(tokens) and tokens[here].kind not in ("or", "close"):
        if tokens[here].kind == "and":
            if not parts:
                raise QueryError("AND needs something before it", tokens[here].at)
            here += 1
            continue
        part, here = _one(tokens, here, depth)
        parts.append(part)
    if not parts:
        at = tokens[min(here, len(tokens) - 1)].at
        raise QueryError("something is missing here: a word, a phrase or a field", at)
    return (parts[0] if len(parts) == 1 else And(tuple(parts))), here


def _one(tokens: list[_Token], here: int, depth: int) -> tuple[Node, int]:
    token = tokens[here]
    negate = False
    while token.kind == "minus":
        negate, here = not negate, here + 1
        if here >= len(tokens):
            raise QueryError("there is nothing to leave out", token.at)
        token = tokens[here]
    if token.kind == "leaf" and token.leaf is not None:
        node: Node = token.leaf
        here += 1
    elif token.kind == "open":
        if depth >= DEEPEST:
            raise QueryError(f"brackets may stand {DEEPEST} deep", token.at)
        node, here = _either(tokens, here + 1, depth + 1)
        if here >= len(tokens):
            raise QueryError("this bracket is never closed", token.at)
        here += 1
    else:
        raise QueryError("something is missing here: a word, a phrase or a field", token.at)
    return (Not(node) if negate else node), here


def leaves(node: Node | None, positive: bool = True) -> Iterator[Words | Field]:
    """Every word and field that is asked for (not those left out)."""
    if isinstance(node, Words | Field):
        if positive:
            yield node
    elif isinstance(node, Not):
        yield from leaves(node.part, not positive)
    elif node is not None:
        for part in node.parts:
            yield from leaves(part, positive)


def both(*nodes: Node | None) -> Node | None:
    """All of the given nodes together; None stands for no condition."""
    kept: tuple[Node, ...] = ()
    for node in nodes:
        kept += node.parts if isinstance(node, And) else () if node is None else (node,)
    return None if not kept else kept[0] if len(kept) == 1 else And(kept)


def without(node: Node | None, name: str) -> Node | None:
    """The tree without what the parameter of this name asks for; used to count a facet without its own filter. What a
    query in words asks for stays: the link of a facet's value adds a parameter to it."""
    if isinstance(node, And):
        return both(*(without(part, name) for part in node.parts))
    found = (*leaves(node), *leaves(node, False))
    return None if found and all(isinstance(leaf, Field) and leaf.at == name for leaf in found) else node
