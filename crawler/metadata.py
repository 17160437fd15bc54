"""Title, byline and dates of a page, and where each came from: JSON-LD, then meta, then what a reader sees."""
# ruff: noqa: E501  one pattern, sentence or list a line

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawler import dates, names
from crawler.blocks import Block, Page

_ARTICLE = re.compile(r"(?:article|posting|report|newsarticle|story|review|webpage|analysis)$", re.I)
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
_BYLINE = re.compile(
    r"byline|by-line|creator|\bauthors?\b|author[-_]|[-_]author|\breporter\b|dateline|writer|contributor|amp-by|\bby\b"
)
_DATED = re.compile(r"\bdate|[-_]date|time|publish|posted|dateline|meta|byline")


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
    description: str = ""
    site: str = ""
    section: str = ""
    types: set[str] = field(default_factory=set)
    loose: bool = False  # the date told is not written as machines write dates
    locked: bool = False  # structured data says the article is not free


def structured(tree: Any) -> list[dict[str, Any]]:
    """The objects in a page's JSON-LD, in order, graphs opened."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            text = script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
            try:
                told = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                try:
                    told = json.loads(
                        re.sub(r",(\s*[}\]])", r"\1", re.sub(r"^\s*(?:/\*.*?\*/|//.*)\s*", "", text)), strict=False
                    )
                except (ValueError, RecursionError):
                    continue
            found += _objects(told)
    return found


def _objects(told: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(told, list):
        for entry in told[:200]:
            yield from _objects(entry, depth + 1)
    elif isinstance(told, dict):
        yield told
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(told.get(key), (list, dict)):
                yield from _objects(told[key], depth + 1)


def types(told: dict[str, Any]) -> set[str]:
    """An object's types, lower-case, without their vocabulary's address."""
    kinds = told.get("@type") or ()
    return {str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def metas(tree: Any) -> dict[str, list[str]]:
    """<meta> content by lower-case name, property or itemprop."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content.strip())
    return found


def told(tree: Any) -> Facts:
    """What structured data and meta elements say; what a reader sees comes later, from the blocks."""
    facts = Facts()
    given = metas(tree)
    objects = structured(tree)
    article = _article(objects)
    for entry in objects:
        facts.types |= types(entry)
    facts.description = _first(given, "og:description", "description", "twitter:description") or ""
    facts.site = _first(given, "og:site_name", "application-name") or _publisher(article)
    facts.section = " ".join(map(str, _listed(article.get("articleSection")))) or _first(given, "article:section") or ""
    facts.locked = str(article.get("isAccessibleForFree")).lower() == "false"
    facts.language = _language(tree, given)
    facts.canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    _dates(facts, article, given)
    facts.byline = _authors(article, given, facts.site)
    facts.title = _title(article, given, tree, facts.site)
    return facts


def _article(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The object that is the article: of the objects of an article's type, the one that says most."""
    fit = [entry for entry in objects if any(_ARTICLE.search(kind) for kind in types(entry))]
    weights = ("headline", "datePublished", "author", "articleBody", "dateModified")
    return max(fit, key=lambda entry: (sum(key in entry for key in weights), "webpage" not in types(entry)), default={})


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


def _authors(article: dict[str, Any], given: dict[str, list[str]], site: str) -> list[str]:
    found = names.people(article.get("author")) or names.people(article.get("creator"))
    if not found:
        found = next((got for key in _AUTHORS if (got := names.people(given.get(key, [])))), [])
    others = [name for name in found if name.lower() != site.lower()]
    return others or found


def _title(article: dict[str, Any], given: dict[str, list[str]], tree: Any, site: str) -> str | None:
    for value in (
        _first(given, "og:title"),
        article.get("headline"),
        _first(given, "twitter:title", "dc.title", "title"),
        _only_heading(tree),
        tree.findtext(".//title"),
    ):
        if isinstance(value, str) and (title := unsuffixed(_plain(value), site)):
            return title
    return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"</?[a-z]{1,6}[^<>]*>", "", html.unescape(text))).strip()


def _only_heading(tree: Any) -> str | None:
    """The text of the page's h1, where it has exactly one."""
    found = tree.findall(".//h1")
    return " ".join(" ".join(found[0].itertext()).split()) or None if len(found) == 1 else None


def unsuffixed(title: str, site: str) -> str:
    """A title without the site's name after (or before) a bar or a dash."""
    pieces = re.split(r"\s+[|–—·•»:-]\s+|\s*\|\s*", title)
    if len(pieces) < 2:
        return title
    letters = _letters(site)
    if letters and _letters(pieces[-1]) and (_letters(pieces[-1]) in letters or letters in _letters(pieces[-1])):
        return title[: title.rindex(pieces[-1])].rstrip(" |–—·•»:-")
    if "|" in title and len(pieces[0]) >= 15:
        return pieces[0].strip()
    return title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def visible(facts: Facts, page: Page, head: list[Block], tail: list[Block], around: list[Block]) -> None:
    """Fill what structured data left out from the lines around the headline, then from those below the story.

    Where neither dates the page, a date that stands alone among the lines `around` the story does, if there is but one.
    """
    seen = Facts(byline=[], title=facts.title)
    _time_elements(seen, page, head)
    for block in head:
        if seen.published and seen.byline:
            break
        _line(seen, block, page)
    below = [block for block in tail if len(block.text) < 200 and _BELOW.match(block.text)]
    for block in below:
        _line(seen, block, page)
    if not seen.published:
        _time_elements(seen, page, below)
    if not seen.published and not facts.published:
        _only_date(seen, page, around)
    if seen.published and (not facts.published or (facts.loose and _close(seen.published, facts.published))):
        facts.published, facts.published_from = seen.published, seen.published_from
    facts.modified = facts.modified or seen.modified
    if seen.byline and (not facts.byline or _owner(facts.byline, page, facts.site)):
        facts.byline = seen.byline


def _only_date(facts: Facts, page: Page, around: list[Block]) -> None:
    found = {}
    for block in around:
        told = (
            dates.seen(block.text)
            if len(block.text) < 60 and block.tag not in ("li", "tr", "td") and not block.linked
            else None
        )
        if told and told[2] - told[1] > len(block.text) * 0.6:
            element = page.nodes[block.node].element
            exact = next((at for time in element.iter("time") if (at := dates.iso(time.get("datetime")))), None)
            found[told[0][:10]] = exact or told[0]
    if len(found) == 1:
        facts.published, facts.published_from = next(iter(found.values())), "text"


_BELOW = re.compile(r"(?:first |last )?(?:published|posted|date|added|issued|release)\b", re.I)


def _close(one: str, other: str) -> bool:
    return one[:7] == other[:7]


def _owner(byline: list[str], page: Page, site: str) -> bool:
    """Whether the author told is the publisher: the site's name, or who holds the copyright at the foot of the page."""
    name = _letters(byline[0])
    if len(byline) > 1 or name == _letters(site):
        return len(byline) == 1
    foot = [
        block.text
        for block in page.blocks[-40:]
        if re.search(r"©|copyright|registered (?:charity|company)", block.text, re.I)
    ]
    return any(name in _letters(text) for text in foot)


def _line(facts: Facts, block: Block, page: Page) -> None:
    """A line near the headline: a date, a byline, or both."""
    text = block.text
    if len(text) > 200:
        return
    found = dates.seen(text)
    rest = text
    if found:
        rest = (text[: found[1]] + " " + text[found[2] :]).strip()
        labelled = re.match(r"(?:first |last )?(?:published|posted|updated|date|added|issued)\b", text, re.I)
        if not facts.published and (len(rest) < 80 or labelled or block.tag == "h1"):
            _date_line(facts, text)
    if not facts.byline and not block.heading:
        named = any(_BYLINE.search(node.names) for node in page.chain(block.node)[:3])
        person = re.sub(
            r"\b(?:published|posted|updated|on|at|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\d+[:.]?\d*\s?(?:am|pm|bst|gmt)?|[|,·•-]\s*$",
            " ",
            rest,
            flags=re.I,
        ).strip(" ,|·•-–—:")
        facts.byline = names.byline(person, sure=(bool(found) and len(rest) < 80) or named) or names.byline(rest)


def _date_line(facts: Facts, text: str) -> None:
    found = dates.seen(text)
    if found is None:
        return
    updated = re.search(r"\b(?:updated|modified|amended)\b", text[: found[1]], re.I)
    if updated and not re.search(r"\b(?:published|posted)\b", text[: found[1]], re.I):
        facts.modified = facts.modified or found[0]
        return
    facts.published, facts.published_from = found[0], "text"


def _time_elements(facts: Facts, page: Page, head: list[Block]) -> None:
    """<time datetime> near the headline: published, unless the words before it say updated."""
    label = ""
    for block in head:
        label = block.text if len(block.text) < 200 else ""
        element = page.nodes[block.node].element
        if element is None or len(block.text) > 200:
            continue
        before = element.getprevious()
        label = (
            " ".join("".join(before.itertext()).split())[:40] + " " + label
            if before is not None and before.tag == "dt"
            else label
        )
        for number, time in enumerate(element.iter("time")):
            found = dates.iso(time.get("datetime"))
            if not found:
                continue
            updated = re.search(r"\b(?:updated|modified|amended)\b", label, re.I)
            if (updated and not re.search(r"\b(?:published|posted)\b", label, re.I)) or (number and updated):
                facts.modified = facts.modified or found
            elif not facts.published:
                facts.published, facts.published_from = found, "time"
            if number:
                break
