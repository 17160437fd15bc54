"""PRgloo: hosted newsrooms, many of them councils'."""

from typing import ClassVar

from crawler.systems.base import System


class Prgloo(System):
    """A PRgloo newsroom: a feed at feed/rss, articles at news/<slug>, prose in .content-summary and .content-body."""

    feeds = ("feed/rss",)
    kind = "council newsroom"
    nation = "England"
    match = r"/news/[^/]+$"
    drop: ClassVar[tuple[str, ...]] = (".hero-image", ".related-news", ".share-links")
    weekly = 8
