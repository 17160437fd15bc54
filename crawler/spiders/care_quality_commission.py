"""Care Quality Commission: assessments of councils and care providers."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class CareQualityCommission(SourceSpider):
    name = "care-quality-commission"
    title = "Care Quality Commission"
    home = "https://www.cqc.org.uk/"
    channels = (Listing("https://www.cqc.org.uk/news", links="main a"),)
    kind = "regulator"
    nation = "England"
    match = r"/news/(?:releases/)?[\w-]{15,}$"
    drop = (".cqc-feedback", ".print-links")
    evidence = (
        "listing and article addresses used by three public programs (2026); no feed; its licence is OGL by belief only"
    )
    example = "https://www.cqc.org.uk/news/releases/northamptonshire-gp-practices-inspection-results"
    weekly = 12
