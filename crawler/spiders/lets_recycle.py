"""letsrecycle.com: waste and recycling, much of it councils'."""

from crawler.systems.wordpress import WordPress


class LetsRecycle(WordPress):
    name = "letsrecycle"
    title = "letsrecycle.com"
    home = "https://www.letsrecycle.com/"
    kind = "trade press"
    match = "/news/[^/]+$"
    evidence = "feed in a public feed list, articles read"
    example = (
        "https://www.letsrecycle.com/news/right-to-repair-warns-of-e-waste-tsunami-from-software-support-cut-offs/"
    )
    weekly = 20
