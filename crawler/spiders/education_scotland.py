"""Education Scotland: inspectorate and support of schools in Scotland."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class EducationScotland(SourceSpider):
    name = "education-scotland"
    title = "Education Scotland"
    home = "https://education.gov.scot/"
    channels = (Listing("https://education.gov.scot/news-and-events/"),)
    kind = "regulator"
    nation = "Scotland"
    licence = "OGL-UK-3.0"
    match = r"/news(?:-and-events)?/(?!page)[\w-]{12,}$"
    evidence = "listing used by a public program; the articles' addresses are belief"
    weekly = 2
