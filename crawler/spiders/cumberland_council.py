"""Cumberland Council: news."""

from crawler.systems.local_gov_drupal import LocalGovDrupal


class CumberlandCouncil(LocalGovDrupal):
    name = "cumberland-council"
    title = "Cumberland Council"
    home = "https://www.cumberland.gov.uk/"
    evidence = "that it uses this system, and its addresses, are belief"
    weekly = 5
