"""COSLA: the councils of Scotland together."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class ConventionOfScottishLocalAuthorities(SourceSpider):
    name = "cosla"
    title = "COSLA"
    home = "https://www.cosla.gov.uk/"
    channels = (Listing("https://www.cosla.gov.uk/news", links="main a"),)
    kind = "association"
    nation = "Scotland"
    match = "/news/[^/]+$"
    evidence = "its other pages read; the news listing is belief"
    weekly = 4
