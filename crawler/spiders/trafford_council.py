"""Trafford Council: news."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class TraffordCouncil(SourceSpider):
    name = "trafford-council"
    title = "Trafford Council"
    home = "https://www.trafford.gov.uk/"
    channels = (
        Listing(
            "https://www.trafford.gov.uk/residents/news/news-archive.aspx",
            links=".sys_subitem h3 a",
            next=".sys_pager a[rel=next]",
        ),
    )
    kind = "council newsroom"
    nation = "England"
    match = r"/news/(?:[\w-]+/)*(?!news-archive)[\w-]+(?:\.aspx)?$"
    drop = (".sys_itemslist",)
    evidence = "listing and its markup in a public list of council newsrooms (2020), a page read"
    weekly = 8
