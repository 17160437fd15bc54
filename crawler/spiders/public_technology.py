"""PublicTechnology: digital government, central and local."""

from crawler.systems.wordpress import WordPress


class PublicTechnology(WordPress):
    name = "public-technology"
    title = "PublicTechnology"
    home = "https://www.publictechnology.net/"
    kind = "trade press"
    verified = "2026-09-08: ten entries, by a public register of checked feeds"
    weekly = 15
