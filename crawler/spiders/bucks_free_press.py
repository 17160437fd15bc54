"""Bucks Free Press: Buckinghamshire."""

from crawler.systems.newsquest import Newsquest


class BucksFreePress(Newsquest):
    name = "bucks-free-press"
    title = "Bucks Free Press"
    home = "https://www.bucksfreepress.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
