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
    evidence = "feed in four public feed lists (2026), an article seen"
    example = "https://lewisham.gov.uk/articles/news/extra-funding-for-lewisham-schools-in-pilot-data-project"
    weekly = 6
