"""LocalGov: daily news for local government officers."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class LocalGov(SourceSpider):
    name = "localgov"
    title = "LocalGov"
    home = "https://www.localgov.co.uk/"
    channels = (
        Feed("https://www.localgov.co.uk/rss"),
        Listing("https://www.localgov.co.uk/news", links="a[href]"),
    )
    kind = "trade press"
    match = r"/[^/]+/\d{4,}$"  # articles end in a number
    weekly = 30
