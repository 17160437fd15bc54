"""Audit Wales: auditors of every public body in Wales."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class AuditWales(SourceSpider):
    name = "audit-wales"
    title = "Audit Wales"
    home = "https://www.audit.wales/"
    channels = (Feed("https://www.audit.wales/rss.xml"),)
    kind = "audit"
    nation = "Wales"
    match = "/(?:news|publication|press-release)/[^/]+$"
    evidence = "feed used by a public program (2026)"
    weekly = 2
