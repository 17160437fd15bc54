"""RQIA: regulator of health and social care in Northern Ireland."""

from crawler.systems.wordpress import WordPress


class RegulationAndQualityImprovementAuthority(WordPress):
    name = "rqia"
    title = "RQIA"
    home = "https://www.rqia.org.uk/"
    kind = "regulator"
    nation = "Northern Ireland"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 1
