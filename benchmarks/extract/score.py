"""How extracted text, titles, names and days are scored: shingles of four tokens, as the Scrapinghub benchmark does."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+")
SIZE = 4


@dataclass(frozen=True)
class Counts:
    """One page: the shares of what was found rightly, wrongly, and missed; they add up to 1, or are all 0."""

    right: float
    wrong: float
    missed: float
    equal: bool

    @property
    def precision(self) -> float | None:
        return _ratio(self.right, self.wrong, self.missed)

    @property
    def recall(self) -> float | None:
        return _ratio(self.right, self.missed, self.wrong)


def _ratio(right: float, fault: float, other: float) -> float | None:
    if fault == other == 0:
        return 1.0
    return right / (right + fault) if right + fault > 0 else None


def tokens(text: str) -> list[str]:
    """Runs of word characters."""
    return _TOKEN.findall(text or "")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of windows of four tokens; a shorter text is one window, an empty one has none."""
    found = tokens(text)
    if not found:
        return Counter()
    return Counter(tuple(found[start : start + SIZE]) for start in range(max(1, len(found) - SIZE + 1)))


def page(predicted: str, truth: str) -> Counts:
    """Score one page."""
    mine, theirs = shingles(predicted), shingles(truth)
    right = sum((mine & theirs).values())
    wrong, missed = mine.total() - right, theirs.total() - right
    whole = (right + wrong + missed) or 1
    return Counts(right / whole, wrong / whole, missed / whole, tokens(predicted) == tokens(truth))


@dataclass(frozen=True)
class Score:
    """A set of pages: means of page precision and recall, their harmonic mean, and the share of exact pages."""

    f1: float
    precision: float
    recall: float
    accuracy: float


def total(pages: Iterable[Counts]) -> Score:
    """Score a set of pages."""
    counted = list(pages)
    precisions = [found for count in counted if (found := count.precision) is not None]
    recalls = [found for count in counted if (found := count.recall) is not None]
    precision = sum(precisions) / (len(precisions) or 1)
    recall = sum(recalls) / (len(recalls) or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return Score(f1, precision, recall, sum(count.equal for count in counted) / (len(counted) or 1))


def fold(words: str | None) -> str:
    """A title or a name, lower-cased and without punctuation or accents, for comparison."""
    plain = unicodedata.normalize("NFKD", words or "").encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))
