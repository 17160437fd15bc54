"""Housing Ombudsman: findings against landlords, councils among them."""

from crawler.systems.wordpress import WordPress


class HousingOmbudsman(WordPress):
    name = "housing-ombudsman"
    title = "Housing Ombudsman"
    home = "https://www.housing-ombudsman.org.uk/"
    kind = "regulator"
    nation = "England"
    match = r"^https://[^/]+/\d{4}/\d{2}/\d{2}/[^/]+$"
    evidence = (
        "decisions read (they are left out: one for every complaint); the feed is belief; (c), no open "
        "licence, by a register"
    )
    weekly = 3
