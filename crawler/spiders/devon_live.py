"""Devon Live: Devon."""

from crawler.systems.reach import Reach


class DevonLive(Reach):
    name = "devon-live"
    title = "Devon Live"
    home = "https://www.devonlive.com/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
