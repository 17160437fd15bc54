"""RSS, Atom and JSON Feed."""

import json
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any, ClassVar
from urllib.parse import urljoin

import feedparser
from dateutil.parser import isoparse

from crawler.channels.base import Channel, ChannelError, Entry, Found


@dataclass(frozen=True)
class Feed(Channel):
    """A feed in any of the three formats, told apart by its content.

    `days`: older entries are left out; for publishers whose feed holds their whole archive.
    """

    kind: ClassVar[str] = "feed"
    days: int | None = None

    def read(self, body: bytes, url: str) -> Found:
        found = self._all(body, url)
        if self.days is not None:
            since = datetime.now(UTC) - timedelta(days=self.days)
            found.entries = [e for e in found.entries if (when := e.modified or e.published) is None or when >= since]
        return found

    def _all(self, body: bytes, url: str) -> Found:
        if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            return _json_feed(body, url)
        parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
        if not parsed.get("version"):
            raise ChannelError("neither RSS, Atom nor JSON Feed")
        entries = [entry for raw in parsed.entries if (entry := _entry(raw, url))]
        ttl = str(parsed.feed.get("ttl", ""))
        return Found(entries, ttl=int(ttl) * 60 if ttl.isdigit() else None)


def _entry(raw: Any, base: str) -> Entry | None:
    link = raw.get("link") or (raw.get("id") if str(raw.get("id", "")).startswith("http") else None)
    if not link:
        return None
    published, updated = _moment(raw.get("published_parsed")), _moment(raw.get("updated_parsed"))
    return Entry(urljoin(base, link.strip()), raw.get("title"), published, updated)


def _moment(parsed: struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _json_feed(body: bytes, base: str) -> Found:
    try:
        feed = json.loads(body)
        if "jsonfeed.org" not in str(feed.get("version")):
            raise ChannelError("JSON, but not a JSON Feed")
        items = [item for item in feed.get("items", []) if isinstance(item, dict)]
    except (ValueError, AttributeError, RecursionError) as error:
        raise ChannelError(f"not a JSON Feed: {error}") from error
    entries = [
        Entry(
            urljoin(base, str(item["url"])),
            item.get("title"),
            _iso(item.get("date_published")),
            _iso(item.get("date_modified")),
        )
        for item in items
        if item.get("url")
    ]
    return Found(entries)


def _iso(value: Any) -> datetime | None:
    try:
        moment = isoparse(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
