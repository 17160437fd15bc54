"""HMICFRS: police forces and fire and rescue services."""

from crawler.systems.wordpress import WordPress


class HisMajestysInspectorateOfConstabulary(WordPress):
    name = "inspectorate-of-constabulary"
    title = "HMICFRS"
    home = "https://hmicfrs.justiceinspectorates.gov.uk/"
    kind = "regulator"
    nation = "England and Wales"
    licence = "OGL-UK-3.0"
    match = "/news/news-feed/[^/]+$"
    evidence = "news pages read; the feed is belief"
    example = (
        "https://hmicfrs.justiceinspectorates.gov.uk/news/news-feed/police-forces-overwhelmed-and-"
        "ineffective-when-it-comes-to-digital-forensics/"
    )
    weekly = 3
