"""Feeds with their past as archive documents (RFC 5005), so that a reader who was away misses nothing.

Entries are parted by id, in the order they arrived, which no edit changes. A document holds the newest `NEWEST`
entries below its upper end, and everything else down to the next multiple of `BLOCK`, so that its ends stay where
they are while entries are added.
"""

from collections.abc import Sequence
from typing import Any

from fastapi import Request
from sqlalchemy import Select

from api import formats
from api.cursor import BIGGEST
from api.reading import Reader

NEWEST = 30
BLOCK = 100


def newest(
    reader: Reader, wanted: Select[Any], id_: Any, upper: int | None, least: int | None
) -> tuple[list[int], int]:
    """Ids of one document out of `wanted`, a SELECT of ids, and where the document before it ends (0: none)."""
    below = wanted.where(id_ < (upper or BIGGEST))
    first = list(reader.connection.execute(below.order_by(id_.desc()).limit(least or NEWEST)).scalars())
    if not first:
        return [], 0
    if least is not None:
        return first, 0
    lower = first[-1] // BLOCK * BLOCK
    rest = below.where(id_ < first[-1], id_ >= lower).order_by(id_.desc())
    ids = [*first, *reader.connection.execute(rest).scalars()]
    older = reader.connection.execute(wanted.where(id_ < lower).limit(1)).first()
    return ids, lower if older else 0


def cut(ids: Sequence[int], upper: int | None, least: int | None) -> tuple[list[int], int]:
    """The same for a list of ids that is at hand, newest first."""
    below = [id_ for id_ in sorted(ids, reverse=True) if id_ < (upper or BIGGEST)]
    first = below[: least or NEWEST]
    if not first or least is not None:
        return first, 0
    lower = first[-1] // BLOCK * BLOCK
    return [id_ for id_ in below if id_ >= lower], lower if below[-1] < lower else 0


def neighbours(request: Request, format_: str, upper: int | None, lower: int) -> dict[str, Any]:
    """What a document tells of those beside it."""
    links = []
    if upper is not None:
        links.append(("current", formats.here(request, format_, archive=None)))
    if lower:
        links.append(("prev-archive", formats.here(request, format_, archive=str(lower))))
    return {"links": links, "archive": upper is not None}
