"""Local Government Lawyer: cases and law of councils, by section."""

from crawler.spider import SourceSpider
from crawler.systems.recent_feed import RecentFeed

SITE = "https://www.localgovernmentlawyer.co.uk/"
SECTIONS = (
    "adult-social-care",
    "education-law",
    "governance",
    "housing-law",
    "litigation-and-enforcement",
    "planning",
    "procurement-and-contracts",
)


class LocalGovernmentLawyer(SourceSpider):
    name = "local-government-lawyer"
    title = "Local Government Lawyer"
    home = SITE
    # a section's feed holds its whole archive, 3,528 entries in one of them
    channels = tuple(RecentFeed(f"{SITE}{section}?format=feed&type=rss") for section in SECTIONS)
    kind = "trade press"
    nation = "England and Wales"
    match = r"/\d+-[\w-]+-news/\d+-[^/]+$"
    drop = (".moduletable", ".banneritem")  # vacancies stand before the headline
    verified = (
        "2026-09-18: the planning section's feed, by a public register of checked feeds; the others have its form"
    )
    example = (
        "https://www.localgovernmentlawyer.co.uk/adult-social-care/391-adult-care-news/"
        "100123-high-court-dismisses-renewed-application-for-permission"
    )
    weekly = 30
