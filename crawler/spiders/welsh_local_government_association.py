"""WLGA: the councils of Wales together."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class WelshLocalGovernmentAssociation(SourceSpider):
    name = "wlga"
    title = "WLGA"
    home = "https://www.wlga.wales/"
    channels = (Listing("https://www.wlga.wales/news", links="main a"),)
    kind = "association"
    nation = "Wales"
    match = r"^https://www\.wlga\.wales/[\w-]{20,}$"
    evidence = (
        "its other pages read; unknown addresses there answer 200 with the home page (a register, 2026); the "
        "listing is belief"
    )
    weekly = 3
