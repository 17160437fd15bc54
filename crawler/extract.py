"""Body → draft: the one pure function behind a live crawl, an import, a saved file and a re-run over the archive."""

from typing import Any

import trafilatura
from lxml import html as lxml_html

from models.draft import Draft, Refused


def extract(
    body: bytes,
    url: str | None = None,
    drop: tuple[str, ...] = (),
    content_type: str | None = None,
    hint: dict[str, Any] | None = None,
    memory: dict[str, Any] | None = None,
) -> Draft:
    """The article on a page.

    `drop` is the source's own CSS of what is never the story, `hint` what its channel told of the page (title,
    published, modified), `memory` the source's template memory. Raises Refused where there is no article.
    """
    if not body.strip():
        raise Refused("empty", "the body has no bytes")
    tree = trafilatura.load_html(body)
    if tree is None:
        raise Refused("not-html", "no HTML could be parsed")
    for selector in drop:
        for node in tree.cssselect(selector):
            node.drop_tree() if isinstance(node, lxml_html.HtmlElement) else node.getparent().remove(node)
    found: Any = trafilatura.bare_extraction(
        tree, url=url, favor_precision=True, with_metadata=True, include_comments=False
    )
    if found is None or not (found.text or "").strip():
        raise Refused("no-text", "no article text on the page")
    return Draft(
        url=url,
        canonical_url=url,
        title=found.title,
        byline=[name.strip() for name in (found.author or "").split(";") if name.strip()],
        published=found.date,
        published_from="htmldate" if found.date else None,
        text=found.text.replace("\n", "\n\n"),
    )


def extract_text(text: str, url: str | None = None) -> Draft:
    """The story in a plain-text document, through the same line-level layers. Raises Refused where there is none."""
    if not text.strip():
        raise Refused("empty", "the text has no characters")
    return Draft(url=url, canonical_url=url, text=text.strip())
