"""Tes: teachers and schools; a register wall after a few articles."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class TimesEducationalSupplement(SourceSpider):
    name = "tes"
    title = "Tes"
    home = "https://www.tes.com/magazine"
    channels = (
        Feed("https://www.tes.com/magazine/rss"),
        Listing("https://www.tes.com/magazine/news"),
    )
    kind = "trade press"
    access = "registration"
    match = r"/magazine/news/[\w-]+/[^/]+$"
    evidence = "feed in a public feed list, articles read; another list has /rss/news.xml; the listing is belief"
    example = "https://www.tes.com/magazine/news/specialist-sector/send-appeals-hit-new-record-high"
    weekly = 25
