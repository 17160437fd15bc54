"""The MJ: weekly of council chief officers; most articles stop at a wall."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class MunicipalJournal(SourceSpider):
    name = "the-mj"
    title = "The MJ"
    home = "https://www.themj.co.uk/"
    channels = (Listing("https://www.themj.co.uk/news", links="h2 a, h3 a"),)
    kind = "trade press"
    access = "paywall"
    match = r"^https://www\.themj\.co\.uk/[\w%-]{12,}(?:/\d+)?$"
    drop = ('[class*="related"]',)
    evidence = "articles read; its feed at /rss answers 404 by a public source list (2026); the listing is belief"
    weekly = 30
