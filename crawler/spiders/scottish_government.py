"""Scottish Government: news releases."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class ScottishGovernment(SourceSpider):
    name = "scottish-government"
    title = "Scottish Government"
    home = "https://www.gov.scot/"
    channels = (
        Listing("https://www.gov.scot/news/", links="article a, h2 a, h3 a", next=".ds_pagination__link--next"),
    )
    kind = "government"
    nation = "Scotland"
    licence = "OGL-UK-3.0"
    match = r"^https://www\.gov\.scot/news/[^/?]+$"
    verified = "2026-03-19: the listing answered, and has no feed, by a public register"
    example = "https://www.gov.scot/news/a-budget-to-tackle-child-poverty/"
    weekly = 40
