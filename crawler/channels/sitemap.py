"""Sitemaps: plain, news, and the indexes that lead to them."""

import gzip
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urljoin

from dateutil.parser import isoparse
from lxml import etree

from crawler.channels.base import Channel, ChannelError, Entry, Found

_LIMIT = 50_000_000  # bytes after gunzip, the sitemap protocol's own limit
_SPACE = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


@dataclass(frozen=True)
class Sitemap(Channel):
    """A sitemap or an index of sitemaps; `match` is a regular expression that article addresses satisfy."""

    kind: ClassVar[str] = "sitemap"
    match: str = ""
    days: int = 14  # older entries are not news; an index is entered only where its lastmod is younger

    def read(self, body: bytes, url: str) -> Found:
        root = _parse(_plain(body))
        if etree.QName(root).localname == "sitemapindex":
            return Found(follow=self._children(root, url))
        return Found([entry for node in root.iterfind("s:url", _SPACE) if (entry := self._entry(node, url))])

    def _children(self, root: etree._Element, base: str) -> list[str]:
        found = []
        for node in root.iterfind("s:sitemap", _SPACE):
            if (location := _text(node, "s:loc")) and self._recent(_moment(_text(node, "s:lastmod"))):
                found.append(urljoin(base, location))
        return found

    def _entry(self, node: etree._Element, base: str) -> Entry | None:
        location = _text(node, "s:loc")
        if not location or (self.match and not re.search(self.match, location)):
            return None
        published = _moment(_text(node, "n:news/n:publication_date"))
        modified = _moment(_text(node, "s:lastmod"))
        if not self._recent(published or modified):
            return None
        return Entry(urljoin(base, location), _text(node, "n:news/n:title"), published, modified)

    def _recent(self, moment: datetime | None) -> bool:
        return moment is None or (datetime.now(UTC) - moment).days <= self.days


def _plain(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        unzip = zlib.decompressobj(wbits=31)
        plain = unzip.decompress(body, _LIMIT)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise ChannelError(f"broken gzip: {error}") from error
    if unzip.unconsumed_tail:
        raise ChannelError(f"more than {_LIMIT} bytes after gunzip")
    return plain


def _parse(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ChannelError(f"not XML: {error}") from error
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise ChannelError("not a sitemap")
    return root


def _text(node: etree._Element, path: str) -> str | None:
    value = node.findtext(path, namespaces=_SPACE)
    return value.strip() if value and value.strip() else None


def _moment(value: str | None) -> datetime | None:
    try:
        moment = isoparse(value) if value else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and not moment.tzinfo else moment
