"""RSS 2.0, Atom and JSON Feed out of plain entries, byte for byte the same while the content is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import unescape
from typing import Any
from urllib.parse import quote

from lxml import etree
from pydantic_core import to_json

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
SCHEME = "tags"  # path of the tag pages, which is the scheme of categories
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "feed.json": "application/feed+json"}
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # when a feed that never had an entry was last changed
_MARKUP = re.compile(r"<(/?[A-Za-z!?][^<>]*)>")
_ENTITY = re.compile(r"&(#?\w+;)")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One item. `number` tells entries of one batch apart, whose moments are the same."""

    id: str
    number: int
    url: str
    title: str
    html: str
    summary: str
    published: datetime
    updated: datetime
    authors: Sequence[str] = ()
    categories: Sequence[tuple[str, str]] = ()  # (slug, title)
    source: tuple[str, str] | None = None  # (title, home)
    language: str | None = None
    related: str | None = None  # our own page about it
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Feed:
    """A feed document: what it is, where it is, and its neighbours (RFC 5005)."""

    id: str
    title: str
    about: str
    home: str
    self: str
    base: str
    entries: Sequence[Entry]
    hub: str = ""
    links: Sequence[tuple[str, str]] = ()  # (relation, address): prev-archive, next-archive, current, next
    archive: bool = False

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


def plain(title: str) -> str:
    """A headline that nobody can take for markup, whether a reader reads it as text or as HTML."""
    told = _MARKUP.sub(r"‹\1›", unescape(clean(title)))
    return _ENTITY.sub(r"＆\1", told)


def uri(address: str) -> str:
    """An address as RFC 3986 has it: no blank, no letter beyond ASCII. One that is not of the web becomes none."""
    return quote(web(address.strip()), safe="%/:?#[]@!$&'()*+,;=-._~")


def web(address: str) -> str:
    """An address that may be a link: of the web, or none."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _FORBIDDEN.sub(" ", text)


def stamp(entry: Entry) -> str:
    """When an entry changed. Its number stands in the microseconds: no two entries of a feed share a moment."""
    moment = entry.updated.astimezone(UTC).replace(microsecond=0) + timedelta(microseconds=entry.number % 1_000_000)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    child = etree.SubElement(parent, name, {key.rstrip("_"): clean(value) for key, value in attributes.items()})
    if text is not None:
        child.text = clean(text)
    return child


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def rss(feed: Feed) -> bytes:
    """RSS 2.0 by the Advisory Board's best practices."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "dc": DC, "fh": HISTORY})
    channel = _add(root, "channel")
    _add(channel, "title", plain(feed.title))
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.about)
    _add(channel, "language", "en-gb")
    if feed.entries:
        _add(channel, "lastBuildDate", rfc822(feed.updated))
    _add(channel, "generator", "Councilwire")
    _add(channel, "docs", "https://www.rssboard.org/rss-specification")
    _add(channel, f"{{{ATOM}}}link", rel="self", type=TYPES["rss"], href=feed.self)
    _links(channel, feed, "rss")
    for entry in feed.entries:
        item = _add(channel, "item")
        _add(item, "title", plain(entry.title))
        _add(item, "link", uri(entry.url))
        _add(item, "description", entry.html)
        for author in entry.authors:
            _add(item, f"{{{DC}}}creator", plain(author))
        for slug, _ in entry.categories:
            _add(item, "category", slug, domain=f"{feed.base}/{SCHEME}")
        _add(item, "guid", entry.id, isPermaLink="false")
        _add(item, "pubDate", rfc822(entry.published))
    return _written(root)


def atom(feed: Feed) -> bytes:
    """Atom, RFC 4287."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "fh": HISTORY})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en-GB")
    _add(root, f"{{{ATOM}}}id", feed.id)
    _add(root, f"{{{ATOM}}}title", plain(feed.title))
    _add(root, f"{{{ATOM}}}subtitle", feed.about)
    _add(root, f"{{{ATOM}}}updated", iso(feed.updated))
    _add(_add(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", "Councilwire")
    _add(root, f"{{{ATOM}}}generator", "Councilwire")
    _add(root, f"{{{ATOM}}}link", rel="self", type=TYPES["atom"], href=feed.self)
    _add(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.home)
    _links(root, feed, "atom")
    for entry in feed.entries:
        _atom_entry(root, feed, entry)
    return _written(root)


def _atom_entry(root: Any, feed: Feed, entry: Entry) -> None:
    item = _add(root, f"{{{ATOM}}}entry")
    _add(item, f"{{{ATOM}}}id", entry.id)
    _add(item, f"{{{ATOM}}}title", plain(entry.title))
    _add(item, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=uri(entry.url))
    if entry.related:
        _add(item, f"{{{ATOM}}}link", rel="related", type="text/html", href=uri(entry.related))
    _add(item, f"{{{ATOM}}}published", iso(entry.published))
    _add(item, f"{{{ATOM}}}updated", stamp(entry))
    for author in entry.authors or ([entry.source[0]] if entry.source else []):
        _add(_add(item, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", plain(author))
    for slug, title in entry.categories:
        _add(item, f"{{{ATOM}}}category", term=slug, scheme=f"{feed.base}/{SCHEME}", label=title)
    _add(item, f"{{{ATOM}}}summary", entry.summary)
    _add(item, f"{{{ATOM}}}content", entry.html, type="html")


def _links(parent: Any, feed: Feed, format_: str) -> None:
    if feed.hub and not feed.archive:
        _add(parent, f"{{{ATOM}}}link", rel="hub", href=feed.hub)
    for relation, address in feed.links:
        _add(parent, f"{{{ATOM}}}link", rel=relation, type=TYPES[format_], href=address)
    if feed.archive:
        _add(parent, f"{{{HISTORY}}}archive")


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1; what it has no words for stands under `_councilwire`."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": plain(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.self,
        "description": feed.about,
        "language": "en-GB",
        "authors": [{"name": "Councilwire", "url": f"{feed.base}/about"}],
    }
    if older := next((address for relation, address in feed.links if relation in ("prev-archive", "next")), None):
        told["next_url"] = older
    if feed.hub and not feed.archive:
        told["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    told["items"] = [_json_item(entry) for entry in feed.entries]
    return to_json(told, indent=1)


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": uri(entry.url),
        "title": plain(entry.title),
        "content_html": clean(entry.html),
        "summary": entry.summary,
        "date_published": iso(entry.published),
        "date_modified": stamp(entry),
    }
    if entry.authors:
        item["authors"] = [{"name": author} for author in entry.authors]
    if entry.categories:
        item["tags"] = [slug for slug, _ in entry.categories]
    if entry.language:
        item["language"] = entry.language
    if entry.data:
        item["_councilwire"] = entry.data
    return item


def written(feed: Feed, format_: str) -> bytes:
    """A feed in one of the three formats."""
    return {"rss": rss, "atom": atom, "feed.json": json_feed}[format_](feed)
