"""LocalGov Drupal: the councils' common distribution, with a newsroom of its own."""

from typing import ClassVar

from crawler.systems.base import System


class LocalGovDrupal(System):
    """A council on LocalGov Drupal: listing at news, articles at news/<year>/<slug>, as the distribution sets them."""

    listings = ("news",)
    links = ".view--teasers article a, .news-article--teaser a, .localgov-newsroom-featured a"
    next = ".pager__item--next a"
    kind = "council newsroom"
    nation = "England"
    match = r"/news/\d{4}/[^/]+$"
    drop: ClassVar[tuple[str, ...]] = (
        ".localgov-alert-banner",
        ".news-article__metadata-item--categories",
        ".news-article__related-title",
        ".news-article__related-title ~ *",  # the teasers under "Related news"
        ".lgd-prev-next",
        ".field--name-localgov-news-related",
        ".block-localgov-news-search",
    )
    weekly = 8
