"""The Yorkshire Post: Yorkshire."""

from crawler.systems.national_world import NationalWorld


class YorkshirePost(NationalWorld):
    name = "yorkshire-post"
    title = "The Yorkshire Post"
    home = "https://www.yorkshirepost.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
    example = (
        "https://www.yorkshirepost.co.uk/news/transport/brand-new-ps8m-yorkshire-road-dug-up-weeks-later-due-"
        "to-gas-leak-4166980"
    )
