"""Listing pages: the links to articles on them, and the next page."""

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urljoin

from parsel import Selector

from crawler.channels.base import MOST, Channel, ChannelError, Entry, Found, one_line

MOST_TAGS = 300_000
_LINK = re.compile(rb"<a[\s>/]", re.I)


@dataclass(frozen=True)
class Listing(Channel):
    """A page that lists articles. `links` selects their anchors, `next` the anchor to the following page (CSS)."""

    kind: ClassVar[str] = "listing"
    links: str = "article a, h2 a, h3 a"
    next: str = "a[rel=next]"

    def read(self, body: bytes, url: str) -> Found:
        links, tags = len(_LINK.findall(body)), body.count(b"<")
        if links > MOST or tags > MOST_TAGS:  # XPath joins what several selectors find in quadratic time
            raise ChannelError(f"{links} links in {tags} tags: no list of what is new")
        page = Selector(body=body, base_url=url, type="html") if body else Selector(text="<html/>")
        entries: dict[str, Entry] = {}
        for anchor in page.css(self.links):
            absolute = _absolute(anchor.root.get("href"), url)
            if absolute and absolute not in entries:
                entries[absolute] = Entry(absolute, one_line(" ".join(anchor.css("::text").getall())))
        following = [a for h in page.css(self.next).xpath("@href").getall()[:1] if (a := _absolute(h, url))]
        return Found([*entries.values()], follow=following if entries else [])


def _absolute(href: str | None, base: str) -> str | None:
    try:
        absolute = urljoin(base, href.strip()) if href else ""
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None
