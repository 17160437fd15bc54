"""UNISON: the largest union of council workers."""

from crawler.systems.wordpress import WordPress


class Unison(WordPress):
    name = "unison"
    title = "UNISON"
    home = "https://www.unison.org.uk/"
    kind = "union"
    match = r"/news/(?:[\w-]+/)*\d{4}/\d{2}/[^/]+$"
    evidence = "an article seen at an address of this shape, uploads show WordPress; the feed is belief"
    example = (
        "https://www.unison.org.uk/news/press-release/2023/03/unison-to-suspend-strike-to-enter-nhs-pay-talks"
        "-with-government/"
    )
    weekly = 12
