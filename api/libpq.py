"""Statements given to PostgreSQL's own library: for the short reads that are made most, psycopg's cursors cost half as
much again as PostgreSQL."""

from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, OperationalError
from psycopg.errors import DuplicatePreparedStatement, InvalidSqlStatementName, lookup
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult

KEPT = 200  # statements that one connection keeps the plans of

_kept: "WeakKeyDictionary[Connection[Any], set[bytes]]" = WeakKeyDictionary()


def rows(connection: Connection[Any], sql: bytes, values: Sequence[str], anew: bool = False) -> list[list[str | None]]:
    """Rows of a statement with places $1, $2 and so on, each value as text. The server keeps its plan, or makes it
    `anew` for these values. Raises psycopg.Error, and ValueError for a value that holds NUL."""
    given = [value.encode() for value in values]
    if any(b"\0" in value for value in given):
        raise ValueError("PostgreSQL holds no NUL")
    if anew or not connection.autocommit:  # in a transaction, psycopg forgets what is prepared at each rollback
        result = _well(connection.pgconn.exec_params(sql, given))
    else:
        result = _kept_plan(connection, sql, given)
    columns = range(result.nfields)
    return [[_text(result.get_value(row, column)) for column in columns] for row in range(result.ntuples)]


def _kept_plan(connection: Connection[Any], sql: bytes, given: list[bytes]) -> PGresult:
    """The result of a statement whose plan the server keeps. Its name says what it is, so that a pooler may change
    servers between statements."""
    name = _name(sql)
    known = _kept.setdefault(connection, set())
    if name in known:
        with suppress(InvalidSqlStatementName):
            return _well(connection.pgconn.exec_prepared(name, given))
    if len(known) >= KEPT:
        _well(connection.pgconn.exec_(b"DEALLOCATE ALL"))
        known.clear()
    with suppress(DuplicatePreparedStatement):
        _well(connection.pgconn.prepare(name, sql, None))
    known.add(name)
    return _well(connection.pgconn.exec_prepared(name, given))


@lru_cache(maxsize=1000)
def _name(sql: bytes) -> bytes:
    return b"councilwire_" + blake2b(sql, digest_size=12).hexdigest().encode()


def _text(value: Any) -> str | None:
    return None if value is None else bytes(value).decode()


def _well(result: PGresult) -> PGresult:
    """A result that is no error."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        state = (result.error_field(DiagnosticField.SQLSTATE) or b"").decode()
        message = (result.error_message or b"the connection is gone").decode(errors="replace").strip()
        raise (lookup(state) if state else OperationalError)(message)
    return result
