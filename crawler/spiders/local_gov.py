"""LocalGov: daily news for local government officers."""

from crawler.systems.hemming import Hemming


class LocalGov(Hemming):
    name = "localgov"
    title = "LocalGov"
    home = "https://www.localgov.co.uk/"
    evidence = "feed at /rss in four public feed lists (2026), articles read; the listing is belief"
    example = "https://www.localgov.co.uk/Local-Elections-2026-Results-show-Reform-surge-and-Labour-losses/64328"
    weekly = 30
