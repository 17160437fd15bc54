"""Hemming Group: LocalGov and its sister titles, all on one system."""

from typing import ClassVar

from crawler.systems.base import System


class Hemming(System):
    """A Hemming title: a feed at rss, articles at /<Title-slug>/<number>."""

    feeds = ("rss",)
    listings = ("news",)
    links = "a[href]"  # its listing has no block of its own; `match` tells articles from the rest
    kind = "trade press"
    match = r"^https://[^/]+/[^/]+/\d{4,}$"
    drop: ClassVar[tuple[str, ...]] = (
        "#disqus_thread",
        "[class*='partner-content']",
        "[class*='newsletter']",
        "[class*='jobs-']",
    )
