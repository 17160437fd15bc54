"""Public Finance: money of councils and government, published by the accountants of CIPFA."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class PublicFinance(SourceSpider):
    name = "public-finance"
    title = "Public Finance"
    home = "https://www.publicfinance.co.uk/"
    channels = (Feed("https://www.publicfinance.co.uk/rss.xml"),)
    kind = "trade press"
    match = r"/(?:news|analysis|opinion|feature|interview)/\d{4}/\d{2}/[^/]+$"
    drop = (".field--name-field-related-content", ".social-media-sharing")
    evidence = "feed in a public feed list (2026), articles read"
    example = "https://www.publicfinance.co.uk/analysis/2026/01/machinery-government-albanias-new-ai-powered-minister"
    weekly = 12
