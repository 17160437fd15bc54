"""NILGA: the councils of Northern Ireland together."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class NorthernIrelandLocalGovernmentAssociation(SourceSpider):
    name = "nilga"
    title = "NILGA"
    home = "https://www.nilga.org/"
    channels = (Listing("https://www.nilga.org/news/", links="main a"),)
    kind = "association"
    nation = "Northern Ireland"
    match = r"/news/(?:\d{4}/)?[\w/-]+$"
    evidence = "its other pages read; the news listing is belief"
    weekly = 2
