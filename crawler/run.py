"""A run: crawl, import or reprocess; started, watched until all is done, judged and written down."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Select, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from crawler import fetch, frontier, health, lease, schedule
from crawler.archive import forget
from crawler.crew import Crew
from crawler.network import Door
from crawler.sources import spiders
from models.columns import now
from models.database import explain
from models.page import Body, Page
from models.settings import settings
from models.source import Crawl

Tick = Callable[["Progress"], None]
MOST_LINES = 200  # problems named one by one


@dataclass
class Progress:
    """How far a run is, for a progress bar."""

    fetched: int = 0  # pages brought in
    waiting: int = 0  # pages known and not brought in yet
    done: int = 0  # pages extracted, refused or found unchanged


@dataclass
class Report:
    """What a run came to. `errors` is empty when all that was asked was done."""

    counts: dict[str, int] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)  # seconds of all processes, by stage
    errors: list[str] = field(default_factory=list)
    what: str = "crawl"
    started: datetime | None = None
    finished: datetime | None = None
    sources: list[str] = field(default_factory=list)  # that were asked
    later: set[str] = field(default_factory=set)  # of these, whose rest goes to the next run of what is due
    emptied: bool = False  # no archived page waited when the work was done; what waits since, another run brought in

    def told_whole(self) -> dict[str, Any]:
        """All but counts and errors, for programs."""
        begun, ended = self.started or now(), self.finished or now()
        told: dict[str, Any] = {"run": self.what, "started": begun.isoformat(), "finished": ended.isoformat()}
        told |= {"seconds": round((ended - begun).total_seconds(), 3), "cpu": self.cpu, "sources": self.sources}
        return told

    def add(self, counts: dict[str, int]) -> None:
        for word, number in counts.items():
            self.counts[word] = self.counts.get(word, 0) + number

    def blame(self, line: str) -> None:
        """Note what could not be done, once, however many processes meet it."""
        if line not in self.errors:
            self.errors.append(line)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Around a step of a run that has begun: a database that fails it is a line of the report, not its end."""
        try:
            yield
        except DBAPIError as error:
            self.blame(explain(error))

    def progress(self, before: int) -> Progress:
        """The same as numbers of pages; `before` is how many waited when the run began."""

        def sum_of(*words: str) -> int:
            return sum(self.counts.get(word, 0) for word in words)

        idle = sum_of("unchanged", "missing", "gone", "failed", "quarantined", "postponed")
        fetched = idle + sum_of("fetched")
        done = idle + sum_of("new", "edited", "changed", "same", "refused", "duplicate")
        return Progress(fetched, max(0, before + sum_of("found", "vanished") - fetched), done)


def crawl(
    on: Engine,
    names: Sequence[str] = (),
    due_only: bool = False,
    doors: Sequence[Door] = (),
    delay: float | None = None,
    folder: str | None = None,
    tick: Tick = lambda progress: None,
    recheck_days: int = 0,
) -> Report:
    """Crawl the sources named (default: all) and extract what comes in.

    With `recheck_days` every article found in so many days is asked for again. Raises KeyError with the unknown name.
    All that was asked and not done stands in the report's errors, a line each.
    """
    known = spiders(folder)
    chosen = list(names) or list(known)
    for name in chosen:
        if name not in known:
            raise KeyError(name)
    lease.reap(on)
    frontier.register(on, [known[name] for name in chosen])
    begun = now()
    if names and not due_only:
        schedule.revive(on, chosen)
    if recheck_days:
        frontier.recheck(on, chosen, begun, timedelta(days=recheck_days))
    if due_only:
        due = schedule.due_sources(on, begun)
        chosen = [name for name in chosen if name in due]
    else:
        frontier.wake(on, chosen, begun)
    left = any(state == "fetched" for _, state in frontier.waiting(on))
    run, report = _open(on, "crawl")
    report.sources = list(chosen)
    if chosen or left:
        order = fetch.Order(_url(on), chosen, due_only, delay, list(doors), _folder(folder)) if chosen else None
        _work(on, report, tick, folder, order)
        _judge(on, report, chosen)
        if not due_only:
            with report.told():
                report.errors += schedule.dead(on, chosen)
    with report.told():
        if settings().retention_days:
            report.add({"forgotten": forget(on, settings().retention_days, now())})
        health.note_changes(on, chosen, now())
    _close(on, run, report)
    return report


def extract_waiting(on: Engine, what: str, folder: str | None = None, tick: Tick = lambda progress: None) -> Report:
    """Extract every archived page that waits: after an import, for `reprocess`, or left by a run that was killed."""
    lease.reap(on)
    run, report = _open(on, what)
    _work(on, report, tick, folder, None)
    _judge(on, report, [])
    _close(on, run, report)
    return report


def reprocess(
    on: Engine,
    source: str | None = None,
    tick: Tick = lambda progress: None,
    like: str | None = None,
    folder: str | None = None,
    pages: Select[Any] | None = None,
) -> Report:
    """Extract archived pages again; articles keep their ids.

    All of them, one source's, those whose address is `like` an SQL pattern, or those whose ids `pages` selects. What
    retention dropped stays as it is.
    """
    with Session(on) as session:
        kept = col(Page.digest).in_(select(col(Body.digest)))
        chosen = update(Page).where(kept, col(Page.state).in_(("extracted", "refused")))
        if source:
            chosen = chosen.where(col(Page.source) == source)
        if like:
            chosen = chosen.where(col(Page.url).like(like))
        if pages is not None:
            chosen = chosen.where(col(Page.id).in_(pages))
        session.execute(chosen.values(state="fetched", attempts=0, lease_by=None, lease_until=None))
        session.commit()
    return extract_waiting(on, "reprocess", folder, tick)


def _work(on: Engine, report: Report, tick: Tick, folder: str | None, order: fetch.Order | None) -> None:
    before = sum(frontier.waiting(on).values())
    terms = {name: (spider.drop, spider.access) for name, spider in spiders(folder).items()}
    crew = Crew(on, _url(on), terms, order)

    def hear(said: dict[str, Any]) -> None:
        report.add(said.get("counts", {}))
        for stage, seconds in said.get("cpu", {}).items():
            report.cpu[stage] = round(report.cpu.get(stage, 0.0) + seconds, 3)
        report.later.update(said.get("later", []))
        report.emptied |= "emptied" in said
        for line in said.get("problems", []):
            report.blame(line)

    with report.told():
        crew.run(hear, lambda: tick(report.progress(before)))


def _judge(on: Engine, report: Report, chosen: Sequence[str]) -> None:
    """What is left undone though it was asked for, a line for each source."""
    left: dict[tuple[str, str], int] = {}
    with report.told():
        left = frontier.left(on, now())
    for (source, state), number in sorted(left.items()):
        if state == "fetched":
            if not report.emptied:
                report.errors.append(f"{source}: {number} archived pages are not extracted yet; run again")
        elif source in report.later:
            report.add({"left for the next run": number})
        elif source in chosen:
            report.errors.append(f"{source}: {number} pages are not fetched yet; run again")
    if len(report.errors) > MOST_LINES:
        more = len(report.errors) - MOST_LINES
        report.errors[MOST_LINES:] = [f"and {more} more; 'councilwire quarantine list' and 'refused' name pages"]


def _open(on: Engine, what: str) -> tuple[int, Report]:
    at = now()
    report = Report(what=what, started=at)
    with Session(on) as session:
        run = Crawl(what=what, started=at)
        session.add(run)
        session.commit()
        return run.id or 0, report


def _close(on: Engine, run: int, report: Report) -> None:
    report.finished = now()
    with report.told(), Session(on) as session:
        values = {
            "finished": report.finished,
            "ok": not report.errors,
            "counts": report.counts,
            "errors": report.errors,
        }
        session.execute(update(Crawl).where(col(Crawl.id) == run).values(**values))
        session.commit()


def _url(on: Engine) -> str:
    return on.url.render_as_string(hide_password=False)


def _folder(folder: str | None) -> str | None:
    return folder or (str(settings().sources) if settings().sources else None)
