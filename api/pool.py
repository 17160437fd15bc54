"""Connections through which the event loop itself asks PostgreSQL: it serves others until the answer comes, which a
thread would bring for twice the price."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from weakref import WeakKeyDictionary

from psycopg import Error, OperationalError
from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from api import libpq

MOST = 4  # questions under way at once; more wait their turn


class Pool:
    """For short statements whose plan is kept, one at a time on each connection."""

    def __init__(self, reads: Engine) -> None:
        self.reads = reads
        self.idle: deque[PoolProxiedConnection] = deque()
        self.turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def rows(self, sql: bytes, values: Sequence[str] = ()) -> libpq.Rows:
        """Rows of a statement, see api/libpq.py. Raises DBAPIError."""
        turn = self.turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MOST))
        try:
            async with turn:
                if (held := self._idle()) is not None:
                    try:
                        return await self._ask(held, sql, values)
                    except OperationalError as error:
                        if error.sqlstate is not None and not error.sqlstate.startswith("57P"):
                            raise
                        self.rest()  # closed from the other side, as the others are that have waited as long
                held = await asyncio.get_running_loop().run_in_executor(None, self.reads.raw_connection)
                return await self._ask(held, sql, values)
        except Error as error:
            raise DBAPIError(sql.decode(), None, error) from error

    async def _ask(self, held: PoolProxiedConnection, sql: bytes, values: Sequence[str]) -> libpq.Rows:
        connection = held.driver_connection
        assert connection is not None
        try:
            found = await libpq.rows_awaited(connection, sql, values)
        except BaseException:  # what else may come through it is nobody's answer
            held.invalidate()
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
