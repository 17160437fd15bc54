"""Title, byline and dates of a page, and where each came from: JSON-LD, then meta, then what a reader sees."""
# ruff: noqa: E501  one pattern, sentence or list a line

import re
from dataclasses import dataclass, field
from typing import Any

from crawler import dates, names, structured
from crawler.titles import title

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished", "date.published", "dcterms.created", "dc.date.issued",
    "dcterms.issued", "dcterms.date", "dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "publish_date", "cxenseparse:recs:publishtime",
    "article.published", "published-date", "article:post_date", "article_date_original", "displaydate", "originalpublicationdate", "citation_publication_date", "bt:pubdate", "rnews:datepublished", "date", "article-published", "govuk:first-published-at",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article.updated",
    "revision_date",
    "govuk:public-updated-at",
)
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "article.author",
    "authors",
    "cxenseparse:author",
    "dc.contributor",
)


@dataclass
class Facts:
    """What a page says of itself."""

    title: str | None = None
    byline: list[str] = field(default_factory=list)
    published: str | None = None
    modified: str | None = None
    published_from: str | None = None
    canonical: str | None = None
    language: str | None = None
    site: str = ""
    section: str = ""
    body: str = ""  # the text as structured data has it
    types: set[str] = field(default_factory=set)
    loose: bool = False  # the date told is not written as machines write dates
    locked: bool = False  # structured data says the article is not free


def told(tree: Any) -> Facts:
    """What structured data and meta elements say; what a reader sees comes later, from the blocks."""
    facts = Facts()
    given = structured.metas(tree)
    objects = structured.objects(tree)
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    article = structured.article(objects, canonical)
    for entry in objects:
        facts.types |= structured.types(entry)
    facts.site = _first(given, "og:site_name", "application-name") or _publisher(article)
    facts.section = " ".join(map(str, _listed(article.get("articleSection")))) or _first(given, "article:section") or ""
    facts.locked = str(article.get("isAccessibleForFree")).lower() == "false"
    facts.language = _language(tree, given)
    facts.canonical = canonical
    facts.body = str(article.get("articleBody") or "")
    _dates(facts, article, given)
    facts.byline = _authors(article, given, facts.site)
    cards = [_first(given, "og:title"), _first(given, "twitter:title", "dc.title", "title")]
    headings = [" ".join(" ".join(one.itertext()).split()) for one in tree.iter("h1")]
    facts.title = title(cards, article.get("headline"), headings, tree.findtext(".//title"), facts.site)
    return facts


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _publisher(article: dict[str, Any]) -> str:
    publisher = article.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name if isinstance(name, str) else ""


def _first(given: dict[str, list[str]], *keys: str) -> str | None:
    return next((given[key][0] for key in keys if key in given), None)


def _language(tree: Any, given: dict[str, list[str]]) -> str | None:
    value = (
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or _first(given, "og:locale", "content-language", "language", "dc.language")
    )
    code = re.match(r"[a-z]{2,3}\b", (value or "").lower().replace("_", "-"))
    return code[0] if code else None


def _dates(facts: Facts, article: dict[str, Any], given: dict[str, list[str]]) -> None:
    by_object = dates.iso(article.get("datePublished")) or dates.iso(article.get("dateCreated"))
    by_meta = next((found for key in _PUBLISHED for value in given.get(key, ()) if (found := dates.iso(value))), None)
    facts.published = dates.finer(by_object, by_meta)
    facts.published_from = None if not facts.published else "json-ld" if facts.published == by_object else "meta"
    given_date = str(article.get("datePublished") or "")
    facts.loose = facts.published_from == "json-ld" and not re.match(r"\d{4}-\d\d", given_date.strip())
    changed = dates.iso(article.get("dateModified"))
    changed_meta = next(
        (found for key in _MODIFIED for value in given.get(key, ()) if (found := dates.iso(value))), None
    )
    facts.modified = dates.finer(changed, changed_meta)
    if facts.published and facts.modified and facts.modified[:10] < facts.published[:10]:
        facts.modified = None  # nothing is changed before it is there


def _authors(article: dict[str, Any], given: dict[str, list[str]], site: str) -> list[str]:
    found = names.people(article.get("author")) or names.people(article.get("creator"))
    if not found:
        found = next((got for key in _AUTHORS if (got := names.people(given.get(key, [])))), [])
    others = [name for name in found if name.lower() != site.lower()]
    return others or found
