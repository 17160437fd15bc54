"""National World: the publisher of The Yorkshire Post, The Scotsman and others, all on one system."""

from typing import ClassVar

from crawler.systems.base import System


class NationalWorld(System):
    """A National World title: a feed at /rss, articles that end in their number, prose in .markup blocks."""

    feeds = ("rss",)
    kind = "local paper"
    nation = "England"
    match = r"^https://[^/]+/(?!sport|lifestyle|whats-on|advertisement|recommended|arts-and-culture).*-\d{7}$"
    drop: ClassVar[tuple[str, ...]] = (
        "#content-wrapper > div:not(.markup)",  # advertisements with their "Hide Ad", newsletters, related stories
        ".article-tag",
        "amp-timeago",
    )
    weekly = 100
