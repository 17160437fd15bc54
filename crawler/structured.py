"""What a page tells machines: the objects of its JSON-LD, and its <meta> elements."""

import json
import re
from collections.abc import Iterator
from typing import Any

_ARTICLE = re.compile(r"(?:article|posting|report|newsarticle|story|review|webpage|analysis)$", re.I)
_NOTE = re.compile(r"^\s*(?:/\*.*?\*/|//.*)\s*")


def objects(tree: Any) -> list[dict[str, Any]]:
    """The objects in a page's JSON-LD, in order, graphs opened."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            text = script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
            found += _objects(_loaded(text) or _loaded(re.sub(r",(\s*[}\]])", r"\1", _NOTE.sub("", text))))
    return found


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


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


def article(told: list[dict[str, Any]], address: str | None = None) -> dict[str, Any]:
    """The object that is the article: of the objects of an article's type, the page's own, that which says most."""
    fit = [entry for entry in told if any(_ARTICLE.search(kind) for kind in types(entry))]
    weights = ("headline", "datePublished", "author", "articleBody", "dateModified")
    path = (address or "").split("://")[-1].partition("/")[2].strip("/")

    def worth(entry: dict[str, Any]) -> tuple[bool, int, bool]:
        own = bool(path) and any(path in str(entry.get(key)) for key in ("url", "@id", "mainEntityOfPage"))
        return own and "headline" in entry, sum(key in entry for key in weights), "webpage" not in types(entry)

    return max(fit, key=worth, default={})
