"""Local Government and Social Care Ombudsman: reports against councils."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class LocalGovernmentAndSocialCareOmbudsman(SourceSpider):
    name = "local-government-ombudsman"
    title = "Local Government and Social Care Ombudsman"
    home = "https://www.lgo.org.uk/"
    channels = (Listing("https://www.lgo.org.uk/information-centre/news", links="main a"),)
    kind = "regulator"
    nation = "England"
    match = r"/information-centre/news/\d{4}/[\w-]+/[^/]+$"
    evidence = "decisions read; the news listing and its addresses are belief"
    weekly = 2
