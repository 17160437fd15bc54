"""LGIU: policy briefings and comment for councils."""

from crawler.systems.wordpress import WordPress


class LocalGovernmentInformationUnit(WordPress):
    name = "lgiu"
    title = "LGIU"
    home = "https://lgiu.org/"
    kind = "think-tank"
    match = "/(?:blog-article|press-release|publication|news)/[^/]+$"
    evidence = "a blog page read; the feed is belief; briefings are for members"
    example = "https://lgiu.org/blog-article/budget-2023-a-revolution-in-childcare/"
    weekly = 5
