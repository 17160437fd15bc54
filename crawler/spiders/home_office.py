"""Home Office: asylum dispersal, police and fire."""

from crawler.systems.gov_uk import GovUk


class HomeOffice(GovUk):
    name = "home-office"
    title = "Home Office"
    organisation = "home-office"
    nation = "UK"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 25
