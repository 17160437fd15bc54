"""Raw bodies by digest: stored in one transaction with the state of the page they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

import zstandard
from scrapy.http import Response
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from crawler.frontier import ATTEMPTS, insert
from models.columns import now
from models.page import Body, Page

AGAIN = timedelta(minutes=10)  # a page that failed rests this long for every attempt it had
_LIMIT = 200_000_000  # bytes; nothing larger was ever archived


@dataclass(frozen=True)
class Fetched:
    """What a fetch of a page came to: a body, or the reason there is none."""

    page_id: int
    body: bytes | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    error: str | None = None
    at: datetime | None = None

    @classmethod
    def of(cls, response: Response, page_id: int, at: datetime) -> Self:
        def header(name: str) -> str | None:
            value = response.headers.get(name)
            return value.decode("latin-1") if value else None

        return cls(
            page_id,
            response.body if response.status == 200 else None,
            response.status,
            header("ETag"),
            header("Last-Modified"),
            header("Content-Type"),
            at=at,
        )


def digest(body: bytes) -> str:
    """The name of a body: sha256 of its bytes, in hex."""
    return sha256(body).hexdigest()


def store(on: Engine, batch: Iterable[Fetched]) -> dict[str, int]:
    """Archive bodies and move their pages on, all in one transaction; returns how many came to which state."""
    batch = list(batch)
    counts: dict[str, int] = {}
    if not batch:
        return counts
    packer = zstandard.ZstdCompressor(level=3)
    with Session(on) as session:
        ids = [fetched.page_id for fetched in batch]
        pages = {p.id: p for p in session.execute(select(Page).where(col(Page.id).in_(ids))).scalars()}
        for fetched in batch:
            page = pages.get(fetched.page_id)
            if page is None:
                continue
            if fetched.body is not None:
                put(session, packer, fetched.body, fetched.at)
            state = _move(page, fetched)
            counts[state] = counts.get(state, 0) + 1
        session.commit()
    return counts


def put(session: Session, packer: zstandard.ZstdCompressor, body: bytes, at: datetime | None) -> str:
    """Keep a body under its digest, once."""
    name = digest(body)
    row = {"digest": name, "data": packer.compress(body), "size": len(body), "stored": at}
    session.execute(insert(session, Body).values(**row).on_conflict_do_nothing(index_elements=["digest"]))
    return name


def _move(page: Page, fetched: Fetched) -> str:
    """Bring a page to the state its fetch earned; returns a word for the run's counts."""
    page.lease_by = page.lease_until = None
    page.status = fetched.status
    page.due = None
    if fetched.status == 304:
        page.state, page.attempts, page.fetched = "extracted", 0, fetched.at
        return "unchanged"
    if fetched.status in (404, 410):
        page.state, page.reason, page.fetched = "gone", f"HTTP {fetched.status}", fetched.at
        return "gone"
    if fetched.body is None:
        page.reason = fetched.error or f"HTTP {fetched.status}"
        page.state = "quarantined" if page.attempts >= ATTEMPTS else "new"
        page.lease_until = (fetched.at or now()) + AGAIN * page.attempts
        return "quarantined" if page.state == "quarantined" else "failed"
    name = digest(fetched.body)
    same = page.digest == name and page.extracted is not None
    page.etag, page.last_modified, page.content_type = fetched.etag, fetched.last_modified, fetched.content_type
    page.digest, page.fetched, page.attempts, page.reason = name, fetched.at, 0, None
    page.state = "extracted" if same else "fetched"
    return "unchanged" if same else "fetched"


def bodies(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """Raw bodies by digest."""
    unpack = zstandard.ZstdDecompressor()
    rows = session.execute(select(col(Body.digest), col(Body.data)).where(col(Body.digest).in_(list(digests))))
    return {name: unpack.decompress(data, max_output_size=_LIMIT) for name, data in rows}
