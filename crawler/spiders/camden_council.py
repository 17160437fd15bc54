"""Camden Council: newsroom."""

from crawler.systems.press_page import PressPage


class CamdenCouncil(PressPage):
    name = "camden-council"
    title = "Camden Council"
    home = "https://news.camden.gov.uk/"
    evidence = "tag feeds of this system in a public list of council newsrooms (2020); feed/en is its standard"
    weekly = 8
