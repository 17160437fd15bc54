"""Rochdale Borough Council: news."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class RochdaleBoroughCouncil(SourceSpider):
    name = "rochdale-borough-council"
    title = "Rochdale Borough Council"
    home = "https://www.rochdale.gov.uk/"
    channels = (Feed("https://www.rochdale.gov.uk/news/rss.xml"),)
    kind = "council newsroom"
    nation = "England"
    match = r"/news/(?:article/\d+/)?[\w-]+$"
    evidence = "feed in four public feed lists (2026); the articles' addresses are belief"
    weekly = 8
