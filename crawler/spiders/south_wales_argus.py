"""South Wales Argus: Newport and Gwent."""

from crawler.systems.newsquest import Newsquest


class SouthWalesArgus(Newsquest):
    name = "south-wales-argus"
    title = "South Wales Argus"
    home = "https://www.southwalesargus.co.uk/"
    nation = "Wales"
    verified = "2026-09-24: working, by a public register of checked local feeds"
