"""WalesOnline: Cardiff and Wales."""

from crawler.systems.reach import Reach


class WalesOnline(Reach):
    name = "wales-online"
    title = "WalesOnline"
    home = "https://www.walesonline.co.uk/"
    nation = "Wales"
    verified = "2026-09-24: working, by a public register of checked local feeds"
