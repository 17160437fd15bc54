"""Slough Observer: Slough and Windsor."""

from crawler.systems.newsquest import Newsquest


class SloughObserver(Newsquest):
    name = "slough-observer"
    title = "Slough Observer"
    home = "https://www.sloughobserver.co.uk/"
    evidence = "articles read; the feed has the form that works for its sister titles (2026-09)"
    example = "https://www.sloughobserver.co.uk/news/19894109.slough-day-centres-happened-people-used/"
