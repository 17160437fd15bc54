"""What a tag is, and how all of them are found."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

import classifier.tags


@dataclass(frozen=True)
class Tag:
    """A topic. `about` says what belongs, `excludes` what does not; `floor` is the precision it promises."""

    slug: str
    title: str
    about: str
    excludes: str = ""
    iptc: str | None = None  # IPTC Media Topic code
    implies: tuple[str, ...] = ()  # tags that every story with this one carries too
    cues: tuple[str, ...] = ()  # words and phrases of the subject; what each is worth is learnt from the corpus
    floor: float = 0.85


def cues(text: str) -> tuple[str, ...]:
    """Cues written with semicolons between them. `librar*` stands for every word that begins so."""
    return tuple(part for part in (" ".join(piece.split()) for piece in text.split(";")) if part)


@dataclass(frozen=True)
class Kind:
    """What an article is. Every article has exactly one."""

    slug: str
    title: str
    about: str


KINDS = (
    Kind("news", "News", "A report of something that happened, by somebody who is not a party to it."),
    Kind("opinion", "Opinion", "A by-lined argument, column, editorial or company blog."),
    Kind(
        "press-release",
        "Press release",
        "The issuer speaks in its own voice: a council, union, association or ministry.",
    ),
    Kind("job-ad", "Job ad", "A vacancy: post, pay, closing date, how to apply."),
    Kind("sponsored", "Sponsored", "Partner content: somebody paid for it to stand there."),
    Kind("event", "Event", "A date, a venue, a call to register, enter or attend."),
)


@cache
def tags() -> tuple[Tag, ...]:
    """Every tag of `classifier/tags/`, in the order of their slugs."""
    modules = pkgutil.iter_modules(classifier.tags.__path__)
    found = [importlib.import_module(f"classifier.tags.{module.name}").tag for module in modules]
    return tuple(sorted(found, key=lambda tag: tag.slug))
