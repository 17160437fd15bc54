"""Housing Today: housebuilding and social landlords."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class HousingToday(SourceSpider):
    name = "housing-today"
    title = "Housing Today"
    home = "https://www.housingtoday.co.uk/"
    channels = (Feed("https://www.housingtoday.co.uk/5054.rss"),)
    kind = "trade press"
    access = "registration"
    match = r"/\d+\.article$"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    example = (
        "https://www.housingtoday.co.uk/news/tower-hamlets-estate-regeneration-plan-wins-resident-"
        "approval/5105879.article"
    )
    weekly = 30
