"""An Ofsted failure that a text tells without the grade: read from what else such reports say."""

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from classifier.linear import Features, Linear
from classifier.page import Page, words_of
from classifier.visits import record
from models.reading import JudgementFound

_FILE = "judge-implied.skops"
_GRADE = re.compile(
    r"inadequa|outstanding|good|improve|lowest|worst|bottom|grade|rating|rated|judge|fail|categor|"
    r"mark|verdict|score|highest|best|top|down|fell|drop|"
    r"<grade>|C[1-4]|again|remain|still"
)
_INSPECTED = re.compile(r"\b(?:Ofsted|OFSTED|inspect(?:ion|ors?|ed)|inspection report)\b")
_CHILDREN = re.compile(r"\bchildren(?:['’]?s)?\b|\bchild protection\b|\bsocial work", re.I)
_UNGRADED = re.compile(
    r"\b(?:monitoring visit|focused visit|visit|letter|draft|leaked|progress|JTAI|joint targeted)\b", re.I
)
_NEWS = 0.25  # a text that states no grade is read as an implied failure from this on
_BAG = 40  # sentences read


def _severe(page: Page, indexes: Sequence[int]) -> Features:
    """The words of sentences, without any that name a grade."""
    found: Features = {"bias": 1}
    for index in indexes:
        words = [word for word in words_of(page.sentences[index].text) if word.isalpha() and len(word) > 2]
        words = [word for word in words if not _GRADE.search(word)]
        for word in words:
            found[word] = 1.0
        for one, two in itertools.pairwise(words):
            found[f"{one} {two}"] = 0.7
    return found


class Implied:
    """Taught on stories of Ofsted failures with every word of grading taken out, against all other stories."""

    def __init__(self) -> None:
        self._words = Linear(strength=0.1, least=6)

    def fit(self, pages: Sequence[Page], records: Sequence[Mapping[str, Any]]) -> "Implied":
        """Learn from pages and their corpus records."""
        samples = [_severe(page, range(min(len(page.sentences), _BAG))) for page in pages]
        labels = ["yes" if "inspection/ofsted-inadequate" in r["tags"] else "no" for r in records]
        self._words.fit(samples, labels)
        return self

    def save(self, folder: Path) -> None:
        """Write into `folder`."""
        self._words.save(folder / _FILE)

    @classmethod
    def load(cls, folder: Path) -> "Implied":
        """Read what `save` wrote."""
        found = cls()
        found._words = Linear.load(folder / _FILE)
        return found

    def probability(self, page: Page, indexes: Sequence[int]) -> float:
        """That sentences stand in a story of an Ofsted failure."""
        chances = self._words.probabilities(_severe(page, indexes))
        return float(chances[self._words.classes.index("yes")])

    def judgement(self, page: Page, graded: Sequence[JudgementFound]) -> list[JudgementFound]:
        """A record without a grade, where the text tells of a failing inspection and never states what it gave."""
        if (
            any(j.inspectorate.startswith(("Ofsted", "JTAI")) for j in graded if j.is_current)
            or len(page.subjects) != 1
        ):
            return []
        place = next(iter(page.subjects.values()))
        if place.nation != "England" or not place.upper:
            return []
        indexes = range(min(len(page.sentences), _BAG))
        text = " ".join(page.sentences[n].text for n in indexes)
        if not (_INSPECTED.search(text) and "fsted" in text.lower() and len(_CHILDREN.findall(text)) > 1):
            return []
        if _UNGRADED.search(" ".join(s.text for s in page.sentences[:3])):
            return []
        chance = self.probability(page, indexes)
        if chance < _NEWS:
            return []
        telling = [n for n in indexes if _INSPECTED.search(page.sentences[n].text)] or list(indexes)
        best = max(telling, key=lambda n: self.probability(page, [n]))
        found = record(page, place, "Ofsted", "overall", best, 0.5 + chance / 2)
        return [found.model_copy(update={"implied_failure": True})]
