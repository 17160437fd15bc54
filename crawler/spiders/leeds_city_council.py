"""Leeds City Council: newsroom."""

from crawler.systems.prgloo import Prgloo


class LeedsCityCouncil(Prgloo):
    name = "leeds-city-council"
    title = "Leeds City Council"
    home = "https://news.leeds.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020), articles read (2026)"
    example = (
        "https://news.leeds.gov.uk/news/next-phase-of-low-carbon-heat-network-set-to-reach-thousands-more-residents"
    )
    weekly = 12
