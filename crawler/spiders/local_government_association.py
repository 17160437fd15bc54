"""Local Government Association: the voice of councils in England."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class LocalGovernmentAssociation(SourceSpider):
    name = "local-government-association"
    title = "Local Government Association"
    home = "https://www.local.gov.uk/"
    channels = (Listing("https://www.local.gov.uk/about/news", links="main a"),)
    kind = "association"
    nation = "England and Wales"
    match = "/about/news/[^/]+$"
    drop = (".block-lga-banner", ".sharing")
    evidence = "many articles read at addresses of this shape (2026); a register got 403 for its feed paths (2026-09)"
    example = "https://www.local.gov.uk/about/news/new-lga-analysis-ps3bn-temporary-accommodation-funding-black-hole"
    weekly = 12
