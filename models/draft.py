"""What extraction makes of one page, before anything is stored."""

from pydantic import BaseModel, Field


class Removed(BaseModel):
    """A block that was taken out of the story, and why."""

    why: str
    text: str


class Draft(BaseModel):
    """A page after extraction and cleaning; the shape `councilwire extract` prints.

    `published` and `modified` are ISO 8601, with time and zone where the page gives them and a bare date where it
    does not; null when the page says nothing that can be true. `published_from` names where the date came from.
    """

    url: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    byline: list[str] = Field(default_factory=list)
    published: str | None = None
    modified: str | None = None
    published_from: str | None = None
    text: str = ""
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
