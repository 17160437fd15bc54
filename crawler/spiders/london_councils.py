"""London Councils: the 33 councils of London together."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class LondonCouncils(SourceSpider):
    name = "london-councils"
    title = "London Councils"
    home = "https://www.londoncouncils.gov.uk/"
    channels = (Listing("https://www.londoncouncils.gov.uk/news-and-press-releases", links="main a"),)
    kind = "association"
    nation = "England"
    match = r"/news-and-press-releases/\d{4}/[^/]+$"
    evidence = "articles read at addresses of this shape; the listing is belief"
    example = (
        "https://www.londoncouncils.gov.uk/news-and-press-releases/2025/london-boroughs-raise-parking-and-"
        "traffic-pcn-levels-first-time"
    )
    weekly = 5
