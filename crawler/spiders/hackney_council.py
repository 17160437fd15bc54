"""Hackney Council: newsroom."""

from crawler.systems.press_page import PressPage


class HackneyCouncil(PressPage):
    name = "hackney-council"
    title = "Hackney Council"
    home = "https://news.hackney.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 8
