"""The Northern Echo: County Durham, Darlington, Teesside."""

from crawler.systems.newsquest import Newsquest


class NorthernEcho(Newsquest):
    name = "northern-echo"
    title = "The Northern Echo"
    home = "https://www.thenorthernecho.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
