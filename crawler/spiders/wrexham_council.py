"""Wrexham County Borough Council: newsroom."""

from crawler.systems.wordpress import WordPress


class WrexhamCouncil(WordPress):
    name = "wrexham-council"
    title = "Wrexham County Borough Council"
    home = "https://news.wrexham.gov.uk/"
    kind = "council newsroom"
    nation = "Wales"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 15
