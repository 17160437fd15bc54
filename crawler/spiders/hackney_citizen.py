"""Hackney Citizen: independent paper of Hackney."""

from crawler.systems.wordpress import WordPress


class HackneyCitizen(WordPress):
    name = "hackney-citizen"
    title = "Hackney Citizen"
    home = "https://www.hackneycitizen.co.uk/"
    kind = "local paper"
    nation = "England"
    match = r"/\d{4}/\d{2}/\d{2}/[^/]+$"
    evidence = "feed in a public feed list, articles read (2026)"
    example = (
        "https://www.hackneycitizen.co.uk/2024/11/06/hackney-council-admits-unlawful-consultation-childrens-"
        "centre-closures/"
    )
    weekly = 12
