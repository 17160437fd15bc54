"""The columns of CSV files; docs/api.md documents each, and a test holds the two together."""

from collections.abc import Callable, Mapping
from typing import Any

from api.assemble import View

Column = Callable[[View], Any]


def _plain(name: str) -> Column:
    return lambda view: view.get(name)


def _joined(name: str, part: str) -> Column:
    return lambda view: "; ".join(str(one[part]) for one in view[name])


def told(one: View) -> str:
    """A judgement in a cell: who, area, grade, and whether it is news now."""
    now = "now" if one["is_current"] else "background"
    return f"{one['inspectorate']} {one['area']}: {one['grade'] or 'not stated'} ({now})"


ARTICLES: Mapping[str, Column] = {
    "id": _plain("id"),
    "url": _plain("url"),
    "title": _plain("title"),
    "byline": lambda view: "; ".join(view["byline"]),
    "published": _plain("published"),
    "first_seen": _plain("first_seen"),
    "updated": _plain("updated"),
    "source": _plain("source"),
    "kind": _plain("kind"),
    "access": _plain("access"),
    "language": _plain("language"),
    "story": _plain("story"),
    "failing_now": lambda view: str(view["failing_now"]).lower(),
    "tags": _joined("tags", "tag"),
    "authorities": lambda view: "; ".join(one["gss"] for one in view["authorities"] if one["role"] == "subject"),
    "authority_names": lambda view: "; ".join(one["name"] for one in view["authorities"] if one["role"] == "subject"),
    "judgements": lambda view: "; ".join(told(one) for one in view["judgements"]),
    "excerpt": _plain("excerpt"),
}
STORIES: Mapping[str, Column] = {
    "id": _plain("id"),
    "title": _plain("title"),
    "first_seen": _plain("first_seen"),
    "updated": _plain("updated"),
    "sources": lambda view: "; ".join(view["sources"]),
    "articles": lambda view: len(view["articles"]),
    "tags": _joined("tags", "tag"),
    "authorities": lambda view: "; ".join(one["gss"] for one in view["authorities"] if one["role"] == "subject"),
    "judgements": lambda view: "; ".join(told(one) for one in view["judgements"]),
    "url": lambda view: view["articles"][0]["url"] if view["articles"] else None,
}
JUDGEMENTS: Mapping[str, Column] = {
    "id": _plain("id"),
    "gss": lambda view: view["authority"]["gss"],
    "authority": lambda view: view["authority"]["name"],
    **{
        name: _plain(name)
        for name in (
            *("body", "inspectorate", "framework", "area", "grade", "previous_grade", "direction"),
            *("inspection_start", "inspection_end", "publication_date"),
        )
    },
    "is_current": lambda view: str(view["is_current"]).lower(),
    "bottom": lambda view: str(view["bottom"]).lower(),
    "probability": _plain("probability"),
    "evidence": lambda view: view["evidence"]["text"] if view["evidence"] else None,
    "article": lambda view: view["article"]["id"],
    "title": lambda view: view["article"]["title"],
    "url": lambda view: view["article"]["url"],
    "source": lambda view: view["article"]["source"],
    "published": lambda view: view["article"]["published"],
    "first_seen": lambda view: view["article"]["first_seen"],
    "story": _plain("story"),
}
EVENTS: Mapping[str, Column] = {
    "id": _plain("id"),
    "gss": lambda view: view["authority"]["gss"],
    "authority": lambda view: view["authority"]["name"],
    "region": _plain("region"),
    "inspectorate": _plain("inspectorate"),
    "grades": lambda view: "; ".join(f"{area}: {grade}" for area, grade in view["grades"].items()),
    "previous_grade": _plain("previous_grade"),
    "direction": _plain("direction"),
    "published": _plain("published"),
    "first_seen": _plain("first_seen"),
    "evidence": lambda view: view["evidence"]["text"] if view["evidence"] else None,
    "report_url": _plain("report_url"),
    "register": lambda view: view["register"]["status"],
    "articles": lambda view: len(view["articles"]),
    "url": lambda view: view["articles"][0]["url"],
}

CHANGES: Mapping[str, Column] = {name: _plain(name) for name in ("id", "source", "title", "state", "reason", "at")}
