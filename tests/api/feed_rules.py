"""What the W3C feed validator finds fault with, as far as it can be seen in a document: RSS 2.0, the RSS Advisory
Board's best practices, RFC 4287, RFC 5005 and JSON Feed 1.1. Each rule gives a line for each fault; none: clean."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "feed.json": "application/feed+json"}
RFC822 = re.compile(r"^[MTWFS][a-z]{2}, \d\d [JFMASOND][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})$")
RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
TAG_URI = re.compile(r"^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]+$")
LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")
URI = re.compile(r"^https?://[A-Za-z0-9.\-\[\]:%@_]+(/|\?|$)([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$")
LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z!?][^<>]*>|&(\w+|#\d+|#x[0-9a-fA-F]+);")
HARMLESS = {"p", "ul", "li", "a", "blockquote", "div"}
CHANNEL = {"title", "link", "description", "language", "lastBuildDate", "generator", "docs", "item"}
ITEM = {"title", "link", "description", "category", "guid", "pubDate"}
ONCE_IN_ENTRY = {"id", "title", "updated", "published", "summary", "content"}


def faults(raw: bytes, content_type: str, address: str, format_: str) -> list[str]:
    """Every fault of a document that was served at `address`."""
    told = [f"content type {content_type}"] if content_type != f"{TYPES[format_]}; charset=utf-8" else []
    if format_ == "feed.json":
        return told + list(_json(json.loads(raw), address))
    return told + list(_document(raw)) + list((_rss if format_ == "rss" else _atom)(_strict(raw), address))


def _strict(raw: bytes) -> Any:
    return etree.fromstring(
        raw, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=False)
    )


def _document(raw: bytes) -> Iterator[str]:
    """What is to be seen of the bytes: one declared encoding, no entity that XML does not know, no mark before it."""
    if not re.match(rb"<\?xml version=['\"]1\.0['\"] encoding=['\"]utf-8['\"]\?>\n<", raw):
        yield "no XML declaration, or not UTF-8"
    raw.decode("utf-8")
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        yield "a document type"
    for entity in set(re.findall(rb"&(\w+);", raw)) - {b"amp", b"lt", b"gt", b"quot", b"apos"}:
        yield f"undefined entity {entity.decode()}"
    if any(character in raw.decode() for character in "\x00\x08\x0b\ufffe\uffff"):
        yield "a character that XML cannot hold"


def _uri(address: str | None, where: str) -> Iterator[str]:
    if not address or not URI.match(address) or address != address.strip() or not urlsplit(address).netloc:
        yield f"{where}: {address!r} is no full URI"


def _plain(text: str | None, where: str) -> Iterator[str]:
    if not (text or "").strip():
        yield f"{where} is empty"
    if LOOKS_LIKE_HTML.search(text or ""):
        yield f"{where} looks like HTML: {text!r}"


def _html(text: str | None, where: str) -> Iterator[str]:
    """Only harmless elements, well nested, with full addresses and no attribute that does anything."""
    tree = html.fragment_fromstring(text or "", create_parent="div")
    if odd := {str(element.tag) for element in tree.iter()} - HARMLESS:
        yield f"{where} holds {odd}"
    for element in tree.iter():
        for name, value in element.attrib.items():
            yield from _uri(value, f"{where} {name}") if name == "href" else [f"{where} has the attribute {name}"]
    wellformed = etree.fromstring(f"<div>{text or ''}</div>", etree.XMLParser(recover=True))
    if etree.tostring(wellformed, method="text", encoding="unicode") != tree.text_content():
        yield f"{where} is not well nested"


def _moment(moment: datetime, where: str) -> Iterator[str]:
    if not datetime(1990, 1, 1, tzinfo=UTC) <= moment <= datetime.now(UTC) + timedelta(days=1):
        yield f"{where}: {moment} is implausible"


def _rfc822(told: str | None, where: str) -> Iterator[str]:
    if not RFC822.match(told or ""):
        yield f"{where}: {told!r} is no RFC 822 date"
        return
    moment = parsedate_to_datetime(told or "")
    if moment.strftime("%a") != (told or "")[:3]:
        yield f"{where}: not the day of the week"
    yield from _moment(moment, where)


def _rfc3339(told: str | None, where: str) -> Iterator[str]:
    if not RFC3339.match(told or ""):
        yield f"{where}: {told!r} is no RFC 3339 moment"
        return
    yield from _moment(datetime.fromisoformat(told or ""), where)


def _doubles(values: list[Any], what: str) -> Iterator[str]:
    yield from (f"{what} {value!r} {count} times" for value, count in Counter(values).items() if count > 1)


def _links(links: list[Any], address: str, kind: str) -> Iterator[str]:
    """Self, hub, alternate, and the relations of RFC 5005."""
    relations = [link.get("rel") for link in links]
    yield from _doubles([one for one in relations if one != "alternate"], "link")
    if [link.get("href") for link in links if link.get("rel") == "self"] != [address]:
        yield "self is not where the document is"
    for link in links:
        yield from _uri(link.get("href"), f"link {link.get('rel')}")
        if link.get("rel") not in {"self", "alternate", "hub", "current", "prev-archive", "next-archive"}:
            yield f"unknown relation {link.get('rel')}"
        if link.get("rel") in {"self", "current", "prev-archive"} and link.get("type") != kind:
            yield f"link {link.get('rel')} has the type {link.get('type')}"


def _archive(root: Any, links: list[Any]) -> Iterator[str]:
    """RFC 5005, section 4: an archive document says so and names the current one, in which no archive mark stands."""
    archive = root.find(f"{HISTORY}archive") is not None
    if archive != any(link.get("rel") == "current" for link in links):
        yield "an archive without its current document, or the other way about"


def _rss(root: Any, address: str) -> Iterator[str]:
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None or len(root) != 1:
        yield "not RSS 2.0 with one channel"
    names = [child.tag for child in channel]
    for name in {name for name in names if not name.startswith("{")} - CHANNEL:
        yield f"misplaced {name} in channel"
    for name in ("title", "link", "description", "language"):
        if names.count(name) != 1:
            yield f"{names.count(name)} {name} in channel"
    yield from _doubles([name for name in names if name not in ("item", f"{ATOM}link")], "element")
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield "an element of the channel after its items"
    yield from _plain(channel.findtext("title"), "title")
    yield from _plain(channel.findtext("description"), "description")
    yield from _uri(channel.findtext("link"), "link")
    if not LANGUAGE.match(channel.findtext("language") or ""):
        yield "no language code"
    if "item" in names:
        yield from _rfc822(channel.findtext("lastBuildDate"), "lastBuildDate")
    yield from _links(channel.findall(f"{ATOM}link"), address, TYPES["rss"])
    yield from _archive(channel, channel.findall(f"{ATOM}link"))
    items = channel.findall("item")
    yield from _doubles([item.findtext("guid") for item in items], "guid")
    for item in items:
        yield from _item(item)


def _item(item: Any) -> Iterator[str]:
    names = [child.tag for child in item]
    for name in {name for name in names if not name.startswith("{")} - ITEM:
        yield f"misplaced {name} in item"  # author would have to be an e-mail address: dc:creator is for names
    yield from _doubles([name for name in names if name not in ("category", f"{DC}creator")], "element")
    guid = item.find("guid")
    if guid is None or guid.get("isPermaLink") != "false" or not TAG_URI.match(guid.text or ""):
        yield f"guid {guid.text if guid is not None else None!r}"
    yield from _plain(item.findtext("title"), "item title")
    yield from _uri(item.findtext("link"), "item link")
    yield from _html(item.findtext("description"), "item description")
    yield from _rfc822(item.findtext("pubDate"), "pubDate")
    for creator in item.findall(f"{DC}creator"):
        yield from _plain(creator.text, "creator")
    for category in item.findall("category"):
        yield from _uri(category.get("domain"), "category domain")
        yield from _plain(category.text, "category")


def _atom(root: Any, address: str) -> Iterator[str]:
    if root.tag != f"{ATOM}feed":
        yield "not Atom"
    if not LANGUAGE.match(root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""):
        yield "no language code"
    names = [child.tag.removeprefix(ATOM) for child in root]
    for name in ("id", "title", "updated"):
        if names.count(name) != 1:
            yield f"{names.count(name)} {name} in feed"
    if "entry" in names and set(names[names.index("entry") :]) != {"entry"}:
        yield "an element of the feed after its entries"
    if not TAG_URI.match(root.findtext(f"{ATOM}id") or ""):
        yield f"feed id {root.findtext(f'{ATOM}id')}"
    yield from _plain(root.findtext(f"{ATOM}title"), "title")
    yield from _plain(root.findtext(f"{ATOM}subtitle"), "subtitle")
    yield from _rfc3339(root.findtext(f"{ATOM}updated"), "updated")
    links = root.findall(f"{ATOM}link")
    yield from _links(links, address, TYPES["atom"])
    yield from _archive(root, links)
    entries = root.findall(f"{ATOM}entry")
    yield from _doubles([entry.findtext(f"{ATOM}id") for entry in entries], "entry id")
    yield from _doubles([entry.findtext(f"{ATOM}updated") for entry in entries], "entry updated")
    if root.find(f"{ATOM}author/{ATOM}name") is None:
        yield "no author"
    for entry in entries:
        yield from _entry(entry)


def _entry(entry: Any) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in entry]
    for name in ONCE_IN_ENTRY:
        if names.count(name) != 1:
            yield f"{names.count(name)} {name} in entry"
    for name in set(names) - ONCE_IN_ENTRY - {"link", "author", "category"}:
        yield f"misplaced {name} in entry"
    if not TAG_URI.match(entry.findtext(f"{ATOM}id") or ""):
        yield "entry id"
    yield from _plain(entry.findtext(f"{ATOM}title"), "entry title")
    for name in ("published", "updated"):
        yield from _rfc3339(entry.findtext(f"{ATOM}{name}"), name)
    links = entry.findall(f"{ATOM}link")
    yield from _doubles([(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links], "entry link")
    for link in links:
        yield from _uri(link.get("href"), "entry link")
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        yield "content is not html"
    else:
        yield from _html(content.text, "content")
    for author in entry.findall(f"{ATOM}author"):
        yield from _plain(author.findtext(f"{ATOM}name"), "author")
    for category in entry.findall(f"{ATOM}category"):
        yield from _uri(category.get("scheme"), "category scheme")
        yield from _plain(category.get("term"), "category term")


def _json(feed: dict[str, Any], address: str) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version"
    yield from _plain(feed.get("title"), "title")
    for name in ("home_page_url", "feed_url"):
        yield from _uri(feed.get(name), name)
    if feed.get("feed_url") != address:
        yield "feed_url is not where the document is"
    if feed.get("next_url") == address:
        yield "next_url leads nowhere new"
    if not LANGUAGE.match(feed.get("language", "")):
        yield "language"
    if "author" in feed or not all(one.get("name") for one in feed.get("authors", [{}])):
        yield "authors"
    yield from _doubles([item.get("id") for item in feed["items"]], "id")
    for item in feed["items"]:
        if not isinstance(item.get("id"), str) or not item["id"]:
            yield "an id that is no string"
        if not isinstance(item.get("content_html"), str):
            yield "an item without content"
        yield from _html(item.get("content_html"), "content_html")
        yield from _uri(item.get("url"), "url")
        for name in ("date_published", "date_modified"):
            yield from _rfc3339(item.get(name), name)
        if not all(isinstance(tag, str) for tag in item.get("tags", [])) or item.get("attachments"):
            yield "tags or attachments"
        if not all(name in KNOWN or (name.startswith("_") and len(name) > 1 and "." not in name) for name in item):
            yield f"unknown fields {sorted(item)}"


KNOWN = {
    *("id", "url", "title", "content_html", "summary"),
    *("date_published", "date_modified", "authors", "tags", "language"),
}
