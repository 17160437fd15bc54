"""Sunderland Echo: Sunderland."""

from crawler.systems.national_world import NationalWorld


class SunderlandEcho(NationalWorld):
    name = "sunderland-echo"
    title = "Sunderland Echo"
    home = "https://www.sunderlandecho.com/"
    evidence = "articles read; the feed has the form that works for its sister titles (2026-09)"
