"""Bracknell Forest Council: news."""

from crawler.systems.local_gov_drupal import LocalGovDrupal


class BracknellForestCouncil(LocalGovDrupal):
    name = "bracknell-forest-council"
    title = "Bracknell Forest Council"
    home = "https://www.bracknell-forest.gov.uk/"
    evidence = "articles seen at addresses of this shape (2026); that it uses this system is belief"
    match = r"/news/\d{4}/\d{2}/[^/]+$"
    example = "https://www.bracknell-forest.gov.uk/news/2024/03/bracknell-forest-local-plan-adopted"
    weekly = 4
