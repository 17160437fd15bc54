"""What a request reads the database through: one connection, with a limit to what a statement may cost."""

import itertools
import select
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

import anyio
import anyio.to_thread
import orjson
from fastapi import FastAPI, Request
from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError

from api.conditions import Compiler
from api.grammar import Node, QueryError, parse
from api.limits import Limits
from api.pool import Pool
from api.prepared import Prepared, Raw, Row, raw, together, together_awaited
from api.problems import Problem
from api.version import Latest
from api.vocabulary import Vocabulary
from api.vocabulary import read as read_vocabulary
from models.columns import now
from models.reading import Document, Reading
from models.settings import Settings

THREADS = 2  # requests that read the database at once: more only take the interpreter's lock from each other


@dataclass
class House:
    """What all requests of one application share."""

    engine: Engine
    reads: Engine  # the same database for those who only read, see `reader_of`
    settings: Settings
    version: Callable[[], str]  # a word that changes with every commit, see api/version.py
    pool: Pool | None  # to a database elsewhere; SQLite is in this process: asking it then costs next to nothing
    limits: Limits
    tag: Callable[[Sequence[Document]], list[Reading]] | None = None
    vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())
    reading: threading.Lock = field(default_factory=threading.Lock)
    renewed: Latest[Vocabulary] = field(init=False)  # the vocabulary, read anew by a thread for the event loop

    def __post_init__(self) -> None:
        self.renewed = Latest(partial(anyio.to_thread.run_sync, partial(renew, self)))


@dataclass
class AsOf:
    """The state of the database that an answer is true of: that of the moment at which its reading begins. Requests
    for the same answer that come before it share the answer, whatever was written since the first of them came."""

    version: str
    settled: bool = False

    def settle(self, home: House) -> str:
        """Reading begins here."""
        if not self.settled:
            self.settled = True  # first: who comes from here on waits for another answer
            if home.pool is None:
                self.version = home.version()
        return self.version


def as_of(request: Request) -> str:
    """The state of the database that a request is answered from."""
    home = house(request.app)
    told: AsOf | None = request.scope.get("as_of")
    return told.settle(home) if told is not None else request.scope.get("version") or home.version()


def reader_of(engine: Engine, settings: Settings) -> Engine:
    """An engine for reading. On PostgreSQL no transaction is begun and ended around each read, the limit to what a
    statement may take is said once for each connection, and whether a connection is still there is seen without asking:
    most of what a short read would send to and fro."""
    if engine.dialect.name == "sqlite":
        return engine
    limit = max(1, int(settings.statement_seconds * 1000))
    told = {
        "options": f"-c statement_timeout={limit} -c random_page_cost={PAGE_COST}",
        "client_encoding": "utf8",
        **ALIVE,
    }
    # Searches are planned for their very words; api/prepared.py has prepared what does not depend on any.
    told["prepare_threshold"] = 1_000_000_000
    made = create_engine(
        engine.url,
        isolation_level="AUTOCOMMIT",
        json_deserializer=orjson.loads,
        connect_args=told,
        pool_reset_on_return=None,  # there is no transaction to end
    )
    event.listen(made, "checkout", still_there)
    return made


# What is read lies in memory or on a solid-state disk. PostgreSQL's own 4.0 is that of a turning one: it would rather
# go through a whole table than look a few thousand rows up.
PAGE_COST = 1.1

# A server that vanished without a word is noticed within a minute, not within the hours of TCP's defaults.
ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 30_000}


def still_there(driver: Any, _record: object, _proxy: object) -> None:
    """A server says nothing to those who asked nothing, unless that it goes: a connection with something to read is
    given up for a new one. Raises DisconnectionError."""
    try:
        waiting = select.poll()
        waiting.register(driver.fileno(), select.POLLIN)
        gone = bool(waiting.poll(0))
    except Exception:  # closed on this side, so that it has no number any more
        gone = True
    if gone:
        raise DisconnectionError


class Reader:
    """An open connection with the words and the moment that queries are understood by. Given as its driver knows it, it
    is wrapped for SQLAlchemy only where that is needed: many reads do without."""

    def __init__(
        self,
        held: Connection | PoolProxiedConnection,
        vocabulary: Vocabulary,
        now: datetime,
        engine: Engine | None = None,
    ) -> None:
        self.held, self.vocabulary, self.now, self.engine = held, vocabulary, now, engine

    @cached_property
    def connection(self) -> Connection:
        if isinstance(self.held, Connection):
            return self.held
        assert self.engine is not None
        return Connection(self.engine, self.held)

    @cached_property
    def raw(self) -> Raw:
        if isinstance(self.held, Connection):
            return raw(self.held)
        assert self.engine is not None
        return Raw(self.held.driver_connection, self.engine.dialect)

    def close(self) -> None:
        self.connection.close() if "connection" in self.__dict__ else self.held.close()

    @property
    def sqlite(self) -> bool:
        return self.raw.dialect.name == "sqlite"

    @property
    def compiler(self) -> Compiler:
        return Compiler(self.raw.dialect.name, self.vocabulary, self.now)

    @property
    def walker(self) -> Compiler:
        """A compiler for the first rows of a list of articles in their order."""
        return Compiler(self.raw.dialect.name, self.vocabulary, self.now, walk=True)


def house(app: FastAPI) -> House:
    found: House = app.state.house
    return found


@contextmanager
def reading(request: Request) -> Iterator[Reader]:
    """A Reader for one request; a statement that takes longer than the limit ends as a problem."""
    home = house(request.app)
    version = as_of(request)
    held = _held(home.reads)
    reader = Reader(held, home.vocabulary[1], now(), home.reads)
    ticket = WATCH.begin(held.driver_connection, home.settings.statement_seconds) if reader.sqlite else 0
    try:
        if old(home, version):
            reader.vocabulary = known(home, reader.connection, version)
        yield reader
    except QueryError as error:
        raise unread(error) from error
    finally:
        if ticket:
            WATCH.end(ticket)
        reader.close()


def _held(reads: Engine) -> PoolProxiedConnection:
    try:
        return reads.raw_connection()
    except reads.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(None, None, error) from error


async def look_up(home: House, asked: tuple[Prepared, ...], **given: Any) -> list[list[Row]]:
    """A few rows, see `together`, for the event loop. They are read where we are: handing this to a thread and back
    would cost several times the reading. Raises DBAPIError."""
    if home.pool is not None:
        return await together_awaited(home.pool.rows, asked, **given)
    held = _held(home.reads)
    try:
        return together(Raw(held.driver_connection, home.reads.dialect), asked, **given)
    finally:
        held.close()


async def vocabulary(request: Request) -> Vocabulary:
    """The words known to the state that a request is answered from, or to a newer one. They are read by a thread, once
    for all who wait for them, who would else queue behind each other for what they then find done."""
    home = house(request.app)
    if home.vocabulary[0] == as_of(request):
        return home.vocabulary[1]
    if home.pool is None and not home.vocabulary[1].due:
        return renew(home)  # takes half a moment
    return await home.renewed()


def renew(home: House) -> Vocabulary:
    """The vocabulary of the state that the database is in."""
    with home.reads.connect() as connection:
        return known(home, connection, home.version())


class Watch:
    """Interrupts SQLite connections whose time is up, from one thread. A progress handler would take the interpreter's
    lock thousands of times a second from every thread that reads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.open: dict[int, tuple[Any, float]] = {}
        self.tickets = itertools.count(1)
        self.thread: threading.Thread | None = None

    def begin(self, driver: Any, seconds: float) -> int:
        end = time.monotonic() + seconds
        with self.lock:
            ticket = next(self.tickets)
            self.open[ticket] = (driver, end)
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._run, daemon=True, name="statement-limit")
                self.thread.start()
            return ticket

    def end(self, ticket: int) -> None:
        with self.lock:
            self.open.pop(ticket, None)

    def _run(self) -> None:
        while True:
            time.sleep(TICK)
            now = time.monotonic()
            with self.lock:
                for driver, end in self.open.values():
                    if now > end:
                        driver.interrupt()


TICK = 0.05
WATCH = Watch()


def known(home: House, connection: Connection, version: str) -> Vocabulary:
    """The vocabulary of this state of the database or a newer one, read by one thread for all."""
    if old(home, version):
        with home.reading:
            if old(home, version):
                home.vocabulary = (version, read_vocabulary(connection, home.vocabulary[1]))
    return home.vocabulary[1]


def old(home: House, version: str) -> bool:
    """Whether the vocabulary is older than a request that began at `version`. One that is newer is never read anew for
    a request that has been waiting: those behind it would have to read theirs again."""
    return home.vocabulary[0] != version and home.vocabulary[0] != home.version()


def understood(query: str) -> Node | None:
    """The tree of a query. Raises Problem, saying where the fault is and what the nearest right word would be."""
    try:
        return parse(query)
    except QueryError as error:
        raise unread(error) from error


def unread(error: QueryError, where: str = "query", name: str = "q") -> Problem:
    """What is told of a fault in a query, which stands in the field `name` of `where`, or of one in a parameter."""
    near = f" Did you mean '{error.nearest}'?" if error.nearest else ""
    fault: dict[str, Any]
    if isinstance(error.at, str):
        title, detail = f"'{error.at}' is not understood.", f"{error.message[0].upper()}{error.message[1:]}.{near}"
        fault = {"in": where, "name": error.at, "message": error.message}
    else:
        title, detail = "The query is not understood.", f"At character {error.at + 1}: {error.message}.{near}"
        fault = {"in": where, "name": name, "at": error.at, "message": error.message}
    if error.nearest:
        fault["nearest"] = error.nearest
    return Problem(422, "bad-query", title, detail, [fault])
