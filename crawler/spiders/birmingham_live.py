"""Birmingham Live: Birmingham and the Black Country."""

from crawler.systems.reach import Reach


class BirminghamLive(Reach):
    name = "birmingham-live"
    title = "Birmingham Live"
    home = "https://www.birminghammail.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
