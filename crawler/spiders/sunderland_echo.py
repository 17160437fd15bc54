"""Sunderland Echo: Sunderland."""

from crawler.systems.national_world import NationalWorld


class SunderlandEcho(NationalWorld):
    name = "sunderland-echo"
    title = "Sunderland Echo"
    home = "https://www.sunderlandecho.com/"
    evidence = "articles read; feed in four public lists at /news/rss; at /rss it works for its sister titles (2026-09)"
