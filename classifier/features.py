"""What a text offers to the tagger: words, pairs of words, pieces of words and the tags' cues, without place names."""

import html
import itertools
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from classifier.gazetteer import bodies, places
from classifier.tag import tags

PLACE = "§"  # stands for an authority's name, so that no place becomes a cue
LONGEST = 60_000  # characters of a text that are looked at
_CACHED = 200_000  # words remembered, of all texts together
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|£?\d[\d,.]*%?|[£%]")
_MARKUP = re.compile(
    r"<(?:script|style)\b[^>]*>.{0,20000}?</(?:script|style)>|<!--.{0,2000}?-->|</?[a-zA-Z][^<>]{0,500}>", re.S
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class Bag(NamedTuple):
    """The features of one text by block: their indices and how often each occurs."""

    words: tuple[np.ndarray, np.ndarray]
    pieces: tuple[np.ndarray, np.ndarray]
    cues: tuple[np.ndarray, np.ndarray]


def normal(word: str) -> str:
    """A word as features know it: lower case, without possessive ending and apostrophes."""
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word.replace("'", "")


def plain(text: str) -> str:
    """A text without markup and entities, cut to the length that is looked at."""
    text = text[:LONGEST]
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    return html.unescape(text) if "&" in text else text


@cache
def _names() -> dict[str, list[tuple[str, ...]]]:
    """The names of authorities and their bodies by first word, longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    given = [name for place in places().values() for name in (place.name, place.short_name, *place.aliases)]
    given += [name for body in bodies() for name in (body.name, *body.aliases)]
    for name in given:
        split = tuple(normal(word) for word in _TOKEN.findall(name))
        if split:
            found.setdefault(split[0], set()).add(split)
    return {first: sorted(names, key=lambda n: (-len(n), n)) for first, names in found.items()}


def _number(word: str) -> str:
    if word[0] == "£":
        return "£#"
    if _YEAR.fullmatch(word):
        return "#year"
    return "#" if len(word) > 3 else word


def words(text: str) -> list[str]:
    """The normal words of a text; names of authorities become PLACE, numbers their shape."""
    raw = _TOKEN.findall(plain(text))
    low = [normal(word) for word in raw]
    names = _names()
    found: list[str] = []
    at = 0
    while at < len(raw):
        word = low[at]
        known = names.get(word) if raw[at][0].isupper() else None
        if known is not None:
            length = next((len(n) for n in known if tuple(low[at : at + len(n)]) == n), 0)
            if length:
                found.append(PLACE)
                at += length
                continue
        found.append(_number(word) if word and not word[0].isalpha() and word != "%" else word)
        at += 1
    return found


def pieces(word: str) -> list[str]:
    """Runs of three to five characters of a word with its edges."""
    if len(word) < 3 or not word.isalpha():
        return []
    edged = f" {word} "
    return [edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1)]


class _Cue(NamedTuple):
    name: str
    rest: tuple[tuple[str, bool], ...]  # the words after the first, and whether each is only a beginning
    tags: tuple[str, ...]


@cache
def _cues() -> tuple[dict[str, list[_Cue]], dict[str, list[_Cue]]]:
    """Cues by their first word: whole words, and beginnings of words."""
    carried: dict[str, list[str]] = {}
    for tag in tags():
        for cue in tag.cues:
            carried.setdefault(cue, []).append(tag.slug)
    whole: dict[str, list[_Cue]] = {}
    begun: dict[str, list[_Cue]] = {}
    for cue, slugs in carried.items():
        split = [(normal(word.rstrip("*")), word.endswith("*")) for word in cue.split()]
        (begun if split[0][1] else whole).setdefault(split[0][0], []).append(_Cue(cue, tuple(split[1:]), tuple(slugs)))
    return whole, begun


class _Word(NamedTuple):
    """What a word means to a vocabulary; -1 where it is unknown."""

    word: int
    headline: int
    pieces: np.ndarray
    cues: list[_Cue]


def _begins(word: str) -> list[_Cue]:
    """The cues that a word may begin."""
    whole, begun = _cues()
    found = list(whole.get(word, ()))
    for length in range(1, len(word) + 1):
        found += begun.get(word[:length], ())
    return found


def _follows(cue: _Cue, given: Sequence[str], after: int) -> bool:
    if after + len(cue.rest) > len(given):
        return False
    return all(
        given[after + i].startswith(part) if begun else given[after + i] == part
        for i, (part, begun) in enumerate(cue.rest)
    )


def cue_counts(headline: Sequence[str], text: Sequence[str]) -> dict[str, float]:
    """Cue features of a text: each cue, and for each tag how often, how variedly and how early its cues come."""
    found: dict[str, float] = {}
    distinct: dict[str, set[str]] = {}
    for mark, given in (("h", headline), ("t", text)):
        for at, word in enumerate(given):
            for cue in _remembered(word):
                if cue.rest and not _follows(cue, given, at + 1):
                    continue
                found[f"c:{cue.name}"] = 1.0
                if mark == "h":
                    found[f"ch:{cue.name}"] = 0.5
                for slug in cue.tags:
                    distinct.setdefault(slug, set()).add(cue.name)
                    name = f"t{mark}:{slug}"
                    found[name] = found.get(name, 0.0) + 1.0
                    if mark == "t" and at < 40:
                        found[f"tl:{slug}"] = found.get(f"tl:{slug}", 0.0) + 1.0
    for name, value in found.items():
        if name[0] == "t":
            found[name] = float(np.log1p(value))
    length = max(20, len(headline) + len(text)) ** 0.5
    for slug, seen in distinct.items():
        found[f"td:{slug}"] = float(np.log1p(len(seen)))
        found[f"tf:{slug}"] = len(seen) / length
    return found


_begun: dict[str, list[_Cue]] = {}


def _remembered(word: str) -> list[_Cue]:
    found = _begun.get(word)
    if found is None:
        if len(_begun) > _CACHED:
            _begun.clear()
        found = _begun[word] = _begins(word)
    return found


class Vocabulary:
    """Names of features and their places in a vector; built from texts, kept as three lists of names."""

    def __init__(self, known: Sequence[Sequence[str]]) -> None:
        self.names = [list(block) for block in known]
        self._word, self._piece, self._cue = ({name: i for i, name in enumerate(block)} for block in self.names)
        self._seen: dict[str, tuple[int, int, np.ndarray]] = {}

    @classmethod
    def build(cls, texts: Iterable[tuple[str, str]], groups: Sequence[str], least: int = 2) -> "Vocabulary":
        """Features found in `least` texts and in two different `groups` (sources) or more; pieces in three texts."""
        texts_with: list[dict[str, int]] = [{}, {}, {}]
        first_in: list[dict[str, str]] = [{}, {}, {}]
        varied: list[set[str]] = [set(), set(), set()]
        for (headline, text), group in zip(texts, groups, strict=True):
            for block, found in enumerate(_named(words(headline), words(text))):
                for name in found:
                    texts_with[block][name] = texts_with[block].get(name, 0) + 1
                    if first_in[block].setdefault(name, group) != group:
                        varied[block].add(name)
        needed = (least, least + 1, 1)
        return cls(
            [
                sorted(n for n, c in counted.items() if c >= needed[block] and (block == 2 or n in varied[block]))
                for block, counted in enumerate(texts_with)
            ]
        )

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many features each block has: words, pieces, cues."""
        return len(self.names[0]), len(self.names[1]), len(self.names[2])

    def _known(self, word: str) -> tuple[int, int, np.ndarray]:
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) > _CACHED:
                self._seen.clear()
            inside = [self._piece[p] for p in pieces(word) if p in self._piece]
            found = (self._word.get(word, -1), self._word.get(f"h:{word}", -1), np.array(inside, dtype=np.int32))
            self._seen[word] = found
        return found

    def word(self, word: str) -> tuple[int, np.ndarray]:
        """The index of a word (-1: unknown), and those of its pieces within their block."""
        known = self._known(word)
        return known[0], known[2]

    def pairs(self, given: Sequence[str], headline: bool = False) -> np.ndarray:
        """The indices of known pairs of words; of a headline, those of its words as headline words too."""
        found = [self._word.get(f"{a} {b}", -1) for a, b in itertools.pairwise(given)]
        if headline:
            found += [self._known(word)[1] for word in given]
        return np.array([index for index in found if index >= 0], dtype=np.int32)

    def bag(self, title: str, text: str) -> Bag:
        """The features of one text."""
        headline, body = words(title), words(text)
        indices: list[int] = []
        inside: list[np.ndarray] = []
        get = self._word.get
        for in_headline, given in ((True, headline), (False, body)):
            before = ""
            for word in given:
                known = self._known(word)
                if known[0] >= 0:
                    indices.append(known[0])
                if in_headline and known[1] >= 0:
                    indices.append(known[1])
                inside.append(known[2])
                if before:
                    pair = get(f"{before} {word}", -1)
                    if pair >= 0:
                        indices.append(pair)
                before = word
        cue = {self._cue[name]: value for name, value in cue_counts(headline, body).items() if name in self._cue}
        return Bag(
            np.unique(np.array(indices, dtype=np.int32), return_counts=True),
            np.unique(np.concatenate(inside) if inside else np.zeros(0, np.int32), return_counts=True),
            (np.fromiter(cue.keys(), np.int32, len(cue)), np.fromiter(cue.values(), np.float64, len(cue))),
        )


def _named(headline: Sequence[str], body: Sequence[str]) -> tuple[set[str], set[str], set[str]]:
    """The names of all features of a text, by block."""
    of_words = {f"h:{word}" for word in headline}
    of_pieces: set[str] = set()
    for given in (headline, body):
        of_words.update(given)
        of_words.update(f"{a} {b}" for a, b in itertools.pairwise(given))
        for word in set(given):
            of_pieces.update(pieces(word))
    return of_words, of_pieces, set(cue_counts(headline, body))
