"""Glasgow City Council: news."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class GlasgowCityCouncil(SourceSpider):
    name = "glasgow-city-council"
    title = "Glasgow City Council"
    home = "https://www.glasgow.gov.uk/"
    channels = (Listing("https://www.glasgow.gov.uk/news", links="#NewsArticles a"),)
    kind = "council newsroom"
    nation = "Scotland"
    match = r"/(?:article|news)/\d+(?:/[^/]+)?$"
    evidence = "listing and its markup in a public list of council newsrooms (2020); the articles' addresses are belief"
    weekly = 6
