"""The Scotsman: Scotland."""

from crawler.systems.national_world import NationalWorld


class TheScotsman(NationalWorld):
    name = "the-scotsman"
    title = "The Scotsman"
    home = "https://www.scotsman.com/"
    nation = "Scotland"
    verified = "2026-09-24: working, by a public register of checked local feeds"
