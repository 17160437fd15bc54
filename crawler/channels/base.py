"""What every kind of channel is, and what reading one gives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from models.draft import LONGEST, UNSEEN

MOST = 10_000  # entries of one body that are read; what tells of more is no list of what is new


def one_line(text: object) -> str | None:
    """A title as it may be stored: a line of bounded length, of characters that every database holds; or nothing."""
    line = UNSEEN.sub("", str(text or "")[: 4 * LONGEST])
    return " ".join(line.split())[:LONGEST].encode("utf-8", "ignore").decode() or None


@dataclass(frozen=True)
class Entry:
    """One article as a channel tells of it; `modified` later than what we hold means: fetch it again."""

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    digest: str | None = None  # of all the channel tells of it, where a change of that means an edit


@dataclass
class Found:
    """What one body of a channel holds: entries, further bodies to read (index, next page), and its own TTL."""

    entries: list[Entry] = field(default_factory=list)
    follow: list[str] = field(default_factory=list)
    ttl: int | None = None  # seconds the publisher asks us to wait
    ages: dict[str, str] = field(default_factory=dict)  # of further bodies: when each last changed, as it is told


class ChannelError(ValueError):
    """The body is not what this kind of channel reads."""


@dataclass(frozen=True)
class Channel:
    """A way into a source, as its file declares it."""

    kind: ClassVar[str]
    url: str

    def read(self, body: bytes, url: str) -> Found:
        """Entries of a fetched body; raises ChannelError when it is not of this kind."""
        raise NotImplementedError
