"""Bracknell Forest Council: news."""

from crawler.systems.local_gov_drupal import LocalGovDrupal


class BracknellForestCouncil(LocalGovDrupal):
    name = "bracknell-forest-council"
    title = "Bracknell Forest Council"
    home = "https://www.bracknell-forest.gov.uk/"
    evidence = "that it uses this system, and its addresses, are belief"
    weekly = 4
