"""Belfast City Council: news."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class BelfastCityCouncil(SourceSpider):
    name = "belfast-city-council"
    title = "Belfast City Council"
    home = "https://www.belfastcity.gov.uk/"
    channels = (Listing("https://www.belfastcity.gov.uk/news", links="#maincontent a"),)
    kind = "council newsroom"
    nation = "Northern Ireland"
    match = "/[Nn]ews/[^/?]+$"
    evidence = "listing and its markup in a public list of council newsrooms (2020), articles read (2026)"
    example = "https://www.belfastcity.gov.uk/news/boost-for-sandy-row-as-new-arts-digital-hub-opens"
    weekly = 10
