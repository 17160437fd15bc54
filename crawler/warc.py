"""The archive as WARC: a new file for every export, complete or not there at all."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import Session, col
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler import archive
from models.article import Article, Revision
from models.page import Page

BATCH = 50


class WarcError(Exception):
    """The file could not be written; what was there before is untouched."""


@dataclass(frozen=True)
class Capture:
    """A body and when and where it was seen."""

    url: str
    at: datetime
    digest: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def write(
    on: Engine,
    path: Path,
    source: str | None = None,
    since: datetime | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write every archived body, all or one source's, fetched at or after `since`; returns how many.

    The records go to `<path>.open`, are read again and compared, and only then does the file get its name. Raises
    WarcError, also where the file is already there: a WARC is never appended to.
    """
    if path.exists():
        raise WarcError(f"{path} is already there; choose another name")
    growing = path.with_name(path.name + ".open")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with growing.open("wb") as stream:
            sizes = list(_records(on, stream, source, since, path.name, tick))
            stream.flush()
            os.fsync(stream.fileno())
        _compare(growing, sizes)
        growing.rename(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        growing.unlink(missing_ok=True)
        raise WarcError(f"{path} cannot be written: {error.strerror}") from error
    return len(sizes)


def _records(
    on: Engine,
    stream: object,
    source: str | None,
    since: datetime | None,
    name: str,
    tick: Callable[[int, int], None],
) -> Iterator[int]:
    writer = WARCWriter(stream, gzip=True)
    writer.write_record(
        writer.create_warcinfo_record(name, {"software": "Councilwire", "format": "WARC File Format 1.1"})
    )
    with Session(on) as session:
        captures = sorted(_captures(session, source, since), key=lambda capture: capture.at)
        for start in range(0, len(captures), BATCH):
            batch = captures[start : start + BATCH]
            raw = archive.bodies(session, {capture.digest for capture in batch})
            for capture in batch:
                body = raw.get(capture.digest)
                if body is not None:
                    writer.write_record(_record(writer, capture, body))
                    yield len(body)
            tick(start + len(batch), len(captures))


def _captures(session: Session, source: str | None, since: datetime | None) -> Iterator[Capture]:
    """The body of each page, and those of the revisions before it. What its publisher withdrew is left out: an import
    would bring it back."""
    pages = select(Page).where(col(Page.digest).is_not(None), col(Page.state) != "gone")
    former = (
        select(col(Article.id), col(Article.url), col(Page.fetched), col(Revision.replaced), col(Revision.body_digest))
        .join(Article, col(Article.id) == col(Revision.article_id))
        .join(Page, col(Page.id) == col(Article.page_id))
        .where(col(Revision.body_digest).is_not(None), col(Article.gone).is_(None))
    )
    if source:
        pages, former = pages.where(col(Page.source) == source), former.where(col(Article.source) == source)
    if since:
        pages, former = pages.where(col(Page.fetched) >= since), former.where(col(Revision.replaced) >= since)
    last: dict[int, datetime] = {}
    for article, url, fetched, replaced, digest in session.execute(former.order_by(col(Revision.id).desc())):
        # An edition is noticed when it is extracted, after the next was fetched: before that one is what matters.
        before = last.get(article, fetched or replaced) - timedelta(microseconds=1)
        last[article] = min(replaced, before)
        if url.startswith("http"):
            yield Capture(url, last[article], digest, "text/html")
    for page in session.execute(pages).scalars():
        if page.fetched and page.digest and page.url.startswith("http"):
            yield Capture(page.url, page.fetched, page.digest, page.content_type, page.etag, page.last_modified)


def _record(writer: WARCWriter, capture: Capture, body: bytes) -> object:
    told = {"Content-Type": capture.content_type, "ETag": capture.etag, "Last-Modified": capture.last_modified}
    headers = [(name, value) for name, value in told.items() if value] + [("Content-Length", str(len(body)))]
    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    date = capture.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")  # WARC 1.1
    return writer.create_warc_record(
        capture.url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": date}
    )


def _compare(path: Path, sizes: list[int]) -> None:
    """A torn record is read short and without an error, so the lengths are compared."""
    with path.open("rb") as stream:
        read = [len(r.content_stream().read()) for r in ArchiveIterator(stream) if r.rec_type == "response"]
    if read != sizes:
        path.unlink(missing_ok=True)
        raise WarcError(f"{path}: {len(read)} of {len(sizes)} records can be read again; nothing was kept")
