"""Who wrote a page: names as a list of people, from structured data and from bylines."""
# ruff: noqa: E501  one pattern, sentence or list a line

import html
import re
from collections.abc import Iterable
from typing import Any

_WORD = rf"[{''.join(filter(str.isupper, map(chr, range(0x1F00))))}][\w\u0300-\u036f’'.-]*"  # with accents of their own
_PART = rf"(?:{_WORD}|(?:de|da|di|du|van|von|der|den|la|le|el|al|bin|ap|ab|of|y)(?= ))"
PERSON = re.compile(rf"{_WORD}(?: {_PART}){{1,4}}")
_BY = re.compile(
    r"^\s*(?:(?:words|story|report|reporting|article|written|posted|published|analysis|comment|text|author|reporter|by)\s*(?:by\b)?\s*:?\s*)+(?=[^\W\d_]|@)",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:;|\||/| & |\band\b|, and\b|\bwith\b| – | — |•|·)\s*")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|producer|chief|staff|director|senior|political|local democracy|news desk|columnist|contributor|freelance|head of|deputy)\b.*$",
    re.I,
)
_NOT_NAMES = re.compile(
    r"\b(?:council|county|borough|city of|news|jobs?|report|image|picture|photo|read|comment|share|updated|published|related|government|ofsted|minutes?|ago|today|yesterday|sign|subscribe|cookies?|the|is|are|was|were|has|have|will|to|in|on|for|at|from|said|says|services|department|ministry|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december)\b",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:affairs|agency|association|authority|college|commission|communications|company|desk|digital|federation|foundation|group|institute|limited|ltd|media|network|office|partnership|plc|school|society|team|trust|union|unit|university|web)\b",
    re.I,
)
_GIVEN = re.compile(r"^(?:Will|April|May|June|August)(?= )")  # given names that are other words as well


def people(told: Any) -> list[str]:
    """Names out of whatever structured data gives: text, an object with a name, or a list of either."""
    if isinstance(told, dict):
        name = told.get("name") or " ".join(str(told.get(part) or "") for part in ("givenName", "familyName"))
        return people(name)
    if isinstance(told, list):
        return unique(name for entry in told[:20] for name in people(entry))
    if not isinstance(told, str):
        return []
    return unique(_cleaned(piece) for piece in _pieces(told))


def _pieces(told: str) -> list[str]:
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.unescape(told))).strip()
    if told.lower().startswith(("http://", "https://", "www.")) or len(told) > 200:
        return []
    told = _BY.sub("", told)
    pieces = [piece for piece in _SPLIT.split(told) if piece]
    split = [piece for whole in pieces for piece in _commas(whole)]
    return split


def _commas(whole: str) -> list[str]:
    """`Ann Bee, Cy Dee` is two people; `Ann Bee, Dietitian` is one with what she is."""
    parts = [part.strip() for part in whole.split(",") if part.strip()]
    if len(parts) > 1 and all(PERSON.fullmatch(part) and not _ROLE.search(part) for part in parts):
        return parts
    if len(parts) == 2 and _ROLE.search(parts[1]):
        return parts[:1]
    return [", ".join(parts)]


def _cleaned(name: str) -> str:
    name = _BY.sub("", name).strip(' \t,.;:|-–—"“”')
    name = re.sub(r"\s*[<(]?\S+@\S+[>)]?\s*", " ", name).strip()
    return (
        ""
        if len(name) < 2
        or re.search(r"[()©]|\b(?:image|picture|photo)s?\s?:", name, re.I)
        or len(name) > 80
        or name.lower() in _NOBODY
        or name.startswith("@")
        else name
    )


_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "editor",
        "webmaster",
        "none",
        "null",
        "undefined",
        "author",
        "unknown",
        "anonymous",
        "n/a",
        "staff",
        "by",
    ]
)


def unique(names: Iterable[str]) -> list[str]:
    """Names in order, each once."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name.lower(), name)
    return list(found.values())


_POSTED = re.compile(
    rf"^(?i:posted|published|written|story)\b[^.]{{0,40}}?\bby ({PERSON.pattern})(?= on\b| in\b|,|\.|$)"
)
_DESK = re.compile(
    r"(?:[A-Z][\w]+ ){0,3}(?:newsdesk|news desk|newsroom|staff reporter|staff writer|editorial team|news team)", re.I
)


def byline(line: str, *, sure: bool = False) -> list[str]:
    """The people a visible line names as authors; nobody unless it says "by", or `sure` says that it is a byline."""
    line = line.strip()
    if len(line) > 140:
        return []
    said = bool(_BY.match(line))
    if not said and not sure:
        return []
    if posted := _POSTED.match(line):
        return [posted[1]]
    found = []
    for piece in _pieces(line):
        name = _ROLE.sub("", piece).strip(" ,-–—|@")
        if _DESK.fullmatch(name):
            found.append(name)
            continue
        match = PERSON.match(name)
        if not said and _ORGANISATION.search(name):
            continue
        if match and re.fullmatch(r", [A-Z][a-z]+", name[match.end() :]):
            found.append(name)  # a credential that the byline gives: `Ann Bee, Dietitian`
            continue
        if match and len(match[0]) >= len(name) * 0.7 and not _NOT_NAMES.search(_GIVEN.sub("", match[0])):
            found.append(match[0].rstrip("."))
        elif found:
            break
    return unique(found)
