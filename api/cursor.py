"""Opaque cursors: where a page of a list ended, so that the next one begins there whatever was added since."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from api.problems import Problem

LONGEST = 4000
BIGGEST = 2**31 - 1  # ids are 32-bit integers on PostgreSQL


@dataclass(frozen=True)
class Cursor:
    """The last row's moment and id, and the order they stand in; a ranked list carries its own remaining ids."""

    order: str  # newest, oldest, updated, relevance
    at: datetime | None = None
    id: int = 0
    back: bool = False  # towards the beginning of the list
    ids: tuple[int, ...] = ()
    skip: int = 0  # of ids: how many were read


def write(cursor: Cursor) -> str:
    at = cursor.at.astimezone(UTC).isoformat() if cursor.at else None
    plain = orjson.dumps([cursor.order, at, cursor.id, int(cursor.back), cursor.ids, cursor.skip])
    packed = zlib.compress(plain, 9) if cursor.ids else plain
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def read(written: str | None, order: str) -> Cursor | None:
    """The cursor, checked. Raises Problem when it is not one of ours or belongs to another order."""
    if not written:
        return None
    try:
        if len(written) > LONGEST:
            raise ValueError("too long")
        packed = urlsafe_b64decode(written + "=" * (-len(written) % 4))
        kind, at, id_, back, ids, skip = json.loads(packed if packed.startswith(b"[") else _inflated(packed))
        moment = datetime.fromisoformat(at) if at else None
        if moment is not None and moment.tzinfo is None:
            raise ValueError("no zone")
        numbers = [id_, back, skip, *ids]
        if not all(type(number) is int and 0 <= number <= BIGGEST for number in numbers) or kind != order:
            raise ValueError("not a cursor of this list")
        if (moment is None) == (not ids):
            raise ValueError("neither place nor list")
        return Cursor(kind, moment.astimezone(UTC) if moment else None, id_, bool(back), tuple(ids), skip)
    except (ValueError, TypeError, zlib.error, OverflowError, RecursionError) as error:
        raise Problem(
            422,
            "bad-cursor",
            "This cursor does not belong to this list.",
            "Take 'next' from the list's own answer, and keep its other parameters.",
        ) from error


def _inflated(packed: bytes) -> bytes:
    inflate = zlib.decompressobj()
    plain = inflate.decompress(packed, 50_000)
    if inflate.unconsumed_tail or not inflate.eof:
        raise ValueError("too big")
    return plain
