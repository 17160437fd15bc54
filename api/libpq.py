"""Statements given to PostgreSQL's own library: for the short reads that are made most, psycopg's cursors cost half as
much again as PostgreSQL."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, OperationalError
from psycopg.errors import lookup
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult

KEPT = 200  # statements that one connection keeps the plans of

_names: "WeakKeyDictionary[Connection[Any], dict[bytes, bytes]]" = WeakKeyDictionary()


def rows(connection: Connection[Any], sql: bytes, values: Sequence[str], anew: bool = False) -> list[list[str | None]]:
    """Rows of a statement with places $1, $2 and so on, each value as text. The server keeps its plan, or makes it
    `anew` for these values. Raises psycopg.Error, and ValueError for a value that holds NUL."""
    given = [value.encode() for value in values]
    if any(b"\0" in value for value in given):
        raise ValueError("PostgreSQL holds no NUL")
    if anew or not connection.autocommit:  # in a transaction, psycopg forgets what is prepared at each rollback
        result = _well(connection.pgconn.exec_params(sql, given))
    else:
        result = _well(connection.pgconn.exec_prepared(_prepared(connection, sql), given))
    columns = range(result.nfields)
    return [[_text(result.get_value(row, column)) for column in columns] for row in range(result.ntuples)]


def _text(value: Any) -> str | None:
    return None if value is None else bytes(value).decode()


def _prepared(connection: Connection[Any], sql: bytes) -> bytes:
    """The name under which the server knows a statement."""
    known = _names.setdefault(connection, {})
    if sql not in known:
        if len(known) >= KEPT:
            _well(connection.pgconn.exec_(b"DEALLOCATE ALL"))
            known.clear()
        name = b"read%d" % len(known)
        _well(connection.pgconn.prepare(name, sql, None))
        known[sql] = name
    return known[sql]


def _well(result: PGresult) -> PGresult:
    """A result that is no error."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        state = (result.error_field(DiagnosticField.SQLSTATE) or b"").decode()
        message = (result.error_message or b"the connection is gone").decode(errors="replace").strip()
        raise (lookup(state) if state else OperationalError)(message)
    return result
