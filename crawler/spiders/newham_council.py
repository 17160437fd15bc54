"""Newham Council: news."""

from crawler.systems.jadu import Jadu


class NewhamCouncil(Jadu):
    name = "newham-council"
    title = "Newham Council"
    home = "https://www.newham.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020), an article seen; another list has /news/rss"
    example = "https://www.newham.gov.uk/news/article/1164/356-new-affordable-homes-approved"
    weekly = 6
