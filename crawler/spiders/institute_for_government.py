"""Institute for Government: how government works."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class InstituteForGovernment(SourceSpider):
    name = "institute-for-government"
    title = "Institute for Government"
    home = "https://www.instituteforgovernment.org.uk/"
    channels = (Feed("https://www.instituteforgovernment.org.uk/rss.xml"),)
    kind = "think-tank"
    match = r"/(?:comment|publication|press-release|explainer|article/[\w-]+)/[^/]+$"
    evidence = "feed in three public feed lists (2026), another has /rss, one found it dead"
    example = "https://www.instituteforgovernment.org.uk/comment/yvette-cooper-andy-burnham-nhs-england"
    weekly = 8
