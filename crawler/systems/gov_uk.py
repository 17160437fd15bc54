"""GOV.UK: every department and agency publishes through it; only its slug differs."""

from typing import Any, ClassVar

from crawler.channels import Feed
from crawler.systems.base import System

SITE = "https://www.gov.uk/government/"
NEWS = r"^https://www\.gov\.uk/government/(?:news|speeches)/[^/]+$"
DOCUMENTS = r"^https://www\.gov\.uk/government/(?:news|speeches|publications|statistics|consultations)/[^/]+$"


class GovUk(System):
    """An organisation on GOV.UK: `organisation` is the last part of its page's address.

    Its own feed tells of everything but holds only the last twenty; on a busy day news falls off its end, so the
    news search's feed is read, too. Publications are worth reading where notices and directions are published so
    (`match = DOCUMENTS`).
    """

    organisation: ClassVar[str]
    kind = "government"
    nation = "England"
    licence = "OGL-UK-3.0"
    match = NEWS
    drop: ClassVar[tuple[str, ...]] = (
        ".gem-c-feedback",  # "Is this page useful?" closes every page
        ".gem-c-print-link",
        ".gem-c-share-links",
        ".gem-c-metadata",  # dates stand in the page's <meta>, too
        ".gem-c-published-dates",
        ".gem-c-related-navigation",
        ".gem-c-contextual-sidebar",
        ".gem-c-contextual-footer",
        ".gem-c-contextual-breadcrumbs",
        ".gem-c-single-page-notification-button",
        ".gem-c-cookie-banner",
        ".gem-c-translation-nav",
        ".full-publication-update-history",
    )

    def __init_subclass__(cls, **rest: Any) -> None:
        if "organisation" in vars(cls):
            cls.home = f"{SITE}organisations/{cls.organisation}"
            cls.channels = (
                Feed(f"{cls.home}.atom"),
                Feed(f"https://www.gov.uk/search/news-and-communications.atom?organisations%5B%5D={cls.organisation}"),
            )
        super().__init_subclass__(**rest)
