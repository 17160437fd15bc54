"""Newsquest: the publisher of some two hundred local titles, all on one system."""

from typing import ClassVar

from crawler.systems.base import System


class Newsquest(System):
    """A Newsquest title: a feed at news/rss/, articles at /news/<number>.<slug>/, prose in #subscription-content."""

    feeds = ("news/rss/",)
    kind = "local paper"
    nation = "England"
    match = r"/news/(?:[\w-]+/)*\d{6,}\.[^/]+$"  # sport, leisure and obituaries have sections of their own
    drop: ClassVar[tuple[str, ...]] = (
        "#subscription-content > div:not(:has(p))",  # advertisements and players between the paragraphs
        "#subscription-content aside",
        "#subscription-content figure",
        ".mar-article__article-tags",
        ".article-tags",
        "[id^='commentTemplate-']",
    )
    weekly = 100
