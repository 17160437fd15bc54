"""A document as the judge sees it: its sentences, who is named where, and every phrase that may state a grade."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.gazetteer import Place
from classifier.grades import Grade
from classifier.linear import Features
from classifier.link import Mention
from classifier.sentences import Sentence

WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+|[,;:.?!\"“”‘()–—-]")


@dataclass(slots=True)
class Candidate:
    """A phrase that may state a judgement, in its sentence."""

    grade: Grade  # offsets within the sentence
    sentence: Sentence
    index: int  # of the sentence, headline first
    features: Features = field(default_factory=dict)
    scope: Features = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """A document as the judge sees it: sentences, who is named where, what is said of the whole."""

    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    published: str | None
    by_sentence: list[list[Mention]] = field(default_factory=list)
    inspectorates: list[list[tuple[int, str]]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    subjects: dict[str, Place] = field(default_factory=dict)
    words: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The headline, or nothing."""
        return self.sentences[0].text if self.sentences and self.sentences[0].field == "title" else ""


def words_of(text: str) -> list[str]:
    """The words, numbers and marks of a text, folded."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]
