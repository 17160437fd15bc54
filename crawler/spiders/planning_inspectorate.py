"""Planning Inspectorate: appeals and local plans."""

from crawler.systems.gov_uk import GovUk


class PlanningInspectorate(GovUk):
    name = "planning-inspectorate"
    title = "Planning Inspectorate"
    organisation = "planning-inspectorate"
    kind = "regulator"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 4
