"""HM Treasury: budgets and spending reviews that councils live by."""

from crawler.systems.gov_uk import GovUk


class Treasury(GovUk):
    name = "hm-treasury"
    title = "HM Treasury"
    organisation = "hm-treasury"
    nation = "UK"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 15
