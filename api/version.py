"""A word that changes with every commit to the database, and costs almost nothing to ask for."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from api.pool import Pool

SNAPSHOT = "SELECT pg_current_snapshot()::text"
T = TypeVar("T")


def watch(engine: Engine) -> Callable[[], str]:
    """A function that names the state of the database. What was made under one name is true while it stays."""
    if engine.dialect.name != "sqlite":
        return lambda: _snapshot(engine)
    path = engine.url.database
    if not path or path == ":memory:":
        return lambda: str(time.monotonic_ns())  # nobody can watch it: every moment is a new state
    return _watch_file(path)


def _watch_file(path: str) -> Callable[[], str]:
    """SQLite counts the commits that a connection did not make itself; this one never makes any."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    lock = threading.Lock()

    def version() -> str:
        with lock:
            try:
                return str(connection.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error as error:
                raise DBAPIError(None, None, error) from error

    return version


def _snapshot(engine: Engine) -> str:
    """What can be seen of PostgreSQL, which changes whenever a writing transaction ends."""
    try:
        return seen(_asked(engine))
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return seen(_asked(engine))  # closed from the other side since it was looked at: all others are now new ones


def seen(snapshot: str) -> str:
    """What a snapshot `xmin:xmax:xip,…` lets see: transactions before xmax but for those in progress. One that has only
    begun, at the upper end, changes nothing of it."""
    _, end, running = snapshot.split(":")
    last, open_ = int(end), {int(one) for one in running.split(",") if one}
    while last - 1 in open_:
        last -= 1
        open_.remove(last)
    return f"{last}:{','.join(map(str, sorted(open_)))}"


def _asked(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text(SNAPSHOT)).scalar())


async def state(pool: Pool) -> str:
    """The state of PostgreSQL, for the event loop. Raises DBAPIError."""
    return seen(str((await pool.rows(SNAPSHOT.encode(), first=True))[0][0]))


class Latest(Generic[T]):
    """Asks for what changes, once for all who came before the question was put."""

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        self.ask = ask
        self.loop: asyncio.AbstractEventLoop | None = None
        self.put: asyncio.Task[T] | None = None  # the last question that was put
        self.coming: asyncio.Task[T] | None = None  # the one that is put when that is answered

    async def __call__(self) -> T:
        """What it is now, or became since. Raises what asking does."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop, self.put, self.coming = loop, None, None
        if self.coming is None:
            self.coming = loop.create_task(self._ask(self.put))
        return await asyncio.shield(self.coming)  # who goes away leaves the others waiting

    async def _ask(self, before: "asyncio.Task[T] | None") -> T:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self.put, self.coming = self.coming, None
        return await self.ask()
