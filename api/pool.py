"""Connections through which the event loop itself asks PostgreSQL: it serves others until the answer comes, which a
thread would bring for twice the price."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from weakref import WeakKeyDictionary

from psycopg import Error
from psycopg.pq import ConnStatus
from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from api import libpq

MOST = 4  # questions of one event loop that are under way at once; more wait their turn


class Gone(Error):
    """The server closed the connection."""


class Pool:
    """For short statements whose plan is kept, one at a time on each connection."""

    def __init__(self, reads: Engine) -> None:
        self.reads = reads
        self.idle: deque[PoolProxiedConnection] = deque()
        self.turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def rows(self, sql: bytes, values: Sequence[str] = (), first: bool = False) -> libpq.Rows:
        """Rows of a statement, see api/libpq.py; `first`: before those who wait their turn. Who stops waiting for them
        leaves the server to end the statement at its limit. Raises DBAPIError, and SQLAlchemy's TimeoutError where
        no connection becomes free."""
        if first:
            return await self._rows(sql, values)
        async with self.turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MOST)):
            return await self._rows(sql, values)

    async def _rows(self, sql: bytes, values: Sequence[str]) -> libpq.Rows:
        try:
            while (held := self._idle()) is not None:
                with suppress(Gone):  # closed from the other side while it was idle, or since
                    return await self._ask(held, sql, values)
            held = await asyncio.get_running_loop().run_in_executor(None, self.reads.raw_connection)
            return await self._ask(held, sql, values)
        except Error as error:
            raise DBAPIError(sql.decode(), None, error) from error

    async def _ask(self, held: PoolProxiedConnection, sql: bytes, values: Sequence[str]) -> libpq.Rows:
        connection = held.driver_connection
        assert connection is not None
        try:
            found = await libpq.rows_awaited(connection, sql, values)
        except BaseException as error:  # what else may come through it is nobody's answer
            gone = isinstance(error, Error) and connection.pgconn.status != ConnStatus.OK
            held.invalidate()
            if gone:
                raise Gone(str(error)) from error
            raise
        self.idle.append(held)
        return found

    def _idle(self) -> PoolProxiedConnection | None:
        with suppress(IndexError):
            return self.idle.pop()
        return None

    def rest(self) -> None:
        """Close the connections that nobody asks through."""
        while (held := self._idle()) is not None:
            held.invalidate()
