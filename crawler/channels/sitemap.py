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

from crawler.channels.base import Channel, ChannelError, Entry, Found, one_line
from crawler.channels.xml import parse

_LIMIT = 50_000_000  # bytes after gunzip, the sitemap protocol's own limit


@dataclass(frozen=True)
class Sitemap(Channel):
    """A sitemap or an index of sitemaps; `match` is a regular expression that article addresses satisfy."""

    kind: ClassVar[str] = "sitemap"
    match: str = ""
    days: int = 14  # older entries are not news; an index is entered only where its lastmod is younger

    def read(self, body: bytes, url: str) -> Found:
        root = _parse(_plain(body))
        if etree.QName(root).localname == "sitemapindex":
            return self._children(root, url)
        return Found([entry for node in root.iterfind("{*}url") if (entry := self._entry(node, url))])

    def _children(self, root: etree._Element, base: str) -> Found:
        """The sitemaps an index leads to, youngest first."""
        told: list[tuple[str, str]] = []
        for node in root.iterfind("{*}sitemap"):
            location, changed = _address(node, base), _text(node, "lastmod")
            if location and self._recent(_moment(changed)):
                told.append((changed or "", location))
        told.sort(key=lambda row: row[0], reverse=True)
        return Found(follow=[url for _, url in told], ages={url: changed for changed, url in told if changed})

    def _entry(self, node: etree._Element, base: str) -> Entry | None:
        location = _address(node, base)
        if not location or (self.match and not re.search(self.match, location)):
            return None
        published = _moment(_text(node, "news/{*}publication_date"))
        modified = _moment(_text(node, "lastmod"))
        if not self._recent(published or modified):
            return None
        return Entry(location, one_line(_text(node, "news/{*}title")), published, modified)

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
    root = parse(body)
    if etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise ChannelError("not a sitemap")
    return root


def _text(node: etree._Element, path: str) -> str | None:
    value = node.findtext("{*}" + path)
    return value.strip() if value and value.strip() else None


def _address(node: etree._Element, base: str) -> str | None:
    """Where an entry leads; None where it says nothing that can be an address."""
    try:
        return urljoin(base, _text(node, "loc")) if _text(node, "loc") else None
    except ValueError:
        return None


def _moment(value: str | None) -> datetime | None:
    try:
        moment = isoparse(value) if value else None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        return None
