"""How a source is entered: feeds, sitemaps and listing pages. Each kind reads a body into entries."""

from crawler.channels.base import Channel, Entry, Found
from crawler.channels.feed import Feed
from crawler.channels.listing import Listing
from crawler.channels.sitemap import Sitemap

KINDS: dict[str, type[Channel]] = {"feed": Feed, "sitemap": Sitemap, "listing": Listing}

__all__ = ["KINDS", "Channel", "Entry", "Feed", "Found", "Listing", "Sitemap"]
