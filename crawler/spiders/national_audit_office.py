"""National Audit Office: value for money, also of what councils are given to do."""

from crawler.systems.wordpress import WordPress


class NationalAuditOffice(WordPress):
    name = "national-audit-office"
    title = "National Audit Office"
    home = "https://www.nao.org.uk/"
    kind = "audit"
    match = "/(?:press-releases|reports|insights)/[^/]+$"
    evidence = "feed in three public source lists, one noting that it works (2026)"
    example = "https://www.nao.org.uk/press-releases/levelling-up-funding-to-local-government/"
    weekly = 3
