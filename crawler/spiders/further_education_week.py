"""FE Week: colleges and skills, sister of Schools Week."""

from crawler.systems.wordpress import WordPress


class FurtherEducationWeek(WordPress):
    name = "fe-week"
    title = "FE Week"
    home = "https://feweek.co.uk/"
    kind = "trade press"
    nation = "England"
    drop = ('[class*="jobs-"]', '[class*="newsletter"]')
    evidence = "feed in three public feed lists (2026)"
    weekly = 25
