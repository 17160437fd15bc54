"""Education Scotland: inspectorate and support of schools in Scotland."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class EducationScotland(SourceSpider):
    name = "education-scotland"
    title = "Education Scotland"
    home = "https://education.gov.scot/"
    channels = (Listing("https://education.gov.scot/news/"),)
    kind = "regulator"
    nation = "Scotland"
    licence = "OGL-UK-3.0"
    match = "/news/[^/]+$"
    evidence = "addresses are belief"
    weekly = 2
