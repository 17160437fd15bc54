"""What is true of every demo story, so that tests can compare extraction and tagging with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from demo.content import SITES, Article, Expected, articles


@dataclass(frozen=True)
class Truth:
    """One story: where it stands, what its text is, what should be made of it."""

    site: str
    path: str
    slug: str
    title: str
    byline: tuple[str, ...]  # as a page gives it: empty where the page names nobody
    published: datetime | None  # as page, feed or sitemap give it: None where none does
    published_on_page: bool
    modified: datetime | None
    paragraphs: tuple[str, ...]  # paragraphs, quotes and list items, in order, as plain text
    subheads: tuple[str, ...]
    rows: tuple[str, ...]  # table rows, cells parted by " | "
    optional: tuple[str, ...]  # shown on the page; may stand in a clean text or not
    kind: str
    access: str
    cut: bool  # the text ends at the wall
    edition: int
    expect: Expected


def truth(edition: int = 1) -> Iterator[Truth]:
    """Every story of an edition, site by site, newest first; withdrawn ones left out."""
    for site in SITES:
        yield from (told(article) for article in articles(site, edition))


def told(article: Article) -> Truth:
    """The truth of one story."""
    plain = [(block.kind, block.plain) for block in article.blocks]
    dated = article.show_date or article.feed_date
    return Truth(
        site=article.site,
        path=article.path,
        slug=article.slug,
        title=article.title,
        byline=article.byline if article.show_date else (),
        published=article.published if dated else None,
        published_on_page=article.show_date and article.published is not None,
        modified=article.modified if article.show_date else None,
        paragraphs=tuple(text for kind, text in plain if kind in ("paragraph", "quote", "item")),
        subheads=tuple(text for kind, text in plain if kind == "subhead"),
        rows=tuple(" | ".join(block.cells) for block in article.blocks if block.kind == "row"),
        optional=tuple(text for text in (article.standfirst, article.label, article.caption) if text),
        kind=article.kind,
        access=article.access,
        cut=article.cut,
        edition=article.edition,
        expect=article.expect,
    )
