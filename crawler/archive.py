"""Raw bodies by digest: stored in one transaction with the state of the page they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import zstandard
from sqlalchemy import ColumnElement, Engine, delete, select, update
from sqlmodel import Session, col

from crawler import meter
from crawler.frontier import ATTEMPTS, again_at, insert
from crawler.identity import site
from crawler.refusal import binary, reserved_page, wrong_type
from crawler.trap import LONGEST
from models.article import Article
from models.columns import now
from models.database import alone, touched
from models.identity import identity
from models.page import Body, Page

if TYPE_CHECKING:
    from scrapy.http import Response  # the extracting processes, which read the archive, start without Scrapy

RESTS = (timedelta(minutes=10), timedelta(hours=2), timedelta(hours=8))  # after the first, second, third failure
AGAIN_REFUSED = timedelta(days=7)  # what a publisher forbids is asked for again after this long
LEVEL = 3  # of zstd: real pages to 19 % in 1.1 ms; level 6 to 17.5 % in 3.7 ms
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
    error: str | None = None  # it failed, and is tried again
    refused: str | None = None  # the publisher, the guard or a limit says no; "code: sentence"
    until: datetime | None = None  # the host was not to be asked: the page waits until then, nobody failed
    url: str | None = None  # where redirects led
    lasting: bool = True  # whether they are for good, by their statuses
    at: datetime = field(default_factory=now)

    @classmethod
    def of(cls, response: "Response", page_id: int, at: datetime) -> Self:
        def header(name: str) -> str | None:
            value = response.headers.get(name)
            return value.decode("latin-1").replace("\x00", "")[:500] if value else None

        refused = None
        if 200 <= response.status < 300:
            refused = (
                (f"status: HTTP {response.status} brings no page" if response.status != 200 else None)
                or wrong_type(header("Content-Type"))
                or binary(response.body)
                or reserved_page(header("tdm-reservation"), response.body)
            )
        return cls(
            page_id,
            response.body if response.status == 200 and not refused else None,
            response.status,
            header("ETag"),
            header("Last-Modified"),
            header("Content-Type"),
            refused=refused,
            url=response.url,
            lasting=set(response.meta.get("redirect_reasons", ())) <= {301, 308} if response.request else True,
            at=at,
        )


@dataclass
class Stored:
    """What a batch came to: pages by outcome, and a line for each that failed."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, word: str) -> None:
        self.counts[word] = self.counts.get(word, 0) + 1


def digest(body: bytes) -> str:
    """The name of a body: sha256 of its bytes, in hex."""
    return sha256(body).hexdigest()


def store(on: Engine, batch: Iterable[Fetched], worker: str | None = None) -> Stored:
    """Archive bodies and move their pages on, all in one transaction.

    With `worker`, a page whose lease has gone to another process meanwhile is left to that one.
    """
    batch = list(batch)
    with meter.stage("archive"):
        return _store(on, batch, worker) if batch else Stored()


def _store(on: Engine, batch: list[Fetched], worker: str | None) -> Stored:
    stored = Stored()
    packed = pack((f.body, f.at) for f in batch if f.body is not None)  # before anybody waits for the writer's lock
    wanted: set[str] = set()
    with Session(on) as session:
        alone(session.connection())
        ids = [fetched.page_id for fetched in batch]
        pages = {p.id: p for p in session.execute(select(Page).where(col(Page.id).in_(ids))).scalars()}
        told = select(Article).where(col(Article.page_id).in_(ids))
        articles = {article.page_id: article for article in session.execute(told).scalars()}
        for fetched in batch:
            asked = pages.get(fetched.page_id)
            if asked is None or (worker and asked.lease_by not in (worker, None)):
                continue
            article = articles.get(fetched.page_id)
            page, word = _settle(session, asked, fetched, article)
            if page is not None:
                moved = _move(page, fetched, article if page is asked else None, stored.problems)
                word = word or moved
                wanted.add(page.digest or "")
            stored.add(word)
        keep(session, [row for row in packed if row["digest"] in wanted])
        session.commit()
    return stored


def pack(bodies: Iterable[tuple[bytes, datetime]]) -> list[dict[str, Any]]:
    """Rows of the archive for bodies and the moments at which they were seen."""
    packer = zstandard.ZstdCompressor(level=LEVEL)
    return [
        {"digest": digest(body), "data": packer.compress(body), "size": len(body), "stored": at} for body, at in bodies
    ]


def keep(session: Session, rows: list[dict[str, Any]]) -> None:
    """Put rows of bodies into the archive, each digest once."""
    if rows:
        quiet = insert(session, Body).on_conflict_do_nothing(index_elements=["digest"])
        session.connection().execute(quiet, rows)


def _settle(session: Session, page: Page, fetched: Fetched, article: Article | None) -> tuple[Page | None, str]:
    """The page that a fetch belongs to after redirects, if any, and what to count where it is not the one asked for.

    An address that redirects for good goes along with its page, and with its article once that is read there. One that
    redirects for now leaves an article that we hold as it is: it may lead to a log-in or to a notice of repairs.
    """
    if (fetched.body is None and fetched.status != 304) or not fetched.url:
        return page, ""
    try:
        final = identity(fetched.url)
    except ValueError:
        return page, ""
    if final == page.url:
        return page, ""
    if len(final) > LONGEST:
        return None, _refuse(page, f"trap: it leads to an address of {len(final)} characters", fetched)
    if article is not None and article.gone is None and not fetched.lasting:
        return None, _rest(page, f"redirected for now: to {final}", fetched)
    if urlsplit(final).path.strip("/") == "" and urlsplit(page.url).path.strip("/"):
        return None, _refuse(page, "soft-404: the address leads to the front page", fetched)
    if site(final) != site(page.url) and not _has(session, page.source, _front(final)):
        return None, _refuse(page, f"elsewhere: the address leads to {_front(final)}", fetched)
    other = session.execute(select(Page).where(col(Page.url) == final)).scalar_one_or_none()
    if other is None:
        page.url, page.fetch_url = final, fetched.url
        return page, ""
    word = _refuse(page, f"moved: to {final}", fetched)
    if article is not None and article.gone is None:
        article.gone = article.updated = fetched.at
    if (
        fetched.body is not None and other.digest is None and other.lease_by is None
    ):  # known but never fetched: its body is here
        return other, word
    return None, word


def _has(session: Session, source: str, front: str) -> bool:
    """Whether a source has pages on a host."""
    mine = select(col(Page.id)).where(col(Page.source) == source, col(Page.url).startswith(front, autoescape=True))
    return session.execute(mine.limit(1)).first() is not None


def _rest(page: Page, reason: str | None, fetched: Fetched) -> str:
    """Nothing new at a page whose article is held."""
    page.lease_by = page.lease_until = None
    page.state, page.reason, page.status, page.fetched = "extracted", reason, fetched.status, fetched.at
    page.attempts, page.due = 0, again_at(page, fetched.at)
    return "unchanged"


def _front(url: str) -> str:
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}/"


def _refuse(page: Page, reason: str, fetched: Fetched) -> str:
    page.lease_by = page.lease_until = None
    page.state, page.reason, page.status, page.fetched = "refused", reason[:500], fetched.status, fetched.at
    page.attempts, page.due = 0, fetched.at + AGAIN_REFUSED
    page.etag = page.last_modified = None
    if page.fetched - page.found > AGAIN_REFUSED * 4:
        page.due = None
    return "refused"


def _move(page: Page, fetched: Fetched, article: Article | None, problems: list[str]) -> str:
    """Bring a page to the state its fetch earned; returns a word for the run's counts."""
    before = page.reason
    page.lease_by = page.lease_until = None
    if fetched.until is not None:
        page.due = fetched.until
        return "postponed"
    page.status, page.due = fetched.status, None
    if fetched.status == 304 and page.digest is not None:
        _rest(page, None, fetched)
        if article is None:
            page.state, page.reason = "refused", before or "unchanged since it was refused"
        elif article.url != page.url:  # unchanged, at another address: its article follows when it is read there
            page.state = "fetched"
            return "fetched"
        return "unchanged"
    if fetched.status in (404, 410):
        return _missing(page, fetched, article)
    if fetched.refused:
        return _refuse(page, fetched.refused, fetched)
    if fetched.body is None:
        return _failed(page, fetched, problems)
    name = digest(fetched.body)
    stands = article is not None and article.gone is None and article.url == page.url
    same = stands and article is not None and article.body_digest == name and page.digest == name
    page.etag, page.last_modified, page.content_type = fetched.etag, fetched.last_modified, fetched.content_type
    page.digest, page.fetched, page.attempts, page.reason = name, fetched.at, 0, None
    page.due = again_at(page, fetched.at)
    page.state = "extracted" if same else "fetched"
    return "unchanged" if page.state == "extracted" else "fetched"


def _missing(page: Page, fetched: Fetched, article: Article | None) -> str:
    """410 is the publisher's word; 404 may be an accident and counts when it is met twice."""
    page.attempts += 1
    page.fetched = fetched.at
    page.etag = page.last_modified = None
    if fetched.status == 404 and page.attempts < 2:
        page.state = "extracted" if article else "gone"
        page.reason = "HTTP 404, once"
        page.due = fetched.at  # the next run looks again
        return "missing"
    page.state, page.reason = "gone", f"HTTP {fetched.status}"
    if article is not None and article.gone is None:
        article.gone = article.updated = fetched.at
    return "gone"


def _failed(page: Page, fetched: Fetched, problems: list[str]) -> str:
    page.attempts += 1
    page.reason = (fetched.error or f"HTTP {fetched.status}, which was not to be expected")[:500]
    page.state = "quarantined" if page.attempts >= ATTEMPTS else "new"
    page.due = None if page.state == "quarantined" else fetched.at + RESTS[min(page.attempts, len(RESTS)) - 1]
    note = "given up after" if page.state == "quarantined" else "attempt"
    problems.append(f"{page.source}: {page.url}: {page.reason} ({note} {page.attempts} of {ATTEMPTS})")
    return "quarantined" if page.state == "quarantined" else "failed"


def bodies(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """Raw bodies by digest."""
    unpack = zstandard.ZstdDecompressor()
    rows = session.execute(select(col(Body.digest), col(Body.data)).where(col(Body.digest).in_(list(digests))))
    return {name: unpack.decompress(data, max_output_size=_LIMIT) for name, data in rows}


def forget(on: Engine, days: int, at: datetime) -> int:
    """Drop raw bodies older than `days` that nothing waits for; articles stay. Returns how many."""
    waits = select(col(Page.digest)).where(col(Page.state) == "fetched", col(Page.digest).is_not(None))
    with Session(on) as session:
        old = delete(Body).where(col(Body.stored) < at - timedelta(days=days), col(Body.digest).not_in(waits))
        count = touched(session, old)
        session.execute(update(Page).where(_bodiless()).values(etag=None, last_modified=None))
        session.commit()
    return count


def _bodiless() -> ColumnElement[bool]:
    return col(Page.digest).is_not(None) & col(Page.digest).not_in(select(col(Body.digest)))
