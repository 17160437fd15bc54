"""Stourbridge News: Stourbridge and Dudley."""

from crawler.systems.newsquest import Newsquest


class StourbridgeNews(Newsquest):
    name = "stourbridge-news"
    title = "Stourbridge News"
    home = "https://www.stourbridgenews.co.uk/"
    evidence = "articles read; the feed has the form that works for its sister titles (2026-09)"
