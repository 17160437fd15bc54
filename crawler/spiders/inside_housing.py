"""Inside Housing: social housing; headlines are open, articles are for subscribers."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class InsideHousing(SourceSpider):
    name = "inside-housing"
    title = "Inside Housing"
    home = "https://www.insidehousing.co.uk/"
    channels = (Feed("https://www.insidehousing.co.uk/Syndication/DF.cfm?f=6&ft=10"),)
    kind = "trade press"
    access = "paywall"
    match = r"/(?:news|insight|comment|analysis)/[\w-]+-\d{4,}$"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    example = (
        "https://www.insidehousing.co.uk/news/a2dominion-and-london-council-reach-deal-to-restart-delayed-"
        "estate-regeneration-93220"
    )
    weekly = 40
