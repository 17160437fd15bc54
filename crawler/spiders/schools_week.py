"""Schools Week: schools and the councils and trusts that run them."""

from crawler.systems.wordpress import WordPress


class SchoolsWeek(WordPress):
    name = "schools-week"
    title = "Schools Week"
    home = "https://schoolsweek.co.uk/"
    kind = "trade press"
    nation = "England"
    drop = ('[class*="jobs-"]', '[class*="newsletter"]')
    evidence = "feed in ten public feed lists (2026), pages read"
    weekly = 40
