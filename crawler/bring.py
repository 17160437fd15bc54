"""Import: WARC files, HTML files and folders of them go into the archive like fetched pages do."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dateutil.parser import isoparse
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from warcio.archiveiterator import ArchiveIterator

from crawler import archive, structured
from crawler.frontier import insert, register
from crawler.identity import site
from crawler.parse import parse
from crawler.refusal import binary, wrong_type
from crawler.sources import spiders
from crawler.spider import SourceSpider
from crawler.trap import LONGEST
from models.database import alone
from models.identity import identity
from models.page import Page
from models.source import Source

BATCH = 50
LARGEST = 10_000_000  # bytes of one page, as in a live crawl


@dataclass(frozen=True)
class Saved:
    """A page out of a file; `problem` says why it cannot be taken in, `skip` why it is none."""

    url: str
    body: bytes = b""
    content_type: str | None = None
    at: datetime | None = None  # when it was fetched, where the file tells
    problem: str | None = None
    skip: str | None = None


class Known:
    """Which source a saved page belongs to, by the sites and address patterns of all source files."""

    def __init__(self, sources: Mapping[str, type[SourceSpider]]) -> None:
        self.by_site: dict[str, list[type[SourceSpider]]] = {}
        for spider in sources.values():
            for front in spider.sites():
                self.by_site.setdefault(front, []).append(spider)

    def source(self, url: str) -> str | None:
        """The one source whose site and pattern an address fits; None where none or several do."""
        fitting = [s for s in self.by_site.get(site(url), []) if re.search(s.match, url)]
        if len(fitting) > 1:  # one site of many sources: the home that leads furthest towards the page
            lengths = {spider: len(spider.home) if url.startswith(spider.home.rstrip("/")) else 0 for spider in fitting}
            best = max(lengths.values())
            fitting = [spider for spider, length in lengths.items() if length == best and best]
        return fitting[0].name if len(fitting) == 1 else None

    def knows(self, url: str) -> bool:
        """Whether an address stands on any source's site."""
        return site(url) in self.by_site


def read(path: Path, known: Known | None = None, url: str | None = None) -> Iterator[Saved]:
    """The pages in a WARC, an HTML file or a folder; what cannot be read comes as a problem, never as silence.

    With `known`, pages of other sites than our sources' are passed over, those of a WARC without being unpacked. `url`
    is the address of a single HTML file, which otherwise gives its own.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file())
        if not files:
            yield Saved(str(path), problem="the folder is empty")
        for file in files:
            yield from read(file, known)
    elif not path.is_file():
        yield Saved(str(path), problem="no such file")
    elif ".warc" in path.name:
        yield from _warc(path, known)
    else:
        yield _html(path, known, url)


def _html(path: Path, known: Known | None, url: str | None) -> Saved:
    try:
        if path.stat().st_size > LARGEST:
            return Saved(str(path), problem=f"larger than {LARGEST} bytes")
        body = path.read_bytes()
    except OSError as error:
        return Saved(str(path), problem=f"cannot be read: {error.strerror}")
    if strange := binary(body):
        return Saved(str(path), problem=strange)
    url = url or _own_address(body)
    if url is None:
        return Saved(str(path), problem="it gives no address of its own; say it with --url https://…")
    if known is not None and not known.knows(url):
        return Saved(url, skip="another site")
    return Saved(url, body, "text/html")


def _own_address(body: bytes) -> str | None:
    """The address a saved page says it has; None where it says none, or that of its site's front page."""
    tree = parse(body)
    if tree is None:
        return None
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for told in (*links, *structured.metas(tree).get("og:url", ())):
        try:
            split = urlsplit(identity(told or ""))
        except ValueError:
            continue
        if split.path.strip("/") or split.query:
            return told
    return None


def _warc(path: Path, known: Known | None) -> Iterator[Saved]:
    count = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                count += 1
                if record.rec_type == "response" and (page := _record(record, known)):
                    yield page
    except Exception as error:  # a stranger's file may trip the library anywhere
        yield Saved(str(path), problem=f"torn or not a WARC: {type(error).__name__}: {error}"[:300])
        return
    if count == 0:
        yield Saved(str(path), problem="not a WARC: no record in it")


def _record(record: Any, known: Known | None) -> Saved | None:
    url = record.rec_headers.get_header("WARC-Target-URI")
    headers = record.http_headers
    if not url or headers is None:
        return None
    url = url.strip("<> ")
    if known is not None and not known.knows(url):
        return Saved(url, skip="another site")
    status, kind = headers.get_statuscode(), headers.get_header("Content-Type")
    if status != "200":
        return Saved(url, skip=f"HTTP {status}")
    if wrong_type(kind):
        return Saved(url, skip="not HTML")
    length = headers.get_header("Content-Length")
    body = record.content_stream().read(LARGEST + 1)
    if len(body) > LARGEST:
        return Saved(url, problem=f"larger than {LARGEST} bytes")
    while record.raw_stream.read(65536):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        return Saved(url, problem=f"torn: {record.raw_stream.limit} bytes of the record are missing")
    encoded = headers.get_header("Content-Encoding") or headers.get_header("Transfer-Encoding")
    if length and length.isdecimal() and not encoded and len(body) < int(length):
        return Saved(url, problem=f"torn: {len(body)} of {length} bytes")
    return Saved(url, body, kind, _moment(record.rec_headers.get_header("WARC-Date")))


def _moment(text: str | None) -> datetime | None:
    try:
        moment = isoparse(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def bring(
    on: Engine,
    paths: Iterable[Path],
    at: datetime,
    known_only: bool = False,
    skipped: Counter[str] | None = None,
    folder: str | None = None,
    tick: Callable[[int], None] = lambda read: None,
    url: str | None = None,
) -> tuple[int, list[str]]:
    """Archive the pages of files; returns how many, and a line for each that could not be taken in.

    With `known_only` a WARC of the whole web, such as those of CC-NEWS, is filtered by our sources' sites. `skipped`
    counts records that are no pages, by reason; `tick` hears how many pages were taken in. `url` is the address of a
    single HTML file.
    """
    sources = spiders(folder)
    register(on, sources.values())
    known = Known(sources)
    problems: list[str] = []
    taken = 0
    batch: list[Saved] = []
    for path in paths:
        for saved in read(path, known if known_only else None, url):
            if saved.problem:
                problems.append(f"{saved.url}: {saved.problem}")
            elif saved.skip:
                if skipped is not None:
                    skipped[saved.skip] += 1
            else:
                batch.append(saved)
            if len(batch) >= BATCH:
                taken += _store(on, batch, known, at, problems)
                batch = []
                tick(taken)
    return taken + _store(on, batch, known, at, problems), problems


def _store(on: Engine, batch: list[Saved], known: Known, at: datetime, problems: list[str]) -> int:
    """Archive a batch. A body older than the one we hold of its page is left out."""
    packed = archive.pack((saved.body, at) for saved in batch)
    wanted: list[dict[str, Any]] = []
    taken = 0
    with Session(on) as session:
        alone(session.connection())
        for saved, kept in zip(batch, packed, strict=True):
            try:
                url = identity(saved.url)
            except ValueError as error:
                problems.append(str(error))
                continue
            if len(url) > LONGEST:
                problems.append(f"{url[:200]}…: an address of {len(url)} characters")
                continue
            taken += 1
            seen = min(saved.at or at, at)
            held = session.execute(select(Page).where(col(Page.url) == url)).scalar_one_or_none()
            name = kept["digest"]
            if held is not None and held.digest is not None and _newer(held, name, seen):
                continue
            wanted.append(kept)
            facts: dict[str, Any] = {
                "state": "fetched",
                "digest": name,
                "content_type": saved.content_type,
                "fetched": seen,
            }
            facts |= {"attempts": 0, "lease_by": None, "lease_until": None, "reason": None, "etag": None}
            facts |= {"last_modified": None}
            source = known.source(url) or _unknown(session, url)
            row: dict[str, Any] = {
                "url": url,
                "fetch_url": saved.url,
                "source": source,
                "hint": {},
                "found": seen,
                **facts,
            }
            session.execute(
                insert(session, Page).values(**row).on_conflict_do_update(index_elements=["url"], set_=facts)
            )
            session.expire_all()
        archive.keep(session, wanted)
        session.commit()
    return taken


def _newer(held: Page, name: str, seen: datetime) -> bool:
    """Whether what we hold of a page is the same body already read, or younger: another body, or its withdrawal."""
    if held.digest == name and held.state in ("extracted", "refused"):
        return True
    return (held.digest != name or held.state == "gone") and held.fetched is not None and held.fetched > seen


def _unknown(session: Session, url: str) -> str:
    """A source row for pages of a site we have no file for, so that nothing imported is without a source."""
    name = urlsplit(url).hostname or ""
    row = {"name": name, "title": name, "home": url, "kind": "imported", "nation": "", "licence": "", "access": "free"}
    more = {"verified": False, "layout": {}, "template": {}, "state": "new"}
    session.execute(insert(session, Source).values(**row, **more).on_conflict_do_nothing(index_elements=["name"]))
    return name
