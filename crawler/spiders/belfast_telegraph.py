"""Belfast Telegraph: Northern Ireland."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class BelfastTelegraph(SourceSpider):
    name = "belfast-telegraph"
    title = "Belfast Telegraph"
    home = "https://www.belfasttelegraph.co.uk/"
    channels = (Feed("https://www.belfasttelegraph.co.uk/rss/"),)
    kind = "local paper"
    nation = "Northern Ireland"
    match = r"/news/(?:[\w-]+/)+[^/]+/[\w-]+\.html$"
    verified = "2026-09-24: working, by a public register of checked local feeds"
    example = (
        "https://www.belfasttelegraph.co.uk/news/uk/opponents-brand-redevelopment-plan-for-historic-bell-"
        "foundry-a-travesty/38689821.html"
    )
    weekly = 200
