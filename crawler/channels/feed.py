"""RSS, Atom and JSON Feed."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html.entities import name2codepoint
from typing import Any, ClassVar
from urllib.parse import urljoin

from dateutil.parser import isoparse
from dateutil.parser import parse as parse_loosely
from lxml import etree

from crawler.channels.base import MOST, Channel, ChannelError, Entry, Found, one_line
from crawler.channels.xml import parse

_LINKS = ("link", "origLink", "guid", "id")
_PUBLISHED = ("pubDate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified", "date_modified")
_SUMMARY = ("description", "summary", "content", "encoded")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN = (b"amp", b"lt", b"gt", b"quot", b"apos")
_ZONES = {"BST": 3600, "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "EST": -18000, "EDT": -14400, "CET": 3600, "CEST": 7200}


@dataclass(frozen=True)
class Feed(Channel):
    """A feed in any of the three formats, told apart by its content."""

    kind: ClassVar[str] = "feed"

    def read(self, body: bytes, url: str) -> Found:
        if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            return _json_feed(body, url)
        root = parse(_ENTITY.sub(_numbered, body))
        name = _name(root)
        if name not in ("rss", "RDF", "feed"):
            raise ChannelError(f"neither RSS, Atom nor JSON Feed, but <{name}>")
        entries: list[Entry] = []
        for node in root.iter("{*}item", "{*}entry", "item", "entry"):
            if len(entries) >= MOST:
                break
            if entry := _entry(node, url):
                entries.append(entry)
        return Found(entries, ttl=_ttl(root))


def _numbered(found: re.Match[bytes]) -> bytes:
    """HTML's names for characters, which XML does not know and feeds use all the same."""
    if found[1] in _OWN:
        return found[0]
    code = name2codepoint.get(found[1].decode())
    return b"&#%d;" % code if code else b"&amp;" + found[0][1:]


def _entry(node: etree._Element, base: str) -> Entry | None:
    told: dict[str, str] = {}
    links: list[tuple[int, str]] = []
    for child in node:
        name = _name(child)
        text = "".join(child.itertext()).strip() if name else ""
        if name == "link" and child.get("href"):
            rank = 0 if child.get("rel", "alternate") == "alternate" else 9
            if rank == 0:
                links.append((rank, child.get("href", "")))
        elif name in _LINKS and text and not (name == "guid" and child.get("isPermaLink") == "false"):
            if name not in ("guid", "id") or text.startswith(("http://", "https://")):
                links.append((1 + _LINKS.index(name), text))
        elif text:
            told.setdefault(name, text)
    if not links:
        return None
    try:
        url = urljoin(base, min(links)[1].strip())
    except ValueError:
        return None
    published, modified = _first(told, _PUBLISHED), _first(told, _MODIFIED)
    words = "\n".join([told.get("title", ""), *(told.get(name, "") for name in _SUMMARY)])
    digest = sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
    return Entry(url, one_line(told.get("title")), published or modified, modified, digest)


def _first(told: dict[str, str], names: tuple[str, ...]) -> datetime | None:
    return next((moment for name in names if (moment := _moment(told.get(name)))), None)


def _moment(text: str | None) -> datetime | None:
    """A date in any of the forms feeds use; UTC where no zone is told."""
    if not text or len(text) > 60:
        return None
    moment: datetime | None = None
    for read in (isoparse, parsedate_to_datetime, lambda value: parse_loosely(value, tzinfos=_ZONES, fuzzy=False)):
        try:
            moment = read(text)
            break
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _ttl(root: etree._Element) -> int | None:
    """Seconds between two looks, as RSS's ttl or the syndication module asks."""
    for node in root.iter("{*}ttl", "ttl"):
        text = (node.text or "").strip()
        return int(text[:7]) * 60 if text.isdecimal() and text.isascii() else None
    periods = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
    for node in root.iter("{*}updatePeriod"):
        period = periods.get((node.text or "").strip())
        often = next((n.text or "" for n in root.iter("{*}updateFrequency")), "1").strip()
        return period // max(1, int(often[:4])) if period and often.isdecimal() and often.isascii() else None
    return None


def _name(node: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _json_feed(body: bytes, base: str) -> Found:
    try:
        feed = json.loads(body)
        if "jsonfeed.org" not in str(feed.get("version")):
            raise ChannelError("JSON, but not a JSON Feed")
        items = [item for item in feed.get("items", []) if isinstance(item, dict)][:MOST]
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise ChannelError(f"not a JSON Feed: {error}") from error
    return Found([entry for item in items if (entry := _json_entry(item, base))])


def _json_entry(item: dict[str, Any], base: str) -> Entry | None:
    link = item.get("url") or item.get("id")
    if not isinstance(link, str) or (link == item.get("id") and not link.startswith(("http://", "https://"))):
        return None
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    title = item.get("title")
    words = "\n".join(str(item.get(name) or "") for name in ("title", "summary", "content_text", "content_html"))
    digest = sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
    published, modified = (_told(item.get(name)) for name in ("date_published", "date_modified"))
    return Entry(url, one_line(title), published or modified, modified, digest)


def _told(value: Any) -> datetime | None:
    return _moment(value) if isinstance(value, str) else None
