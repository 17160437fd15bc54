"""Lewisham Council: news."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class LewishamCouncil(SourceSpider):
    name = "lewisham-council"
    title = "Lewisham Council"
    home = "https://lewisham.gov.uk/"
    channels = (Feed("https://lewisham.gov.uk/news/rss"),)
    kind = "council newsroom"
    nation = "England"
    match = r"/(?:news|articles/news)/[\w-]+$"
    evidence = "feed in three public feed lists (2026); the articles' addresses are belief"
    weekly = 6
