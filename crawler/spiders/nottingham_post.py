"""Nottinghamshire Live: Nottingham and Nottinghamshire."""

from crawler.systems.reach import Reach


class NottinghamPost(Reach):
    name = "nottinghamshire-live"
    title = "Nottinghamshire Live"
    home = "https://www.nottinghampost.com/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
    example = "https://www.nottinghampost.com/news/local-news/live-updates-nottinghams-victoria-centre-6236537"
