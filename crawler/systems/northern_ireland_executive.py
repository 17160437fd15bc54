"""Northern Ireland Executive: its departments share one Drupal and one way of naming their feeds."""

from typing import Any, ClassVar

from crawler.systems.base import System


class NorthernIrelandExecutive(System):
    """A department at <department>-ni.gov.uk, with a feed at news/feed/<department>."""

    department: ClassVar[str]
    kind = "government"
    nation = "Northern Ireland"
    licence = "OGL-UK-3.0"
    match = r"/news/[^/]+$"
    drop: ClassVar[tuple[str, ...]] = (".social-sharing", ".block-nicsdru-related")
    weekly = 10

    def __init_subclass__(cls, **rest: Any) -> None:
        if "department" in vars(cls):
            cls.home = f"https://www.{cls.department}-ni.gov.uk/"
            cls.feeds = (f"news/feed/{cls.department}",)
        super().__init_subclass__(**rest)
