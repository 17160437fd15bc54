"""The extracting process: claims archived pages, extracts them, stores what comes out; until there are no more."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from types import FrameType

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from crawler import archive, frontier, store
from crawler.extract import extract
from crawler.sources import spiders
from crawler.spider import SourceSpider
from crawler.watch import end_with_parent
from models.columns import now
from models.database import engine
from models.draft import Draft, Refused
from models.page import Page
from models.source import Source

BATCH = 16  # pages leased, extracted and stored together
LONGEST = 30  # seconds for one page


def main(
    database: str, folder: str | None, worker: str, lifeline: Connection, results: Connection, drained: Event
) -> None:
    """Entry point of the spawned process; sends its counts when nothing is left and nothing more will come."""
    end_with_parent(lifeline)
    results.send(work(engine(database), spiders(folder), worker, drained))
    results.close()


def work(on: Engine, known: dict[str, type[SourceSpider]], worker: str, drained: Event) -> dict[str, int]:
    """Extract until the queue is empty after `drained` was set; returns how many pages came to what."""
    total: dict[str, int] = {}
    while True:
        last = drained.is_set()
        pages = frontier.claim_fetched(on, now(), worker, BATCH)
        if not pages:
            if last:
                return total
            time.sleep(0.05)
            continue
        for word, number in _batch(on, known, pages).items():
            total[word] = total.get(word, 0) + number


def _batch(on: Engine, known: dict[str, type[SourceSpider]], pages: list[Page]) -> dict[str, int]:
    with Session(on, expire_on_commit=False) as session:
        raw = archive.bodies(session, {page.digest for page in pages if page.digest})
        names = {page.source for page in pages}
        rows = session.execute(select(col(Source.name), col(Source.template)).where(col(Source.name).in_(names)))
        memories = {row[0]: row[1] for row in rows}
        session.rollback()
        batch = [store.Extracted(page, _outcome(page, raw, known.get(page.source), memories)) for page in pages]
        counts = store.store(session, batch, now())
        session.commit()
    return counts


def _outcome(
    page: Page, raw: dict[str, bytes], spider: type[SourceSpider] | None, memories: dict[str, dict]
) -> Draft | Refused:
    body = raw.get(page.digest or "")
    if body is None:
        return Refused("no-body", "its archived body is no longer kept")
    if page.attempts > frontier.ATTEMPTS:
        return Refused("crashed", "extraction ended its process every time it was tried")
    drop = spider.drop if spider else ()
    try:
        with time_limit(LONGEST):
            return extract(body, page.url, drop, page.content_type, page.hint, memories.get(page.source))
    except Refused as refused:
        return refused
    except TimeoutError:
        return Refused("too-slow", f"extraction took longer than {LONGEST} s")
    except Exception as error:  # one bad page never stops the run; it is listed with its reason
        return Refused("broken", f"{type(error).__name__}: {error}"[:300])


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raises TimeoutError when the block takes longer. For the main thread of a worker process."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
