"""Town Hall Wire: the demo newsroom's trade daily."""

from crawler.channels import Feed, Listing, Sitemap
from crawler.spider import SourceSpider


class TownHallWire(SourceSpider):
    name = "town-hall-wire"
    title = "Town Hall Wire (demo)"
    home = "http://127.0.0.1:8101/"
    channels = (
        Feed("http://127.0.0.1:8101/rss"),
        Sitemap("http://127.0.0.1:8101/sitemap.xml", days=10_000),
        Listing("http://127.0.0.1:8101/news"),
    )
    match = r"/\d{5}$"  # stories end in their number
    kind = "trade press"
    weekly = 10
