"""Welsh Government: press notices and written statements."""

from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class WelshGovernment(SourceSpider):
    name = "welsh-government"
    title = "Welsh Government"
    home = "https://www.gov.wales/"
    channels = (
        Feed("https://www.gov.wales/announcements/rss"),
        Listing("https://media.service.gov.wales/news", links="h2 a, h3 a, article a"),
    )
    kind = "government"
    nation = "Wales"
    licence = "OGL-UK-3.0"
    match = r"^https://(?:www\.gov\.wales|media\.service\.gov\.wales/news)/[^/]+$"
    drop = (".announcement-item__share", "#share-this", ".report-problem")
    verified = (
        "2026-09-18: valid, with entries of that week, by a public register of checked feeds; the newsroom "
        "listing answered on 2026-08-19"
    )
    example = "https://media.service.gov.wales/news/nhs-dental-charges-in-wales-to-increase-from-april"
    weekly = 40
