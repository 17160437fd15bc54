"""Where a text names authorities and their bodies: every span, with what it may stand for and the form it has."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, overload

from classifier.gazetteer import HERE, Place, bodies, places

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|&")
# Longer forms that several councils share the front of: "Brighton council", "Redcar council".
_FRONTS = {
    "Brighton": "E06000043",
    "Redcar": "E06000003",
    "Barking": "E09000002",
    "Kensington": "E09000020",
    "Hammersmith": "E09000013",
    "Bath": "E06000022",
    "Newcastle": "E08000021",
    "Basingstoke": "E07000084",
    "Folkestone": "E07000112",
    "Tunbridge Wells": "E07000116",
}
_UNDER_LYME = "E07000195"
_LYME = re.compile(r"Staffordshire|under[- ]Lyme|Stoke", re.I)
_SHADOW = timedelta(days=550)  # a new council is elected and named about a year and a half before its first day
_KINDS = {
    "county": frozenset({"county"}),
    "district": frozenset({"district", "ni district", "metropolitan borough"}),
    "metropolitan": frozenset({"metropolitan borough"}),
    "mbc": frozenset({"metropolitan borough"}),
    "dc": frozenset({"district", "ni district"}),
}
_MODIFIERS = frozenset(
    [
        "city",
        "county",
        "borough",
        "district",
        "metropolitan",
        "unitary",
        "royal",
        "and",
        "combined",
        "mayoral",
        "islands",
    ]
)
_HEADS = frozenset(["council", "councils", "corporation", "authority", "authorities"])
_INITIALS = frozenset(["cc", "bc", "dc", "mbc", "mdc", "lbc", "cbc"])
_BEFORE = frozenset({"london borough of", "royal borough of", "city of", "borough of", "county of", "council of"})
_DIRECTIONS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "mid",
        "central",
        "greater",
        "new",
        "old",
        "northern",
        "southern",
        "eastern",
        "western",
        "upper",
        "lower",
        "nr",
        "near",
        "inner",
        "outer",
        "port",
        "fort",
        "mount",
        "lake",
        "saint",
    ]
)


class Token(NamedTuple):
    """A word: `norm` is folded and without a possessive ending."""

    start: int
    end: int
    norm: str
    capital: bool
    possessive: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text that may name an authority. `form`: official, prefixed, body, full, bare."""

    start: int
    end: int
    gss: tuple[str, ...]
    form: str
    surface: str
    first: int  # index of the first token
    last: int  # index after the last token of the bare name
    body: str | None = None  # the trust's or fire service's own name


class Tokens(Sequence[Token]):
    """The words of a text, each looked at closely only when it is asked for: most never are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = list(_TOKEN.finditer(text))
        self._made: dict[int, Token] = {}

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        if isinstance(at, slice):
            return [self._token(n) for n in range(*at.indices(len(self)))]
        return self._token(at)

    def capitals(self) -> list[int]:
        """Which words begin with a capital letter."""
        text = self._text
        return [at for at, found in enumerate(self._found) if text[found.start()].isupper()]

    def _token(self, at: int) -> Token:
        token = self._made.get(at)
        if token is None:
            token = self._made[at] = _token(self._text, self._found[at])
        return token


def _token(text: str, match: re.Match[str]) -> Token:
    word = match.group()
    norm = word.casefold().replace("’", "'")
    possessive = norm.endswith("'s") or norm.endswith("s'")
    if norm.endswith("'s"):
        norm = norm[:-2]
    elif word == "&":
        norm = "and"
    if not possessive and text[match.end() : match.end() + 1] in "'’" and norm.endswith("s"):
        possessive = text[match.end() + 1 : match.end() + 2] == " "
    return Token(match.start(), match.end(), norm.replace("'", ""), word[0].isupper(), possessive)


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.norm for token in Tokens(name))


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"]
    places: list[str]
    body: str | None = None
    tail: str | None = None  # form, when the name itself is an official one
    name: str = ""


def _add(root: _Node, name: str, gss: str | None, body: str | None = None, official: bool = False) -> None:
    node = root
    for word in _words(name):
        node = node.children.setdefault(word, _Node({}, []))
    if gss and gss not in node.places:
        node.places.append(gss)
    node.body = node.body or body
    node.name = node.name or name
    if official:
        node.tail = "official"


_OFFICIAL = re.compile(r"\b(Council|Corporation|Authority|Comhairle|Assembly)\b")


@cache
def _trie() -> _Node:
    root = _Node({}, [])
    for place in places().values():
        _add(root, place.name, place.gss, official=True)
        _add(root, place.short_name, place.gss)
        for alias in place.aliases:
            official = bool(_OFFICIAL.search(alias)) or (alias.isupper() and len(alias) > 2) or alias == "B&NES"
            _add(root, alias, place.gss, official=official)
    for front, gss in _FRONTS.items():
        _add(root, front, gss or None)
    for body in bodies():
        for name in (body.name, *body.aliases):
            _add(root, name, None, body=body.name)
    return root


@cache
def ambiguous() -> dict[str, str]:
    """Names that are words, people's names or places elsewhere too, folded, with why."""
    with (HERE / "ambiguous.csv").open(encoding="utf-8", newline="") as file:
        return {" ".join(_words(row["name"])): row["why"] for row in csv.DictReader(file)}


def _longest(words: Tokens, at: int) -> tuple[int, _Node] | None:
    """The longest name that begins with token `at`: how many tokens, and its node."""
    node = _trie()
    best = None
    index = at
    while index < len(words):
        child = node.children.get(words[index].norm)
        if child is None:
            break
        index += 1
        node = child
        if node.places or node.body:
            best = (index - at, node)
    return best


def _tail(words: Tokens, after: int, text: str) -> tuple[int, str]:
    """How many tokens of "… City Council" follow a name, and the word that tells the tier ("" for none)."""
    index = after
    tier = ""
    if after and words[after - 1].possessive:
        return 0, ""
    end = words[after - 1].end if after else 0
    while index < len(words) and index - after < 5:
        token = words[index]
        if text[end : token.start].strip(" \t\n-"):
            return 0, ""
        end = token.end
        if token.norm in _INITIALS and text[token.start : token.end].isupper():
            return index - after + 1, token.norm
        if token.norm in _HEADS:
            return index - after + 1, tier
        if token.norm not in _MODIFIERS:
            return 0, ""
        tier = tier or (token.norm if token.norm != "and" else "")
        index += 1
    return 0, ""


def _prefix(words: Tokens, at: int) -> int:
    """How many tokens of "London Borough of" stand before a name."""
    for length in (3, 2):
        if at >= length and " ".join(token.norm for token in words[at - length : at]) in _BEFORE:
            return length
    return 0


def _fits(place: Place, tier: str) -> bool:
    kinds = _KINDS.get(tier)
    return kinds is None or place.type in kinds or (tier == "county" and "County" in place.name)


def _resolve(candidates: list[str], tier: str, official: bool, on: date | None) -> tuple[str, ...]:
    """Those of the candidates that the name can stand for on the day of the story."""
    known = [places()[gss] for gss in candidates]
    fitting = [p for p in known if _fits(p, tier)]
    if tier and not fitting:
        return ()
    valid = [p for p in fitting if p.valid(on)]
    if not valid and official:
        # a council named in full is meant even where it is gone, or not yet there
        near = [p for p in fitting if on is None or p.start is None or on >= p.start - _SHADOW]
        valid = sorted(near, key=lambda p: p.end or date.max, reverse=True)[:1]
    return tuple(p.gss for p in valid)


def _body_owners(name: str, on: date | None) -> tuple[str, ...]:
    rows = [b for b in bodies() if b.name == name]
    valid = [b for b in rows if b.valid(on)] or rows[-1:]
    return valid[0].gss if valid else ()


def spans(text: str, on: date | None, words: Tokens | None = None) -> Iterator[Span]:
    """Every span of `text` that may name an authority, left to right, never overlapping."""
    words = Tokens(text) if words is None else words
    roots = _trie().children
    after = 0  # the first token that belongs to no span yet
    for at in words.capitals():
        token = words[at]
        if at < after or token.norm not in roots:
            continue
        hit = _longest(words, at)
        if hit is None:
            continue
        length, node = hit
        last = at + length
        surface = " ".join(word.norm for word in words[at:last])
        if not words[last - 1].capital and not node.tail:
            continue
        if node.body:
            yield Span(
                token.start, words[last - 1].end, _body_owners(node.body, on), "body", surface, at, last, node.body
            )
            after = last
            continue
        before = _prefix(words, at)
        extra, tier = (0, "") if node.tail else _tail(words, last, text)
        if at and not before and not node.tail and words[at - 1].norm in _DIRECTIONS and words[at - 1].capital:
            gap = text[words[at - 1].end : token.start]
            if gap in (" ", "-"):
                after = last
                continue
        official = bool(extra or node.tail)
        candidates = list(node.places)
        if surface == "newcastle" and _LYME.search(text):
            candidates = [_UNDER_LYME]
        form = "official" if official else "prefixed" if before else "bare"
        gss = _resolve(candidates, tier, official or bool(before), on)
        if gss:
            start = words[at - before].start if before else token.start
            yield Span(start, words[last + extra - 1].end, gss, form, surface, at, last + extra)
        after = last + extra
