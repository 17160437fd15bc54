"""Children & Young People Now: trade press of children's services; registration wall after a few articles."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class ChildrenYoungPeopleNow(SourceSpider):
    name = "cypnow"
    title = "Children & Young People Now"
    home = "https://www.cypnow.co.uk/"
    channels = (Listing("https://www.cypnow.co.uk/news", links="a[href]"),)
    kind = "trade press"
    nation = "England"
    access = "registration"
    match = r"/content/news/|/news/article/|/cyp/news/\d+"  # the address pattern changed over the years
    weekly = 20
