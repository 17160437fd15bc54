"""Messenger: Trafford."""

from crawler.systems.newsquest import Newsquest


class MessengerNewspapers(Newsquest):
    name = "messenger"
    title = "Messenger"
    home = "https://www.messengernewspapers.co.uk/"
    evidence = "articles read; the feed has the form that works for its sister titles (2026-09)"
