"""Statements given to PostgreSQL's own library: for the short reads that are made most, psycopg's cursors cost half as
much again as PostgreSQL."""

from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from psycopg import Connection, generators
from psycopg.errors import DuplicatePreparedStatement, InvalidSqlStatementName, error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import wait_async

KEPT = 200  # statements that one connection keeps the plans of
LOOK = 10.0  # seconds after which one who waits looks at the connection though nothing came

Rows = list[list[str | None]]
T = TypeVar("T")


class Call(NamedTuple):
    """A function of libpq under its two names: one that waits for what comes of it, and one that does not."""

    waits: str
    sends: str


PARAMS = Call("exec_params", "send_query_params")
PREPARED = Call("exec_prepared", "send_query_prepared")
PREPARE = Call("prepare", "send_prepare")
PLAIN = Call("exec_", "send_query")

Steps = Generator[tuple[Any, ...], PGresult, T]  # what is asked, a Call and what it is given; sent back what comes

_kept: "WeakKeyDictionary[Connection[Any], set[bytes]]" = WeakKeyDictionary()


def rows(connection: Connection[Any], sql: bytes, values: Sequence[str], anew: bool = False) -> Rows:
    """Rows of a statement with places $1, $2 and so on, each value as text. The server keeps its plan, or makes it
    `anew` for these values. Raises psycopg.Error, and ValueError for a value that holds NUL."""
    pgconn, steps = connection.pgconn, _rows(connection, sql, values, anew)
    try:
        call, *given = next(steps)
        while True:
            call, *given = steps.send(_function(pgconn, call.waits)(*given))
    except StopIteration as end:
        found: Rows = end.value
        return found


async def rows_awaited(connection: Connection[Any], sql: bytes, values: Sequence[str]) -> Rows:
    """The same for the event loop, which serves others until they come. A connection whose rows were not awaited to
    the end is of no use to anybody."""
    pgconn, steps = connection.pgconn, _rows(connection, sql, values)
    try:
        call, *given = next(steps)
        while True:
            _function(pgconn, call.sends)(*given)
            results = await wait_async(generators.execute(pgconn), pgconn.socket, LOOK)
            call, *given = steps.send(results[-1])
    except StopIteration as end:
        found: Rows = end.value
        return found


def _function(pgconn: PGconn, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(pgconn, name)
    return found


def _rows(connection: Connection[Any], sql: bytes, values: Sequence[str], anew: bool = False) -> Steps[Rows]:
    given = [value.encode() for value in values]
    if any(b"\0" in value for value in given):
        raise ValueError("PostgreSQL holds no NUL")
    if anew or not connection.autocommit:  # in a transaction, psycopg forgets what is prepared at each rollback
        result = _well((yield PARAMS, sql, given))
    else:
        result = yield from _kept_plan(connection, sql, given)
    columns = range(result.nfields)
    return [[_text(result.get_value(row, column)) for column in columns] for row in range(result.ntuples)]


def _kept_plan(connection: Connection[Any], sql: bytes, given: list[bytes]) -> Steps[PGresult]:
    """The result of a statement whose plan the server keeps. Its name says what it is, so that a pooler may change
    servers between statements."""
    name = _name(sql)
    known = _kept.setdefault(connection, set())
    if name in known:
        with suppress(InvalidSqlStatementName):
            return _well((yield PREPARED, name, given))
    if len(known) >= KEPT:
        _well((yield PLAIN, b"DEALLOCATE ALL"))
        known.clear()
    with suppress(DuplicatePreparedStatement):
        _well((yield PREPARE, name, sql))
    known.add(name)
    with suppress(InvalidSqlStatementName):
        return _well((yield PREPARED, name, given))
    return _well((yield PARAMS, sql, given))  # the server has changed since the statement was prepared


@lru_cache(maxsize=1000)
def _name(sql: bytes) -> bytes:
    return b"councilwire_" + blake2b(sql, digest_size=12).hexdigest().encode()


def _text(value: Any) -> str | None:
    return None if value is None else bytes(value).decode()


def _well(result: PGresult) -> PGresult:
    """A result that is no error."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(result)
    return result
