"""Dudley Council: news."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class DudleyCouncil(SourceSpider):
    name = "dudley-council"
    title = "Dudley Council"
    home = "https://councilnews.dudley.gov.uk/"
    channels = (Listing("https://councilnews.dudley.gov.uk/news", links=".article-card a, h2 a, h3 a"),)
    kind = "council newsroom"
    nation = "England"
    match = r"/news/[\w-]+$"
    evidence = "an article seen at this host (2025); the listing and its markup are belief"
    example = "https://councilnews.dudley.gov.uk/news/changes-likely-in-council-tax-reduction-scheme"
    weekly = 6
