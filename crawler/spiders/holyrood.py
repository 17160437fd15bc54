"""Holyrood: politics and policy in Scotland."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class Holyrood(SourceSpider):
    name = "holyrood"
    title = "Holyrood"
    home = "https://www.holyrood.com/"
    channels = (
        Feed("https://www.holyrood.com/rss.xml"),
        Listing("https://www.holyrood.com/news.htm"),
    )
    kind = "trade press"
    nation = "Scotland"
    match = r"/news/view,[^/]+\.htm$"
    evidence = "feed in a public feed list, another has /feed; the listing is belief"
    example = "https://www.holyrood.com/news/view,fresh-trouble-for-ukip-as-steven-woolfe-quits-party_12531.htm"
    weekly = 25
