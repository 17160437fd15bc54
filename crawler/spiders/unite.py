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
    evidence = "articles seen at addresses of this shape (2025); the listing is belief"
    example = (
        "https://www.unitetheunion.org/news-events/news/2025/december/dhl-strikes-at-luton-airport-off-after-"
        "improved-offer"
    )
    weekly = 15
