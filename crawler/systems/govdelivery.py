"""GovDelivery: e-mail bulletins that councils also publish as pages."""

from typing import Any, ClassVar

from crawler.systems.base import System


class GovDelivery(System):
    """A council's bulletins; `account` is its code in their addresses. One host serves every account."""

    account: ClassVar[str]
    listings = ("bulletins",)
    links = "a[href*='/bulletins/']"
    kind = "council newsroom"
    nation = "England"
    drop: ClassVar[tuple[str, ...]] = (
        ".bulletin_footer",
        ".govd_hr",
        ".gd_share",
        "#gd_sharing_buttons",
        ".subscribe_to_updates",
    )
    weekly = 3

    def __init_subclass__(cls, **rest: Any) -> None:
        if "account" in vars(cls):
            cls.home = f"https://content.govdelivery.com/accounts/{cls.account}/"
            cls.match = rf"/accounts/{cls.account}/bulletins/[0-9a-f]{{5,}}$"
        super().__init_subclass__(**rest)
