"""Midlothian View: independent news of Midlothian."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class MidlothianView(SourceSpider):
    name = "midlothian-view"
    title = "Midlothian View"
    home = "https://www.midlothianview.com/"
    channels = (Listing("https://www.midlothianview.com/news", links="h2 a, h3 a"),)
    kind = "local paper"
    nation = "Scotland"
    match = r"/news/[\w-]+$"
    evidence = "articles read; the listing is belief"
    weekly = 15
