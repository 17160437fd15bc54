"""Nation.Cymru: news of Wales, in English."""

from crawler.systems.wordpress import WordPress


class NationCymru(WordPress):
    name = "nation-cymru"
    title = "Nation.Cymru"
    home = "https://nation.cymru/"
    kind = "national press"
    nation = "Wales"
    drop = ('[class*="donat"]',)
    verified = "2026-09-24: working, by a public register of checked local feeds"
    weekly = 120
