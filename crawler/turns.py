"""Taking turns: one request at a time at a host, with its pause between, across spiders and across processes."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from sqlalchemy import Engine, or_, update
from sqlmodel import Session, col

from crawler import lease
from crawler.frontier import insert
from models.columns import now
from models.database import touched
from models.source import Turn

LONGEST_WAIT = 300.0  # seconds a host may hold a run; what asks for more is left for the next one
LONGEST_PEACE = 7 * 86_400.0  # seconds; a Retry-After beyond a week is a mistake
FAILURES = 9  # in a row (three pages, tried thrice), after which the host counts as down for this run
IDLE = 15.0  # seconds without a request after which another process may have the host
LOOK = 0.5  # seconds between two looks at a host that another process holds


class Postponed(IgnoreRequest):
    """The host is not to be asked now; what was asked for stays in the frontier, and nobody failed."""

    def __init__(self, message: str, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until


@dataclass
class Pace:
    """One host's turn-taking in this process."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next: float = 0.0  # time.monotonic() from which the next request may leave
    delay: float = 0.0  # the pause robots.txt asks for
    used: float = 0.0
    held: bool = False  # whether this process has the host's turn
    failures: int = 0  # in a row without an answer
    answers: int = 0  # to requests for pages and channels
    refusals: int = 0  # 429 and 503 in a row without a Retry-After


class Turns:
    """All hosts that one process talks to."""

    def __init__(self, on: Engine, worker: str) -> None:
        self.on = on
        self.worker = worker
        self.paces: dict[str, Pace] = {}
        self.keeping: asyncio.Task[None] | None = None

    def pace(self, host: str) -> Pace:
        return self.paces.setdefault(host, Pace())

    async def take(self, host: str, delay: float) -> Pace:
        """Wait for this host's turn and pause. Raises Postponed where that would hold the run too long."""
        if self.keeping is None or self.keeping.done():
            self.keeping = asyncio.ensure_future(self._keep())
        pace = self.pace(host)
        await pace.lock.acquire()
        try:
            if pace.failures >= FAILURES:
                raise Postponed(f"{host} did not answer {pace.failures} times in a row")
            if not pace.held:
                await self._win(host, pace, delay)
            wait = pace.next - time.monotonic()
            if wait > LONGEST_WAIT:
                until = now() + timedelta(seconds=wait)
                raise Postponed(f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC", until)
            if wait > 0:
                await asyncio.sleep(wait)
        except BaseException:
            pace.lock.release()
            raise
        return pace

    def done(self, pace: Pace, delay: float, answered: bool, told: bool = True) -> None:
        """The request is over; the next may leave after the pause. `told` says that an answer speaks for the pages."""
        pace.used = time.monotonic()
        pace.next = max(pace.next, pace.used + max(delay, pace.delay))
        pace.failures = 0 if answered else pace.failures + 1
        pace.answers += answered and told
        pace.lock.release()

    def peace(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long; the database remembers it beyond this run."""
        pace = self.pace(host)
        seconds = min(seconds, LONGEST_PEACE)
        pace.next = max(pace.next, time.monotonic() + seconds)
        if seconds > 1:
            with Session(self.on) as session:
                session.execute(
                    update(Turn).where(col(Turn.host) == host).values(retry_at=now() + timedelta(seconds=seconds))
                )
                session.commit()

    async def _win(self, host: str, pace: Pace, delay: float) -> None:
        """Become the one process that talks to the host; waits while another one does."""
        while True:
            row = await asyncio.to_thread(self._claim, host)
            if row is not None:
                break
            await asyncio.sleep(LOOK)
        pace.held = True
        at = now()
        for moment in (row.next_at, row.retry_at):
            if moment is not None and at < moment < at + lease.AHEAD:
                pace.next = max(pace.next, time.monotonic() + (moment - at).total_seconds())
        if row.lease_by is not None:  # its holder died with a request perhaps just sent
            pace.next = max(pace.next, time.monotonic() + max(delay, pace.delay))

    def _claim(self, host: str) -> Turn | None:
        """The row as it stood before it became ours; None while a living process has it."""
        at = now()
        with Session(self.on, expire_on_commit=False) as session:
            before = session.get(Turn, host)
            if before is None:
                session.execute(insert(session, Turn).values(host=host).on_conflict_do_nothing(index_elements=["host"]))
                before = Turn(host=host)
            else:
                session.expunge(before)
            ours = [lease.free(Turn, at), col(Turn.lease_by) == self.worker]
            if before.lease_by and not lease.alive(before.lease_by):
                ours.append(col(Turn.lease_by) == before.lease_by)
            mine = update(Turn).where(col(Turn.host) == host, or_(*ours))
            won = touched(session, mine.values(lease_by=self.worker, lease_until=at + lease.LEASE))
            session.commit()
            return before if won else None

    def _give(self, hosts: list[str]) -> None:
        at, clock = now(), time.monotonic()
        with Session(self.on) as session:
            for host in hosts:
                values = {
                    "lease_by": None,
                    "lease_until": None,
                    "next_at": at + timedelta(seconds=max(0.0, self.pace(host).next - clock)),
                }
                mine = update(Turn).where(col(Turn.host) == host, col(Turn.lease_by) == self.worker)
                session.execute(mine.values(**values))
            session.commit()

    async def _keep(self) -> None:
        """Renew what is held, and give back the hosts nobody here talks to any more."""
        renewed = time.monotonic()
        while True:
            await asyncio.sleep(5)
            clock = time.monotonic()
            if clock - renewed > lease.RENEW:
                renewed = clock
                await asyncio.to_thread(lease.renew, self.on, self.worker, now())
            idle = [h for h, p in self.paces.items() if p.held and not p.lock.locked() and clock - p.used > IDLE]
            for host in idle:
                self.paces[host].held = False
            if idle:
                await asyncio.to_thread(self._give, idle)

    def leave(self) -> None:
        """The process ends: remember each host's pause for whoever comes next."""
        self._give([host for host, pace in self.paces.items() if pace.held])


def host_of(url: str) -> str:
    """The host an address stands on; a port is part of it where it is neither 80 nor 443."""
    split = urlsplit(url)
    name = (split.hostname or "").rstrip(".").lower()
    return name if split.port in (None, 80, 443) else f"{name}:{split.port}"


_turns: dict[tuple[int, str], Turns] = {}


def turns_of(on: Engine, worker: str) -> Turns:
    """The one Turns of this process for a database and a worker's name."""
    return _turns.setdefault((id(on), worker), Turns(on, worker))
