"""Manchester Evening News: Greater Manchester."""

from crawler.systems.reach import Reach


class ManchesterEveningNews(Reach):
    name = "manchester-evening-news"
    title = "Manchester Evening News"
    home = "https://www.manchestereveningnews.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
