"""Brighton & Hove City Council: news."""

from crawler.systems.local_gov_drupal import LocalGovDrupal


class BrightonAndHoveCityCouncil(LocalGovDrupal):
    name = "brighton-and-hove-city-council"
    title = "Brighton & Hove City Council"
    home = "https://www.brighton-hove.gov.uk/"
    evidence = "articles read at addresses of this system; the listing has its standard form"
    example = "https://www.brighton-hove.gov.uk/news/2023/hundreds-council-homes-switch-solar-power"
    weekly = 10
