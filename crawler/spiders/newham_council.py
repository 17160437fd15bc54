"""Newham Council: news."""

from crawler.systems.jadu import Jadu


class NewhamCouncil(Jadu):
    name = "newham-council"
    title = "Newham Council"
    home = "https://www.newham.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 6
