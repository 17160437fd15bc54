"""Exeter Observer: independent investigations in Exeter."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class ExeterObserver(SourceSpider):
    name = "exeter-observer"
    title = "Exeter Observer"
    home = "https://exeterobserver.org/"
    channels = (
        Feed("https://exeterobserver.org/feed.xml"),
        Listing("https://exeterobserver.org/"),
    )
    kind = "local paper"
    nation = "England"
    match = r"^https://exeterobserver\.org/[\w-]{20,}$"
    evidence = "articles read; feed and addresses are belief"
    weekly = 2
