"""Homes England: money and land for housing."""

from crawler.systems.gov_uk import GovUk


class HomesEngland(GovUk):
    name = "homes-england"
    title = "Homes England"
    organisation = "homes-england"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 6
