"""Any list in any format: JSON, CSV, NDJSON and the three feeds, by suffix or by Accept."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args
from urllib.parse import parse_qsl, quote, urlencode

import orjson
from fastapi import Request
from starlette.responses import Response, StreamingResponse

from api import cursor, feeds
from api.assemble import View
from api.feeds import Entry, Feed
from api.lists import Slice
from api.parameters import Format
from api.reading import house

FORMATS: tuple[str, ...] = get_args(Format)
TYPES = {"json": "application/json", "csv": "text/csv", "ndjson": "application/x-ndjson", **feeds.TYPES}
NAMES = {
    "application/json": "json",
    "text/csv": "csv",
    "application/x-ndjson": "ndjson",
    **{kind: name for name, kind in feeds.TYPES.items()},
    "application/*": "json",
    "*/*": "json",
}
_QUALITY = re.compile(r"0(\.\d*)?|1(\.0*)?")
_QUERY = "%/:?&=+,;@!$'()*~.-_"
# Blanks and marks that are not seen: what Unicode calls control, format, separator, and its ignorable code points.
_UNSEEN = r"\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f"
_UNSEEN += r"\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
_UNSEEN += r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[=+\-@＝＋－＠]")


def format_of(request: Request, suffix: str | None = None) -> str:
    """The format asked for: the suffix, else the best one that Accept names, else JSON."""
    if suffix:
        return suffix
    accept = request.headers.get("accept", "")
    wanted = []
    for place, part in enumerate(accept.split(",")):
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        if kind in NAMES and _QUALITY.fullmatch(quality):
            wanted.append((-float(quality), "*" in kind, place, kind))
    return next((NAMES[kind] for quality, *_, kind in sorted(wanted) if quality), "json")


def base(request: Request) -> str:
    """The address readers see, without a slash at its end."""
    return house(request.app).settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")


def here(request: Request, suffix: str | None = None, **changed: str | None) -> str:
    """This request's own address, with some parameters changed or (None) left out, in another format."""
    path = request.url.path if suffix is None else f"{_bare(request)}.{suffix}"
    return base(request) + quote(path) + _query(request, changed)


def _bare(request: Request) -> str:
    """The path without the suffix of a format."""
    path = request.url.path
    return path.removesuffix(next((f".{known}" for known in _LONGEST_FIRST if path.endswith(f".{known}")), ""))


def _query(request: Request, changed: Mapping[str, str | None]) -> str:
    query = request.url.query
    if any(name in request.query_params or value is not None for name, value in changed.items()):
        kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in changed]
        query = urlencode([*kept, *((name, value) for name, value in changed.items() if value is not None)])
    # Unchanged, it stays letter by letter as it was asked: a feed's own address must be the one it came from.
    return f"?{quote(query, safe=_QUERY)}" if query else ""


def _cursors(found: Slice) -> dict[str, str]:
    """The cursors beside a page, by what they lead to."""
    places = (("next", found.next), ("prev", found.prev))
    return {relation: cursor.write(place) for relation, place in places if place is not None}


def links(request: Request, cursors: Mapping[str, str], alternates: bool) -> dict[str, str]:
    """RFC 8288: next, prev, and the same list in other formats."""
    told = [f'<{here(request, cursor=place)}>; rel="{relation}"' for relation, place in cursors.items()]
    if alternates:
        list_, query = base(request) + quote(_bare(request)), _query(request, _ELSEWHERE)
        told += [
            f'<{list_}.{name}{query}>; rel="alternate"; type="{TYPES[name]}"' for name in FORMATS if name != "json"
        ]
    return {"Link": ", ".join(told)} if told else {}


# What another format does not take over: each has fields of its own.
_ELSEWHERE = dict.fromkeys(("cursor", "limit", "facets", "fields"))
_LONGEST_FIRST = sorted(FORMATS, key=len, reverse=True)


def listed(request: Request, items: Sequence[View], found: Slice, alternates: bool = True, **more: Any) -> Response:
    """A page of a list as JSON."""
    cursors = _cursors(found)
    body = {"items": items, "next": cursors.get("next"), **more}
    return Response(orjson.dumps(body), headers=links(request, cursors, alternates), media_type="application/json")


def ndjson(chunks: Iterable[Sequence[View]]) -> Response:
    return StreamingResponse(_lines(chunks), media_type=TYPES["ndjson"])


def _lines(chunks: Iterable[Sequence[View]]) -> Iterator[bytes]:
    for views in chunks:
        yield b"".join(orjson.dumps(view) + b"\n" for view in views)


def table(request: Request, columns: Mapping[str, Callable[[View], Any]], chunks: Iterable[Sequence[View]]) -> Response:
    """A CSV file, streamed, that no spreadsheet takes for formulas."""
    return rows(request, list(columns), _cells(columns, chunks))


def rows(request: Request, names: Sequence[str], chunks: Iterable[Iterable[Sequence[Any]]]) -> Response:
    """The same of rows whose cells are in the order of their names."""
    name = request.url.path.rsplit("/", 1)[-1].split(".")[0]
    headers = {"Content-Disposition": f'inline; filename="{name}.csv"'}
    return StreamingResponse(_written(names, chunks), headers=headers, media_type="text/csv; charset=utf-8")


def csv_lines(columns: Mapping[str, Callable[[View], Any]], chunks: Iterable[Sequence[View]]) -> Iterator[str]:
    """The text of a CSV file, many lines at a time."""
    return _written(list(columns), _cells(columns, chunks))


def _cells(
    columns: Mapping[str, Callable[[View], Any]], chunks: Iterable[Sequence[View]]
) -> Iterator[Iterable[Sequence[Any]]]:
    cells = list(columns.values())
    return ([[cell(view) for cell in cells] for view in views] for views in chunks)


def _written(names: Sequence[str], chunks: Iterable[Iterable[Sequence[Any]]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names)
    for some in chunks:
        writer.writerows([cell if type(cell) is int else safe(cell) for cell in row] for row in some)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe (OWASP), also behind blanks
    and marks that are not seen, which some spreadsheets take away."""
    if isinstance(value, str):
        if "\x00" in value:
            value = value.replace("\x00", "")
        return f"'{value}" if _FORMULA.match(value) else value
    if value is None:
        return ""
    return value


def fed(request: Request, format_: str, title: str, about: str, entries: Sequence[Entry], **more: Any) -> Response:
    """A list as a feed, with its place and its neighbours."""
    home = house(request.app)
    told = Feed(
        id=f"tag:{home.settings.feed_authority},2026:feed{_name(request)}",
        title=title,
        about=about,
        home=more.pop("page", None) or base(request) + "/",
        self=here(request),
        base=base(request),
        entries=entries,
        hub=home.settings.hub,
        **more,
    )
    hub = f'<{home.settings.hub}>; rel="hub", <{told.self}>; rel="self"'
    headers = {"Link": hub} if home.settings.hub else {}
    return Response(feeds.written(told, format_), headers=headers, media_type=f"{TYPES[format_]}; charset=utf-8")


def _name(request: Request) -> str:
    """What a feed is a feed of, whatever its format and host: its path and its filters."""
    kept = sorted((k, v) for k, v in parse_qsl(request.url.query) if k not in ("cursor", "limit", "archive"))
    return _bare(request) + (f"?{urlencode(kept)}" if kept else "")
