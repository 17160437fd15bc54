"""A run: fetching and extracting processes side by side, watched until all is done; crawl, import and reprocess."""

import multiprocessing
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from typing import Any

from sqlalchemy import Engine, func, select, update
from sqlmodel import Session, col

from crawler import fetch, frontier, schedule, work
from crawler.network import Door
from crawler.sources import spiders
from models.columns import now
from models.page import Page
from models.settings import settings
from models.source import Channel, Crawl

spawn = multiprocessing.get_context("spawn")
Tick = Callable[["Progress"], None]


@dataclass
class Progress:
    """How far a run is, for a progress bar: pages by state since it began."""

    fetched: int = 0
    waiting: int = 0
    done: int = 0


@dataclass
class Report:
    """What a run came to. `errors` is empty when all that was asked was done."""

    counts: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, counts: dict[str, int]) -> None:
        for word, number in counts.items():
            self.counts[word] = self.counts.get(word, 0) + number


@dataclass
class _Child:
    name: str
    process: BaseProcess
    lifeline: Connection
    results: Connection


def crawl(
    on: Engine,
    names: Sequence[str] = (),
    due_only: bool = False,
    doors: Sequence[Door] = (),
    delay: float | None = None,
    folder: str | None = None,
    tick: Tick = lambda progress: None,
) -> Report:
    """Crawl the sources named (default: all) and extract what comes in.

    Raises KeyError with the unknown name. Every source that could not be read stands in the report's errors.
    """
    known = spiders(folder)
    chosen = list(names) or list(known)
    for name in chosen:
        if name not in known:
            raise KeyError(name)
    frontier.register(on, [known[name] for name in chosen])
    if due_only:
        due = schedule.due_sources(on, now())
        chosen = [name for name in chosen if name in due]
    run = _open(on, "crawl")
    report = Report()
    if chosen:
        worker = f"fetch-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        order = fetch.Order(_url(on), chosen, worker, due_only, delay, list(doors), _folder(folder))
        stats = _processes(on, report, tick, _folder(folder), order)
        frontier.release(on, worker)
        _judge(on, report, chosen, stats)
    _close(on, run, report)
    return report


def extract_waiting(on: Engine, what: str, folder: str | None = None, tick: Tick = lambda progress: None) -> Report:
    """Extract every archived page that waits: after an import, for `reprocess`, or left by a run that was killed."""
    run = _open(on, what)
    report = Report()
    _processes(on, report, tick, _folder(folder), None)
    _close(on, run, report)
    return report


def reprocess(on: Engine, source: str | None = None, tick: Tick = lambda progress: None) -> Report:
    """Extract archived pages again, all or one source's; articles keep their ids."""
    with Session(on) as session:
        again = col(Page.digest).is_not(None) & col(Page.state).in_(("extracted", "refused"))
        chosen = update(Page).where(again)
        if source:
            chosen = chosen.where(col(Page.source) == source)
        session.execute(chosen.values(state="fetched", attempts=0, lease_by=None, lease_until=None))
        session.commit()
    return extract_waiting(on, "reprocess", tick=tick)


def _processes(on: Engine, report: Report, tick: Tick, folder: str | None, order: fetch.Order | None) -> dict[str, Any]:
    """Run the children to their end; returns the fetcher's stats by source."""
    drained = spawn.Event()
    children = [_worker(on, folder, number, drained) for number in range(settings().workers or os.cpu_count() or 1)]
    fetcher = _fetcher(order) if order else None
    stats: dict[str, Any] = {}
    begun = now()
    try:
        if fetcher:
            stats = _finish(fetcher, report, lambda: tick(_progress(on, begun)))
        drained.set()
        for child in children:
            report.add(_finish(child, report, lambda: tick(_progress(on, begun))))
    finally:
        for child in [*children, *([fetcher] if fetcher else [])]:
            if child.process.is_alive():
                child.process.terminate()
                child.process.join()
    tick(_progress(on, begun))
    return stats


def _worker(on: Engine, folder: str | None, number: int, drained: Event) -> _Child:
    name = f"extract-{os.getpid()}-{number}-{uuid.uuid4().hex[:8]}"
    theirs, ours = spawn.Pipe(duplex=False)
    incoming, outgoing = spawn.Pipe(duplex=False)
    process = spawn.Process(target=work.main, args=(_url(on), folder, name, theirs, outgoing, drained), name=name)
    return _start(name, process, theirs, ours, incoming, outgoing)


def _fetcher(order: fetch.Order) -> _Child:
    theirs, ours = spawn.Pipe(duplex=False)
    incoming, outgoing = spawn.Pipe(duplex=False)
    process = spawn.Process(target=fetch.main, args=(order, theirs, outgoing), name="fetch")
    return _start(order.worker, process, theirs, ours, incoming, outgoing)


def _start(
    name: str, process: BaseProcess, theirs: Connection, ours: Connection, incoming: Connection, outgoing: Connection
) -> _Child:
    process.start()
    theirs.close()
    outgoing.close()
    return _Child(name, process, ours, incoming)


def _finish(child: _Child, report: Report, beat: Callable[[], None]) -> dict[str, Any]:
    """Wait for a child's result; a child that died without one is an error of the run."""
    while not child.results.poll(0.25):
        beat()
    try:
        result: dict[str, Any] = child.results.recv()
    except EOFError:
        child.process.join()
        report.errors.append(
            f"process {child.process.name} ended with {child.process.exitcode} before its work was done"
        )
        return {}
    child.process.join()
    return result


def _progress(on: Engine, begun: Any) -> Progress:
    with Session(on) as session:
        states = select(col(Page.state), func.count()).where(
            (col(Page.fetched) >= begun) | (col(Page.extracted) >= begun) | (col(Page.state) == "new")
        )
        found = {row[0]: row[1] for row in session.execute(states.group_by(col(Page.state)))}
    done = sum(number for state, number in found.items() if state not in ("new", "fetched"))
    return Progress(done + found.get("fetched", 0), found.get("new", 0), done)


def _judge(on: Engine, report: Report, chosen: Sequence[str], stats: dict[str, Any]) -> None:
    """What the fetcher's stats and the channels' last errors say about each source."""
    with Session(on) as session:
        broken = select(Channel).where(col(Channel.source).in_(chosen), col(Channel.errors) > 0)
        failing = {(row.source, row.last_error) for row in session.execute(broken).scalars()}
        due = select(func.count()).where(col(Page.source).in_(chosen), col(Page.state) == "new")
        undone = session.execute(due).scalar_one()
    report.errors += [f"{source}: {error}" for source, error in sorted(failing, key=str)]
    for source in chosen:
        numbers = stats.get(source, {})
        if numbers.get("councilwire/fatal"):
            report.errors.append(f"{source}: {numbers['councilwire/fatal']}")
        for key, value in numbers.items():
            word = key.removeprefix("councilwire/")
            if word != key and isinstance(value, int):
                report.counts[word] = report.counts.get(word, 0) + value
    if undone:
        report.errors.append(f"{undone} pages could not be fetched yet; the next run tries them again")


def _open(on: Engine, what: str) -> int:
    with Session(on) as session:
        run = Crawl(what=what, started=now())
        session.add(run)
        session.commit()
        return run.id or 0


def _close(on: Engine, run: int, report: Report) -> None:
    with Session(on) as session:
        values = {"finished": now(), "ok": not report.errors, "counts": report.counts, "errors": report.errors}
        session.execute(update(Crawl).where(col(Crawl.id) == run).values(**values))
        session.commit()


def _url(on: Engine) -> str:
    return on.url.render_as_string(hide_password=False)


def _folder(folder: str | None) -> str | None:
    return folder or (str(settings().sources) if settings().sources else None)
