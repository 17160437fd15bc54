"""Ofsted: announcements of the schools and children's services inspectorate."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class Ofsted(SourceSpider):
    name = "ofsted"
    title = "Ofsted"
    home = "https://www.gov.uk/government/organisations/ofsted"
    channels = (Feed("https://www.gov.uk/government/organisations/ofsted.atom"),)
    kind = "regulator"
    nation = "England"
    licence = "OGL-UK-3.0"
    drop = (".gem-c-feedback",)  # "Is this page useful?" closes every page
    weekly = 5
