"""Import: WARC files, HTML files and folders of them go into the archive like fetched pages do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zstandard
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler import archive
from crawler.frontier import insert, register
from crawler.identity import identity, site
from crawler.sources import spiders
from models.page import Page
from models.source import Source

BATCH = 50
LARGEST = 10_000_000  # bytes of one page, as in a live crawl


@dataclass(frozen=True)
class Saved:
    """A page out of a file; `problem` says why it cannot be taken in."""

    url: str
    body: bytes = b""
    content_type: str | None = None
    problem: str | None = None


def read(path: Path) -> Iterator[Saved]:
    """The pages in a WARC, an HTML file or a folder; what cannot be read comes as a problem, never as silence."""
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            yield from read(file)
    elif not path.is_file():
        yield Saved(str(path), problem="no such file")
    elif ".warc" in path.name:
        yield from _warc(path)
    else:
        yield _html(path)


def _html(path: Path) -> Saved:
    try:
        body = path.read_bytes()
    except OSError as error:
        return Saved(str(path), problem=f"cannot be read: {error.strerror}")
    return Saved(path.resolve().as_uri(), body, "text/html")


def _warc(path: Path) -> Iterator[Saved]:
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response" and (page := _record(record)):
                    yield page
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        yield Saved(str(path), problem=f"torn or not a WARC: {error}")


def _record(record: object) -> Saved | None:
    url = record.rec_headers.get_header("WARC-Target-URI")  # type: ignore[attr-defined]
    headers = record.http_headers  # type: ignore[attr-defined]
    if not url or headers is None:
        return None
    status = headers.get_statuscode()
    if status != "200":
        return Saved(url, problem=f"HTTP {status}")
    length = headers.get_header("Content-Length")
    body = record.content_stream().read(LARGEST + 1)  # type: ignore[attr-defined]
    if len(body) > LARGEST:
        return Saved(url, problem=f"larger than {LARGEST} bytes")
    encoded = headers.get_header("Content-Encoding")
    if length and length.isdigit() and not encoded and len(body) < int(length):
        return Saved(url, problem=f"torn: {len(body)} of {length} bytes")
    return Saved(url, body, headers.get_header("Content-Type"))


def bring(on: Engine, paths: Iterable[Path], at: datetime) -> tuple[int, list[str]]:
    """Archive the pages of files; returns how many, and a line for each that could not be taken in."""
    known = spiders()
    register(on, known.values())
    homes = Counter(site(spider.home) for spider in known.values())
    hosts = {site(spider.home): name for name, spider in known.items() if homes[site(spider.home)] == 1}
    problems: list[str] = []
    taken = 0
    batch: list[Saved] = []
    for path in paths:
        for saved in read(path):
            if saved.problem:
                problems.append(f"{saved.url}: {saved.problem}")
                continue
            batch.append(saved)
            if len(batch) >= BATCH:
                taken += _store(on, batch, hosts, at)
                batch = []
    return taken + _store(on, batch, hosts, at), problems


def _store(on: Engine, batch: list[Saved], hosts: dict[str, str], at: datetime) -> int:
    packer = zstandard.ZstdCompressor(level=3)
    with Session(on) as session:
        for saved in batch:
            url = _identity(saved.url)
            source = hosts.get(site(url)) or _unknown(session, url)
            name = archive.put(session, packer, saved.body, at)
            facts = {
                "state": "fetched",
                "digest": name,
                "content_type": saved.content_type,
                "fetched": at,
                "attempts": 0,
            }
            row: dict[str, Any] = {
                "url": url,
                "fetch_url": saved.url,
                "source": source,
                "hint": {},
                "found": at,
                **facts,
            }
            held = session.execute(select(Page).where(col(Page.url) == url)).scalar_one_or_none()
            if held is not None and held.digest == name and held.state in ("extracted", "refused"):
                continue
            session.execute(
                insert(session, Page).values(**row).on_conflict_do_update(index_elements=["url"], set_=facts)
            )
        session.commit()
    return len(batch)


def _identity(url: str) -> str:
    return url if url.startswith("file:") else identity(url)


def _unknown(session: Session, url: str) -> str:
    """A source row for pages of a site we have no file for, so that nothing imported is without a source."""
    name = urlsplit(url).hostname or "files"
    row = {"name": name, "title": name, "home": url, "kind": "imported", "nation": "", "licence": "", "access": "free"}
    more = {"verified": False, "layout": {}, "template": {}, "state": "new"}
    session.execute(insert(session, Source).values(**row, **more).on_conflict_do_nothing(index_elements=["name"]))
    return name
