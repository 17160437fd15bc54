"""Mark Allen Group: its children's and education titles share one system and one registration wall."""

from typing import ClassVar

from crawler.systems.base import System


class MarkAllen(System):
    """A Mark Allen title; the shape of its addresses changed three times, and all three are still linked."""

    listings = ("news",)
    links = "a[href]"
    kind = "trade press"
    nation = "England"
    access = "registration"
    match = r"/content/(?:news|analysis|features|opinion)/[^/]+$|/news/article/[^/]+$|/cyp/news/\d+"
    drop: ClassVar[tuple[str, ...]] = (".addthis_toolbox",)  # the wall itself stays, so that it can be told as one
