"""Reach: the publisher of the Live titles, the Manchester Evening News and others, all on one system."""

from typing import ClassVar

from crawler.systems.base import System


class Reach(System):
    """A Reach title: a feed behind ?service=rss, articles that end in their number.

    Its pages come in two layouts. The newer one hashes its class names, so its blocks are known by data-testid.
    """

    feeds = ("news/?service=rss",)
    kind = "local paper"
    nation = "England"
    match = r"/news/(?:[\w-]+/)*[\w%-]+-\d{7,}$"
    drop: ClassVar[tuple[str, ...]] = (
        "aside.read-more-links",
        ".recirculation",
        ".image-container",
        ".lead-content__lead-element",
        "#share-top",
        "[data-testid^='commercial']",
        "[data-testid^='recommended']",
        "[data-testid^='non-commercial']",
        "[data-testid^='caption-']",
        "[data-testid^='newsletter']",
        "[data-testid='inline-google-preferred-source-ncu']",
        "[data-testid='content-tags']",
        "[data-tmdatatrack='read-more']",
        "[data-tmdatatrack='non-content-unit']",
    )
    weekly = 150
