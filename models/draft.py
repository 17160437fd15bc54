"""What extraction makes of one page, before anything is stored."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

UNSEEN = re.compile("[\x00\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def storable(text: object) -> object:
    """A text without what no database holds (NUL, halves of characters), and without what nobody sees.

    Signs of no width hide words from search and tagger, and those that turn the direction turn what stands beside.
    """
    return UNSEEN.sub("", text).encode("utf-8", "ignore").decode() if isinstance(text, str) else text


LONGEST = 1000  # characters of a title that are kept; an index of words takes no more than a megabyte
Line = Annotated[str, BeforeValidator(storable)]


class Removed(BaseModel):
    """A block that was taken out of the story, and why."""

    why: str
    text: Line


class Draft(BaseModel):
    """A page after extraction and cleaning; the shape `councilwire extract` prints.

    `published` and `modified` are ISO 8601, with time and zone where the page gives them and a bare date where it
    does not; null when the page says nothing that can be true. `published_from` names where the date came from.
    """

    url: Line | None = None
    canonical_url: Line | None = None
    title: Annotated[Line, BeforeValidator(lambda told: told[:LONGEST] if isinstance(told, str) else told)] | None = (
        None
    )
    byline: list[Line] = Field(default_factory=list)
    published: str | None = None
    modified: str | None = None
    published_from: str | None = None
    text: Line = ""
    language: str | None = None
    kind: str | None = None  # set only when the page itself says so: job-ad, sponsored, event, opinion
    access: str = "free"  # free, registration, paywall
    removed: list[Removed] = Field(default_factory=list)


class Refused(Exception):
    """A page that gives no article. `reason` is a short stable code, `detail` a sentence for a person."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
