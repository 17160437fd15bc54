"""The search page: results, facets that count without their own filter, and the same search as a feed."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from pydantic import ValidationError
from starlette.responses import Response

from api import assemble, cursor, formats, grammar, lists
from api.assemble import View
from api.feeds import TYPES
from api.html import page
from api.lists import Slice
from api.parameters import FILTERS, ArticlesAsked
from api.problems import Problem, nearest
from api.reading import Reader, reading
from models.identity import tracks

PAGE = 20
SHOWN = 12  # values of one facet
TITLES = {
    "tag": "Tags",
    "source": "Sources",
    "kind": "Kinds",
    "authority": "Councils",
    "region": "Regions",
    "grade": "Grades",
    "inspectorate": "Inspectorates",
}
Pairs = list[tuple[str, str]]


def search_page(request: Request) -> Response:
    """What fits, or what is wrong with the query and the nearest right word."""
    known = ArticlesAsked.model_fields
    given = [(name, value) for name, value in parse_qsl(request.url.query) if value.strip()]
    pairs = [(name, value) for name, value in given if name in known or not tracks(name)]  # a link that was shared
    problem: Problem | None = None
    found, views, facets = Slice([]), list[View](), list[Any]()
    asked = ArticlesAsked.model_validate({})
    try:
        asked = _asked(pairs)
        node = asked.node()
        place = cursor.read(asked.cursor, asked.sort)
        with reading(request) as reader:
            found = lists.articles(reader, node, asked.sort, PAGE, place)
            views = assemble.articles(reader, found.ids)
            marked = lists.snippets(reader, node, found.ids, asked.sort)
            for view in views:
                view["snippet"] = marked.get(view["id"])
            facets = [(TITLES[name], _facet(reader, node, name, pairs)) for name in lists.FACETS]
    except Problem as fault:
        problem = fault
    query = urlencode([(n, v) for n, v in pairs if n not in ("cursor", "sort", "limit")])
    return page(
        request,
        "search.html",
        422 if problem else 200,
        q=dict(pairs).get("q", ""),
        path="/search",
        heading=f"Search: {asked.q}" if asked.q else "Search",
        problem=problem,
        articles=views,
        facets=facets,
        chosen=[(n, v, _href(_without(pairs, n, v))) for n, v in pairs if n in FILTERS or n in _SINGLE],
        orders=[(name, _href(_set(pairs, "sort", name)), asked.sort == name) for name in ("newest", "relevance")],
        formats=[(name, f"/v1/articles.{name}" + (f"?{query}" if query else "")) for name in formats.FORMATS],
        feeds=[
            (f"Councilwire: {asked.q or 'this search'}", f"/v1/articles.{name}" + (f"?{query}" if query else ""), kind)
            for name, kind in TYPES.items()
        ],
        help=list(grammar.FIELDS.items()),
        next=_turned(pairs, found.next),
        prev=_turned(pairs, found.prev),
    )


_SINGLE = ("after", "before", "since", "current", "failing")


def _asked(pairs: Pairs) -> ArticlesAsked:
    """The parameters of an address, as the API reads them. Raises Problem."""
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name not in ArticlesAsked.model_fields:
            near = nearest(name, ArticlesAsked.model_fields)
            detail = f"Did you mean '{near}'?" if near else None
            raise Problem(422, "unknown-parameter", f"There is no parameter '{name[:80]}'.", detail)
        if name in FILTERS:
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    try:
        return ArticlesAsked.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise Problem(422, "bad-value", f"'{first['loc'][0]}': {first['msg']}.") from error


def _facet(reader: Reader, node: Any, name: str, pairs: Pairs) -> list[tuple[str, str, int, bool]]:
    known = reader.vocabulary
    names: dict[str, str] = dict({"tag": known.tags, "source": known.sources}.get(name, {}))
    values = []
    for value, count in lists.facet(reader, node, name, SHOWN):
        council = known.councils.get(value) if name == "authority" else None
        title = council.short_name if council else names.get(value, value)
        title = title.replace("-", " ").capitalize() if name in ("kind", "grade") else title
        on = (name, value) in pairs
        href = _href(_without(pairs, name, value) if on else [*_plain(pairs), (name, value)])
        values.append((title, href, count, on))
    return values


def _plain(pairs: Pairs) -> Pairs:
    return [(name, value) for name, value in pairs if name != "cursor"]


def _without(pairs: Pairs, name: str, value: str) -> Pairs:
    return [pair for pair in _plain(pairs) if pair != (name, value)]


def _set(pairs: Pairs, name: str, value: str) -> Pairs:
    return [*(pair for pair in _plain(pairs) if pair[0] != name), (name, value)]


def _href(pairs: Pairs) -> str:
    return "/search" + (f"?{urlencode(pairs)}" if pairs else "")


def _turned(pairs: Pairs, place: cursor.Cursor | None) -> str | None:
    return _href([*_plain(pairs), ("cursor", cursor.write(place))]) if place else None
