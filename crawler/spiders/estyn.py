"""Estyn: inspectorate of education in Wales."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class Estyn(SourceSpider):
    name = "estyn"
    title = "Estyn"
    home = "https://estyn.gov.wales/"
    channels = (Listing("https://estyn.gov.wales/news/"),)
    kind = "regulator"
    nation = "Wales"
    match = r"^https://(?:www\.)?estyn\.gov\.wales/news/[^/]+$"
    evidence = "reports read, same host; the listing is belief; its licence is OGL by belief only"
    weekly = 2
