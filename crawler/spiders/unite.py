"""Unite: union of refuse, housing and manual workers."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class Unite(SourceSpider):
    name = "unite"
    title = "Unite the Union"
    home = "https://www.unitetheunion.org/"
    channels = (Listing("https://www.unitetheunion.org/news-events/news", links="main a"),)
    kind = "union"
    match = r"/news-events/news/\d{4}/\w+/[^/]+$"
    evidence = "addresses are belief"
    weekly = 15
