"""Milton Keynes City Council: news."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class MiltonKeynesCityCouncil(SourceSpider):
    name = "milton-keynes-city-council"
    title = "Milton Keynes City Council"
    home = "https://www.milton-keynes.gov.uk/"
    channels = (Feed("https://www.milton-keynes.gov.uk/news/rss.xml"),)
    kind = "council newsroom"
    nation = "England"
    match = r"/news/(?:\d{4}/)?[\w-]+$"
    evidence = "feed in a public feed list (2026); the articles' addresses are belief"
    weekly = 8
