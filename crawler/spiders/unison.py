"""UNISON: the largest union of council workers."""

from crawler.systems.wordpress import WordPress


class Unison(WordPress):
    name = "unison"
    title = "UNISON"
    home = "https://www.unison.org.uk/"
    kind = "union"
    match = r"/news/(?:[\w-]+/)*\d{4}/\d{2}/[^/]+$"
    evidence = "pages read, uploads show WordPress; the feed and the articles' addresses are belief"
    weekly = 12
