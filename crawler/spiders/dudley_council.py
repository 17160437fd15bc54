"""Dudley Council: news."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class DudleyCouncil(SourceSpider):
    name = "dudley-council"
    title = "Dudley Council"
    home = "https://www.dudley.gov.uk/"
    channels = (Listing("https://www.dudley.gov.uk/news/", links=".article-card a"),)
    kind = "council newsroom"
    nation = "England"
    match = r"/news/[\w-]+$"
    evidence = "listing and its markup in a public list of council newsrooms (2020)"
    weekly = 6
