"""News Letter: Northern Ireland."""

from crawler.systems.national_world import NationalWorld


class NewsLetter(NationalWorld):
    name = "news-letter"
    title = "News Letter"
    home = "https://www.newsletter.co.uk/"
    nation = "Northern Ireland"
    verified = "2026-09-24: working, by a public register of checked local feeds"
