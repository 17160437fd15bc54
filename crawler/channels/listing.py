"""Listing pages: the links to articles on them, and the next page."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urljoin

from parsel import Selector

from crawler.channels.base import Channel, Entry, Found, one_line


@dataclass(frozen=True)
class Listing(Channel):
    """A page that lists articles. `links` selects their anchors, `next` the anchor to the following page (CSS)."""

    kind: ClassVar[str] = "listing"
    links: str = "article a, h2 a, h3 a"
    next: str = "a[rel=next]"

    def read(self, body: bytes, url: str) -> Found:
        page = Selector(body=body, base_url=url, type="html") if body else Selector(text="<html/>")
        entries = [
            Entry(absolute, one_line(" ".join(anchor.css("::text").getall())))
            for anchor in page.css(self.links)
            if (absolute := _absolute(anchor.attrib.get("href"), url))
        ]
        following = [a for h in page.css(self.next).xpath("@href").getall()[:1] if (a := _absolute(h, url))]
        return Found(entries, follow=following if entries else [])


def _absolute(href: str | None, base: str) -> str | None:
    try:
        absolute = urljoin(base, href.strip()) if href else ""
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None
