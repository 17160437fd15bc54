"""Jadu: a content system of many councils, with a newsroom at news and a feed at rss/news."""

from typing import ClassVar

from crawler.systems.base import System


class Jadu(System):
    """A council on Jadu: articles at news/article/<number>/<slug>, prose in .editor."""

    feeds = ("rss/news",)
    kind = "council newsroom"
    nation = "England"
    match = r"/news/article/\d+(?:/[^/]+)?$"
    drop: ClassVar[tuple[str, ...]] = (".rss-feed", ".imageCaption")
    weekly = 8
