"""Aberdeen City Council: newsroom."""

from crawler.systems.press_page import PressPage


class AberdeenCityCouncil(PressPage):
    name = "aberdeen-city-council"
    title = "Aberdeen City Council"
    home = "https://news.aberdeencity.gov.uk/"
    nation = "Scotland"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 10
