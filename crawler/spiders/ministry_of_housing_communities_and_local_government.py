"""Ministry of Housing, Communities and Local Government: money, notices and directions for councils."""

from crawler.systems.gov_uk import DOCUMENTS, GovUk


class MinistryOfHousingCommunitiesAndLocalGovernment(GovUk):
    name = "ministry-of-housing"
    title = "Ministry of Housing, Communities and Local Government"
    organisation = "ministry-of-housing-communities-local-government"
    match = DOCUMENTS
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 25
