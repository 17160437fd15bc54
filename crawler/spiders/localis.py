"""Localis: place and growth."""

from crawler.systems.wordpress import WordPress


class Localis(WordPress):
    name = "localis"
    title = "Localis"
    home = "https://www.localis.org.uk/"
    kind = "think-tank"
    evidence = "feed in a public source list, often empty by its note (2026)"
    weekly = 1
