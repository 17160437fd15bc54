"""Department of Health and Social Care: adult social care and public health."""

from crawler.systems.gov_uk import GovUk


class DepartmentOfHealthAndSocialCare(GovUk):
    name = "department-of-health-and-social-care"
    title = "Department of Health and Social Care"
    organisation = "department-of-health-and-social-care"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 20
