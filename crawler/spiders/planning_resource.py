"""Planning Resource: planning law and policy, for subscribers."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class PlanningResource(SourceSpider):
    name = "planning-resource"
    title = "Planning Resource"
    home = "https://www.planningresource.co.uk/"
    channels = (Feed("https://www.planningresource.co.uk/rss/news"),)
    kind = "trade press"
    nation = "England"
    access = "paywall"
    match = r"/article/\d+/[^/]+$"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    example = "https://www.planningresource.co.uk/article/1925103/risks-benefits-government-moves-push-appeals"
    weekly = 25
