"""PressPage: hosted newsrooms, many of them councils'."""

from typing import ClassVar

from crawler.systems.base import System


class PressPage(System):
    """A PressPage newsroom: a feed at feed/en, prose in .ppmodule_textblock."""

    feeds = ("feed/en",)
    kind = "council newsroom"
    nation = "England"
    match = r"^https://[^/]+/(?!(?:tag|tagfeed|feed|media|contacts?|search)(?:/|$))[\w%-]+$"
    drop: ClassVar[tuple[str, ...]] = (
        ".gallery_thumbnail_single",
        "[class^='ppmodule_related']",
        "[class^='ppmodule_share']",
        "[class^='ppmodule_contact']",
        ".ppmodule_boilerplate",
    )
    weekly = 8
