"""Cotswold District Council: newsroom."""

from crawler.systems.prgloo import Prgloo


class CotswoldDistrictCouncil(Prgloo):
    name = "cotswold-district-council"
    title = "Cotswold District Council"
    home = "https://news.cotswold.gov.uk/"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 3
