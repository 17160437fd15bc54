"""East Anglian Daily Times: Suffolk and north Essex."""

from crawler.systems.newsquest import Newsquest


class EastAnglianDailyTimes(Newsquest):
    name = "east-anglian-daily-times"
    title = "East Anglian Daily Times"
    home = "https://www.eadt.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
