"""Regulator of Social Housing: judgements on landlords, councils among them."""

from crawler.systems.gov_uk import DOCUMENTS, GovUk


class RegulatorOfSocialHousing(GovUk):
    name = "regulator-of-social-housing"
    title = "Regulator of Social Housing"
    organisation = "regulator-of-social-housing"
    kind = "regulator"
    match = DOCUMENTS
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 8
