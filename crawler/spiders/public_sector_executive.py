"""Public Sector Executive: news and views for managers across government."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class PublicSectorExecutive(SourceSpider):
    name = "public-sector-executive"
    title = "Public Sector Executive"
    home = "https://www.publicsectorexecutive.com/"
    channels = (
        Feed("https://www.publicsectorexecutive.com/feed/"),
        Listing("https://www.publicsectorexecutive.com/articles"),
    )
    kind = "trade press"
    match = "/articles/[^/]+$"
    drop = (".block-views", ".node__links")
    evidence = "feed in one public feed list, articles read; the listing is belief"
    example = (
        "https://www.publicsectorexecutive.com/articles/government-unveils-sweeping-reforms-speed-homebuying-"
        "and-reduce-costs"
    )
    weekly = 15
