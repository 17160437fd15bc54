"""Oxfordshire County Council: newsroom."""

from crawler.systems.press_page import PressPage


class OxfordshireCountyCouncil(PressPage):
    name = "oxfordshire-county-council"
    title = "Oxfordshire County Council"
    home = "https://news.oxfordshire.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 8
