"""The Guardian: its local government section."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class TheGuardian(SourceSpider):
    name = "guardian-local-government"
    title = "The Guardian: local government"
    home = "https://www.theguardian.com/society/localgovernment"
    channels = (Feed("https://www.theguardian.com/society/localgovernment/rss"),)
    kind = "national press"
    match = r"/\d{4}/[a-z]{3}/\d{2}/[^/]+$"
    drop = ('[data-print-layout="hide"]', "aside", 'gu-island[name*="Contributions"]')
    evidence = (
        "feed in two old public feed lists under its former host; the pattern holds for its other sections (2026)"
    )
    example = (
        "https://www.theguardian.com/world/2024/feb/24/death-toll-in-valencia-fire-rises-to-10-as-remains-of-"
        "last-missing-person-found"
    )
    weekly = 15
