"""UKAuthority: technology and data in public services."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class UkAuthority(SourceSpider):
    name = "ukauthority"
    title = "UKAuthority"
    home = "https://www.ukauthority.com/"
    channels = (
        Feed("https://www.ukauthority.com/rss"),
        Listing("https://www.ukauthority.com/articles/"),
    )
    kind = "trade press"
    match = "/articles/[^/]+$"
    evidence = "feed in two public feed lists, articles read; the listing is belief"
    example = "https://www.ukauthority.com/articles/swindon-grabs-tech-opportunities-to-reimagine-services/"
    weekly = 10
