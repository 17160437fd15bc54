"""Special Needs Jungle: families and the law of special educational needs."""

from crawler.systems.wordpress import WordPress


class SpecialNeedsJungle(WordPress):
    name = "special-needs-jungle"
    title = "Special Needs Jungle"
    home = "https://www.specialneedsjungle.com/"
    kind = "campaign"
    nation = "England"
    evidence = "feed in two public feed lists (2026), articles read"
    weekly = 3
