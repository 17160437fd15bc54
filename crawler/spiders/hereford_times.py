"""Hereford Times: Herefordshire."""

from crawler.systems.newsquest import Newsquest


class HerefordTimes(Newsquest):
    name = "hereford-times"
    title = "Hereford Times"
    home = "https://www.herefordtimes.com/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
