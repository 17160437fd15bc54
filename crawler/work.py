"""The extracting process: claims archived pages, extracts them, stores what comes out; until there are no more."""

import resource
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from sqlalchemy import Engine, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlmodel import Session, col

from crawler import archive, frontier, lease, meter, store
from crawler.extract import extract
from crawler.headline import openly
from crawler.notes import note
from crawler.refusal import refusal
from crawler.remember import remember
from models.columns import now
from models.database import alone, engine, explain
from models.draft import Draft, Refused
from models.page import Page
from models.source import Source

BATCH = 16  # pages leased, extracted and stored together
LONGEST = 30  # seconds for one page
HUNG = 45  # seconds of CPU after which a page that hangs in a C library ends the process
MEMORY = 3_000_000_000  # bytes of address space; a page that needs more is refused, and the machine lives on


@dataclass(frozen=True)
class Terms:
    """What extraction must know of a source: what on its pages is never the story, and who may read them."""

    drop: tuple[str, ...] = ()
    access: str = "free"


def main(database: str, terms: dict[str, Terms], drained: threading.Event) -> None:
    """What an extracting process does; it ends when nothing is left and the parent said that nothing more will come."""
    worker = lease.name("extract")
    note(worker=worker)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    work(engine(database), terms, worker, drained)
    note(emptied=True)


def work(on: Engine, terms: dict[str, Terms], worker: str, drained: threading.Event) -> None:
    """Extract until no page waits any more after `drained` was set."""
    renewed = looked = time.monotonic()
    while True:
        last = drained.is_set()
        with meter.stage("lease"):
            pages = frontier.claim_fetched(on, now(), worker, BATCH)
        clock = time.monotonic()
        if clock - renewed > lease.RENEW:
            renewed = clock
            lease.renew(on, worker, now())
        if pages:
            note(counts=_batch(on, terms, pages))
            continue
        if last and not any(state == "fetched" for _, state in frontier.waiting(on)):
            return
        if clock - looked > 1:  # pages that another process holds become ours should it die
            looked = clock
            lease.reap(on)
        time.sleep(0.2)


def _batch(on: Engine, terms: dict[str, Terms], pages: list[Page]) -> dict[str, int]:
    for name in sorted({page.source for page in pages}):
        with meter.stage("learn"):
            remember(on, name, lambda page, raw, memory: _outcome(page, raw, terms, {page.source: memory}))
    with meter.stage("read"), Session(on, expire_on_commit=False) as session:
        raw = archive.bodies(session, {page.digest for page in pages if page.digest})
        names = {page.source for page in pages}
        rows = session.execute(select(col(Source.name), col(Source.template)).where(col(Source.name).in_(names)))
        memories = {row[0]: row[1] for row in rows}
    with meter.stage("extract"):
        batch = [store.Extracted(page, _outcome(page, raw, terms, memories)) for page in pages]
    with meter.stage("store"):
        return _store(on, batch)


def _store(on: Engine, batch: list[store.Extracted]) -> dict[str, int]:
    """Write a batch. A page of which the database says that it is more than it takes is refused, alone."""
    for tries in range(5):
        try:
            with Session(on, expire_on_commit=False) as session:
                alone(session.connection())
                counts = store.store(session, batch, now())
                session.commit()
            return counts
        except IntegrityError:
            if tries == 4:
                raise
        except DBAPIError as error:
            if not _too_much(error):
                raise
            if len(batch) > 1:
                return sum((Counter(_store(on, [one])) for one in batch), Counter())
            if tries == 4 or isinstance(batch[0].outcome, Refused):
                raise
            batch = [store.Extracted(batch[0].page, Refused("broken", explain(error)))]
    return {}


def _too_much(error: DBAPIError) -> bool:
    """Whether a statement failed by what it says (sqlstate 54: a limit), and not by the state of the database."""
    return isinstance(error, DataError) or str(getattr(error.orig, "sqlstate", "")).startswith("54")


def _outcome(page: Page, raw: dict[str, bytes], terms: dict[str, Terms], memories: dict[str, dict]) -> Draft | Refused:
    body = raw.get(page.digest or "")
    if body is None:
        return Refused("no-body", "its archived body is no longer kept")
    if page.attempts >= frontier.ATTEMPTS:
        return Refused("crashed", "extraction ended its process every time it was tried")
    source = terms.get(page.source, Terms())
    try:
        with time_limit(LONGEST):
            try:
                outcome: Draft | Refused = extract(
                    body, page.url, source.drop, page.content_type, page.hint, memories.get(page.source)
                )
            except Refused as refused:
                outcome = refused
            outcome = refusal(body, outcome) or outcome
            return openly(outcome, source.access, page.url, page.hint)
    except TimeoutError:
        return Refused("too-slow", f"extraction took longer than {LONGEST} s")
    except Exception as error:  # one bad page never stops the run; it is listed with its reason
        return Refused("broken", f"{type(error).__name__}: {error}"[:300])


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raises TimeoutError when the block takes longer. For the main thread of a worker process.

    A block that never comes back to the interpreter ends the process at HUNG seconds; the run starts another.
    """

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the kernel's own answer to it is the end of the process
    signal.setitimer(signal.ITIMER_PROF, HUNG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_PROF, 0)
