"""GMB: union of council, school and care workers."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class GeneralMunicipalBoilermakers(SourceSpider):
    name = "gmb"
    title = "GMB"
    home = "https://www.gmb.org.uk/"
    channels = (Listing("https://www.gmb.org.uk/news", links="main a"),)
    kind = "union"
    match = r"/news/[\w-]{10,}$"
    evidence = "listing used by a public program, an article seen"
    example = "https://www.gmb.org.uk/news/ambulance-strikes-suspended-government-talks"
    weekly = 10
