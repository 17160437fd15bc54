"""What a text offers to the tagger: words, pairs of words, pieces of words and the tags' cues, without place names."""

import html
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from classifier.gazetteer import bodies, places
from classifier.tag import tags

PLACE = "§"  # stands for an authority's name, so that no place becomes a cue
LONGEST = 60_000  # characters of a text that are looked at
_CACHED = 50_000  # words remembered, of all texts together
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


_NOTHING = (np.zeros(0, np.int32), np.zeros(0, np.float64))


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


class _Spelling(NamedTuple):
    """What a word as it is spelt comes to."""

    low: str  # its normal form
    shape: str  # the same, numbers as their shape
    names: list[tuple[str, ...]]  # names of authorities that it may begin


class Remembered(dict[str, Any]):
    """What was found for each word; all is forgotten once there are `most`, so that memory stays bounded."""

    def __init__(self, find: Callable[[str], Any], most: int = _CACHED) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, word: str) -> Any:
        if len(self) > self._most:
            self.clear()
        found = self[word] = self._find(word)
        return found


def _spelling(word: str) -> _Spelling:
    low = normal(word)
    number = bool(low) and not low[0].isalpha() and low != "%"
    names = _names().get(low, []) if word[0].isupper() else []
    return _Spelling(low, _number(low) if number else low, names)


def _number(word: str) -> str:
    if word[0] == "£":
        return "£#"
    if _YEAR.fullmatch(word):
        return "#year"
    return "#" if len(word) > 3 else word


_spellings = Remembered(_spelling)


def words(text: str) -> list[str]:
    """The normal words of a text; names of authorities become PLACE, numbers their shape."""
    spelt: list[_Spelling] = [_spellings[word] for word in _TOKEN.findall(plain(text))]
    found: list[str] = []
    inside = 0  # how many words of a name are still to come
    for at, one in enumerate(spelt):
        if inside:
            inside -= 1
            continue
        if one.names:
            length = next((len(n) for n in one.names if tuple(s.low for s in spelt[at : at + len(n)]) == n), 0)
            if length:
                found.append(PLACE)
                inside = length - 1
                continue
        found.append(one.shape)
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


class _Begun(NamedTuple):
    """The cues that a word may begin."""

    alone: list[_Cue]  # the word is all of it
    followed: dict[str, list[_Cue]]  # by the word that must come next
    open: list[_Cue]  # a word of some beginning must come next


def _begins(word: str) -> _Begun | None:
    whole, begun = _cues()
    found = list(whole.get(word, ()))
    for length in range(1, len(word) + 1):
        found += begun.get(word[:length], ())
    if not found:
        return None
    by_next: dict[str, list[_Cue]] = {}
    for cue in found:
        if cue.rest and not cue.rest[0][1]:
            by_next.setdefault(cue.rest[0][0], []).append(cue)
    return _Begun([cue for cue in found if not cue.rest], by_next, [c for c in found if c.rest and c.rest[0][1]])


_begun = Remembered(_begins)


def _at(given: Sequence[str], at: int) -> list[_Cue]:
    """The cues that begin with a text's word at `at`."""
    begun: _Begun | None = _begun[given[at]]
    if begun is None:
        return []
    following = given[at + 1] if at + 1 < len(given) else ""
    longer = begun.followed.get(following, [])
    if longer or begun.open:
        return begun.alone + [cue for cue in itertools.chain(longer, begun.open) if _follows(cue, given, at + 1)]
    return begun.alone


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
        for at in range(len(given)):
            for cue in _at(given, at):
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


class Vocabulary:
    """Names of features and their places in a vector; built from texts, kept as three lists of names."""

    def __init__(self, known: Sequence[Sequence[str]]) -> None:
        self.names = [list(block) for block in known]
        self._word, self._piece, self._cue = ({name: i for i, name in enumerate(block)} for block in self.names)
        self._seen = Remembered(self._find)
        self._pair_keys, self._pair_index = self._pairs()

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

    def _find(self, word: str) -> tuple[int, int, np.ndarray]:
        """The indices of a word and of the same as a headline's word, -1 where unknown, and of its pieces."""
        inside = [self._piece[p] for p in pieces(word) if p in self._piece]
        return self._word.get(word, -1), self._word.get(f"h:{word}", -1), np.array(inside, dtype=np.int32)

    def _pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """The known pairs as numbers made of the indices of their words, in order, and their own indices.

        Both words of a known pair are known: no text has the pair without them.
        """
        pairs = [(name.split(" "), index) for index, name in enumerate(self.names[0]) if " " in name]
        keys = [self._word[a] * len(self.names[0]) + self._word[b] for (a, b), _ in pairs]
        order = np.argsort(np.array(keys, np.int64))
        return np.array(keys, np.int64)[order], np.array([index for _, index in pairs], np.int32)[order]

    def word(self, word: str) -> tuple[int, np.ndarray]:
        """The index of a word (-1: unknown), and those of its pieces within their block."""
        known = self._seen[word]
        return known[0], known[2]

    def headlines(self, given: Sequence[str]) -> np.ndarray:
        """The indices of words as a headline's words, those that are known."""
        found = np.array([self._seen[word][1] for word in given], dtype=np.int32)
        return found[found >= 0]

    def pairs(self, given: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Which words begin a known pair with the next, by their places in what is given; and the pairs' indices."""
        index = np.array([self._seen[word][0] for word in given], dtype=np.int64)
        places = np.flatnonzero((index[:-1] >= 0) & (index[1:] >= 0))
        keys = index[places] * len(self.names[0]) + index[places + 1]
        if not len(keys) or not len(self._pair_keys):
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        at = np.minimum(np.searchsorted(self._pair_keys, keys), len(self._pair_keys) - 1)
        known = self._pair_keys[at] == keys
        return places[known], self._pair_index[at[known]]

    def bag(self, title: str, text: str) -> Bag:
        """The features of one text."""
        headline, body = words(title), words(text)
        counted = Counter(itertools.chain(headline, body))
        if not counted:
            return Bag(_NOTHING, _NOTHING, _NOTHING)
        known, _, inside = zip(*(self._seen[word] for word in counted), strict=True)
        index, often = np.array(known, np.int32), np.array(list(counted.values()), np.int64)
        others, times = np.unique(
            np.concatenate([self.headlines(headline), self.pairs(headline)[1], self.pairs(body)[1]]), return_counts=True
        )
        pieced = np.bincount(np.concatenate(inside), weights=np.repeat(often, [len(one) for one in inside]))
        held = np.flatnonzero(pieced).astype(np.int32)
        cue = {self._cue[name]: value for name, value in cue_counts(headline, body).items() if name in self._cue}
        return Bag(
            (np.concatenate([index[index >= 0], others]), np.concatenate([often[index >= 0], times])),
            (held, pieced[held]),
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
