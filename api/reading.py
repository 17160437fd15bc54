"""What a request reads the database through: one connection, with a limit to what a statement may cost."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import anyio
import anyio.to_thread
from fastapi import FastAPI, Request
from pydantic_core import from_json
from sqlalchemy import Connection, Engine, create_engine
from starlette.responses import Response

from api.conditions import Compiler
from api.grammar import Node, QueryError, parse
from api.limits import Limits
from api.problems import Problem
from api.vocabulary import Vocabulary
from api.vocabulary import read as read_vocabulary
from models.columns import now
from models.reading import Document, Reading
from models.settings import Settings


@dataclass
class House:
    """What all requests of one application share."""

    engine: Engine
    reads: Engine  # the same database for those who only read, see `reader_of`
    settings: Settings
    version: Callable[[], str]  # a word that changes with every commit, see api/version.py
    limits: Limits
    tag: Callable[[Sequence[Document]], list[Reading]] | None = None
    vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())
    reading: threading.Lock = field(default_factory=threading.Lock)
    renewing: anyio.Event | None = None  # set when the vocabulary that is being read has been


def reader_of(engine: Engine, settings: Settings) -> Engine:
    """An engine for reading. On PostgreSQL no transaction is begun and ended around each read, and the limit to what a
    statement may take is said once for each connection: half of what a short read would send to and fro."""
    if engine.dialect.name == "sqlite":
        return engine
    limit = {"options": f"-c statement_timeout={max(1, int(settings.statement_seconds * 1000))}"}
    return create_engine(
        engine.url, isolation_level="AUTOCOMMIT", pool_pre_ping=True, json_deserializer=from_json, connect_args=limit
    )


@dataclass
class Reader:
    """An open connection with the words and the moment that queries are understood by."""

    connection: Connection
    vocabulary: Vocabulary
    now: datetime

    @property
    def sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    @property
    def compiler(self) -> Compiler:
        return Compiler(self.connection.dialect.name, self.vocabulary, self.now)

    @property
    def walker(self) -> Compiler:
        """A compiler for the first rows of a list of articles in their order."""
        return Compiler(self.connection.dialect.name, self.vocabulary, self.now, walk=True)


def house(app: FastAPI) -> House:
    found: House = app.state.house
    return found


@contextmanager
def reading(request: Request) -> Iterator[Reader]:
    """A Reader for one request; a statement that takes longer than the limit ends as a problem."""
    home = house(request.app)
    version = request.scope.get("version") or home.version()
    with home.reads.connect() as connection, limited(connection, home.settings.statement_seconds):
        try:
            yield Reader(connection, known(home, connection, version), now())
        except QueryError as error:
            raise unread(error) from error


async def at_once(request: Request, read: Callable[[Reader], Response]) -> Response:
    """The answer of a look-up of a few rows. From SQLite it is read where we are: handing it to a thread and back would
    cost several times the reading. A database elsewhere is read by a thread, as ever, and so is a new vocabulary: by
    one for all who wait for it, who would else queue behind each other for what they then find done."""
    home = house(request.app)

    def answer() -> Response:
        with reading(request) as reader:
            return read(reader)

    def renew() -> None:
        with reading(request):
            pass

    if home.engine.dialect.name != "sqlite":
        return await anyio.to_thread.run_sync(answer)
    if old(home, request.scope.get("version", "")):
        if home.renewing is not None:
            await home.renewing.wait()
        else:
            home.renewing = anyio.Event()
            try:
                await anyio.to_thread.run_sync(renew)
            finally:
                home.renewing.set()
                home.renewing = None
    return answer()


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Statements on this connection end after `seconds`; PostgreSQL sees to that by itself."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    ticket = WATCH.begin(driver, time.monotonic() + seconds)
    try:
        yield
    finally:
        WATCH.end(ticket)


class Watch:
    """Interrupts SQLite connections whose time is up, from one thread. A progress handler would take the interpreter's
    lock thousands of times a second from every thread that reads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.open: dict[int, tuple[Any, float]] = {}
        self.tickets = itertools.count()
        self.thread: threading.Thread | None = None

    def begin(self, driver: Any, end: float) -> int:
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


def unread(error: QueryError) -> Problem:
    fault = {"in": "query", "name": "q", "at": error.at, "message": error.message}
    if error.nearest:
        fault["nearest"] = error.nearest
    near = f" Did you mean '{error.nearest}'?" if error.nearest else ""
    where = f"At character {error.at + 1}: {error.message}.{near}"
    return Problem(422, "bad-query", "The query is not understood.", where, [fault])
