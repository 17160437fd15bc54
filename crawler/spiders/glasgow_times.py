"""Glasgow Times: Glasgow and the west."""

from crawler.systems.newsquest import Newsquest


class GlasgowTimes(Newsquest):
    name = "glasgow-times"
    title = "Glasgow Times"
    home = "https://www.glasgowtimes.co.uk/"
    nation = "Scotland"
    verified = "2026-09-24: working, by a public register of checked local feeds"
