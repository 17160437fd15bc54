"""Warwickshire County Council: news."""

from crawler.systems.jadu import Jadu


class WarwickshireCountyCouncil(Jadu):
    name = "warwickshire-county-council"
    title = "Warwickshire County Council"
    home = "https://www.warwickshire.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020), articles read (2026)"
    example = "https://www.warwickshire.gov.uk/news/article/7391/a452-high-street-leamington-carriageway-resurfacing"
    weekly = 8
