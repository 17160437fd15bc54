"""Care Inspectorate Wales: social services and care in Wales."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class CareInspectorateWales(SourceSpider):
    name = "care-inspectorate-wales"
    title = "Care Inspectorate Wales"
    home = "https://www.careinspectorate.wales/"
    channels = (Listing("https://www.careinspectorate.wales/news"),)
    kind = "regulator"
    nation = "Wales"
    licence = "OGL-UK-3.0"
    match = r"/(?:news/)?\d{6}-[^/]+$|/news/[^/]+$"
    evidence = "addresses are belief"
    weekly = 2
