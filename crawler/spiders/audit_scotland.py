"""Audit Scotland and the Accounts Commission: auditors of Scottish councils."""

from crawler.channels import Listing
from crawler.spider import SourceSpider


class AuditScotland(SourceSpider):
    name = "audit-scotland"
    title = "Audit Scotland"
    home = "https://audit.scot/"
    channels = (Listing("https://audit.scot/news"),)
    kind = "audit"
    nation = "Scotland"
    match = r"^https://(?:www\.)?audit\.scot/news/[^/]+$"
    evidence = "listing and articles used by public programs (2026)"
    example = "https://audit.scot/news/cyber-attack-on-comhairle-nan-eilean-siar-highlights-risks-to-all-councils"
    weekly = 2
