"""A visit to a channel: its first body and all that this leads to; it counts only when it came to its end."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from crawler.channels import Channel, Entry, Found
from crawler.identity import site
from models.identity import identity
from models.source import Channel as ChannelRow

MOST_BODIES = 200  # sitemaps or listing pages read in one visit
MOST_LISTED = 500  # entries remembered for noticing what vanishes
SITEMAP_DEPTH = 4  # indexes within indexes


@dataclass
class Walk:
    """What is known of a visit while it goes on."""

    row: ChannelRow
    channel: Channel
    depth: int  # how far listings are followed
    sites: frozenset[str] = frozenset()  # the source's; whoever writes an index never sends us to others
    pending: int = 1
    entries: dict[str, Entry] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    children: dict[str, str] = field(default_factory=dict)
    skipped: bool = False  # a known child was not read again, so what it lists is not in `entries`
    error: str | None = None
    gone: bool = False
    etag: str | None = None
    last_modified: str | None = None
    floor: float = 0.0
    partial: bool = False

    def __post_init__(self) -> None:
        self.seen.add(self.row.url)

    def take(self, found: Found, new: int, depth: int) -> list[str]:
        """Note what a body told; returns the further bodies to read."""
        for entry in found.entries:
            self.entries.setdefault(entry.url, entry)
        if self.channel.kind == "listing" and new == 0 and not self.row.walking:
            return []  # from here on all is known; unless the last visit was cut short and never got here
        limit = SITEMAP_DEPTH if self.channel.kind == "sitemap" else self.depth
        if depth >= limit:
            self.partial = self.partial or (bool(found.follow) and self.channel.kind == "sitemap")
            return []
        follow = []
        for url in found.follow:
            if url in self.seen or site(url) not in self.sites | {site(self.row.url)}:
                continue
            if len(self.seen) > MOST_BODIES:
                self.partial = True
                break
            age = found.ages.get(url)
            if age:
                self.children[url] = age
                if self.row.children.get(url) == age and not self.row.walking:
                    self.skipped = True
                    continue
            self.seen.add(url)
            follow.append(url)
        self.pending += len(follow)
        return follow

    def signature(self) -> str:
        """Names the content of the channel: what it lists, in any order, and when each was changed."""
        lines = sorted(f"{e.url} {e.modified or e.published} {e.digest}" for e in self.entries.values())
        lines += sorted(f"{url} {age}" for url, age in self.children.items())
        return sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()

    def listed(self) -> list[list[str]]:
        """[[canonical address, ISO moment or ""]], newest first as far as the channel tells; bounded."""
        rows: dict[str, str] = {}
        for entry in self.entries.values():
            try:
                rows.setdefault(identity(entry.url), _iso(entry.published or entry.modified))
            except ValueError:
                continue
        ordered = list(rows.items())
        if all(when for _, when in ordered):
            ordered.sort(key=lambda row: row[1], reverse=True)
        return [list(row) for row in ordered[:MOST_LISTED]]


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
