"""System: a spider that knows its channels from its home, because every site of the system has them there."""

from typing import Any, ClassVar
from urllib.parse import urljoin

from crawler.channels import Channel, Feed, Listing, Sitemap
from crawler.spider import SourceSpider


class System(SourceSpider):
    """What the sites of one publishing system share.

    `feeds`, `listings` and `sitemaps` are paths joined to a site's `home`. A site whose channels stand elsewhere
    declares `channels` itself. What a site's file puts into `drop` is added to what its system drops.
    """

    name: str = ""  # a system is no source: only the classes that give a name are
    feeds: ClassVar[tuple[str, ...]] = ()
    listings: ClassVar[tuple[str, ...]] = ()
    sitemaps: ClassVar[tuple[str, ...]] = ()
    links: ClassVar[str] = Listing.links  # CSS of the links to articles on a listing page
    next: ClassVar[str] = Listing.next  # CSS of the link to a listing's next page

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        own = vars(cls)
        if "drop" in own:
            inherited = [selector for parent in cls.__mro__[1:] for selector in getattr(parent, "drop", ())]
            cls.drop = tuple(dict.fromkeys([*inherited, *own["drop"]]))
        if "home" in own and "channels" not in own:
            cls.channels = cls.entrances()

    @classmethod
    def entrances(cls) -> tuple[Channel, ...]:
        """The channels that a site of this system has."""
        return (
            *(Feed(urljoin(cls.home, path)) for path in cls.feeds),
            *(Sitemap(urljoin(cls.home, path), match=cls.match) for path in cls.sitemaps),
            *(Listing(urljoin(cls.home, path), links=cls.links, next=cls.next) for path in cls.listings),
        )
