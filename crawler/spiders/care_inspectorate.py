"""Care Inspectorate: care services in Scotland, councils' own among them."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class CareInspectorate(SourceSpider):
    name = "care-inspectorate"
    title = "Care Inspectorate"
    home = "https://www.careinspectorate.com/"
    channels = (
        Listing(
            "https://www.careinspectorate.com/index.php/news", links="h2 a, .page-header a", next=".pagination-next a"
        ),
    )
    kind = "regulator"
    nation = "Scotland"
    match = r"/index\.php/news/[\w-]+$"
    evidence = "pages read; no feed by a public register (2026-09); the listing is belief"
    weekly = 2
