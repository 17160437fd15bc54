"""Public Inspection Notices: the demo newsroom's regulator."""

from crawler.channels import Feed, Listing, Sitemap
from crawler.spider import SourceSpider


class PublicInspectionNotices(SourceSpider):
    name = "public-inspection-notices"
    title = "Public Inspection Notices (demo)"
    home = "http://127.0.0.1:8103/"
    channels = (
        Feed("http://127.0.0.1:8103/latest.atom"),
        Sitemap("http://127.0.0.1:8103/sitemap.xml", days=10_000),
        Listing("http://127.0.0.1:8103/latest"),
    )
    match = r"/notices/"
    kind = "regulator"
    licence = "OGL-UK-3.0"
    weekly = 3
