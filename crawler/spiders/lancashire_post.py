"""Lancashire Post: Preston and Lancashire."""

from crawler.systems.national_world import NationalWorld


class LancashirePost(NationalWorld):
    name = "lancashire-post"
    title = "Lancashire Post"
    home = "https://www.lep.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
    example = (
        "https://www.lep.co.uk/news/politics/reform-uk-hails-lancashire-county-councils-lowest-council-tax-"
        "rise-in-12-years-amid-broken-promises-claim-5475966"
    )
