"""Young Lives Weekly: the demo newsroom's children's services magazine, behind a registration wall."""

from crawler.channels import Feed, Listing, Sitemap
from crawler.spider import SourceSpider


class YoungLivesWeekly(SourceSpider):
    name = "young-lives-weekly"
    title = "Young Lives Weekly (demo)"
    home = "http://127.0.0.1:8102/"
    channels = (
        Feed("http://127.0.0.1:8102/feeds/news.xml"),
        Sitemap("http://127.0.0.1:8102/sitemap.xml", days=10_000),
        Listing("http://127.0.0.1:8102/news"),
    )
    match = r"/content/"
    kind = "trade press"
    nation = "England"
    access = "registration"
    weekly = 5
