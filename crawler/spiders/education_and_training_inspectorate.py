"""Education and Training Inspectorate: schools in Northern Ireland."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class EducationAndTrainingInspectorate(SourceSpider):
    name = "education-and-training-inspectorate"
    title = "Education and Training Inspectorate"
    home = "https://www.etini.gov.uk/"
    channels = (Listing("https://www.etini.gov.uk/news"),)
    kind = "regulator"
    nation = "Northern Ireland"
    licence = "OGL-UK-3.0"
    match = "/news/[^/]+$"
    evidence = "addresses are belief"
    weekly = 1
