"""Statements that PostgreSQL keeps: what they give, and what becomes of them where somebody else takes them away."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from psycopg import DatabaseError, errors
from sqlalchemy import Engine, create_engine

from api import libpq

ADD = b"SELECT $1::int + 1, $2::text"
Ask = Callable[..., libpq.Rows]


def awaited(*asked: Any) -> libpq.Rows:
    return asyncio.run(libpq.rows_awaited(*asked))


both = pytest.mark.parametrize("rows", [libpq.rows, awaited])


@pytest.fixture
def reads(database: Engine) -> Iterator[Engine]:
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite has no libpq")
    made = create_engine(database.url, isolation_level="AUTOCOMMIT")
    yield made
    made.dispose()


@pytest.fixture
def connection(reads: Engine) -> Iterator[Any]:
    held = reads.raw_connection()
    yield held.driver_connection
    held.invalidate()


def kept(connection: Any) -> int:
    return int(connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()[0])


@both
def test_values_come_and_go_as_text(connection: Any, rows: Ask) -> None:
    for _ in range(3):
        assert rows(connection, ADD, ["2", "it's \\ é"]) == [["3", "it's \\ é"]]
    assert rows(connection, b"SELECT NULL, '' WHERE true", []) == [[None, ""]]
    assert rows(connection, b"SELECT 1 WHERE false", []) == []
    with pytest.raises(ValueError, match="NUL"):
        rows(connection, ADD, ["2", "a\0b"])


def test_a_statement_that_is_planned_anew_gives_the_same(connection: Any) -> None:
    assert libpq.rows(connection, ADD, ["2", "it's \\ é"], anew=True) == [["3", "it's \\ é"]]
    assert kept(connection) == 0


@both
def test_much_goes_to_and_fro(connection: Any, rows: Ask) -> None:
    much = "£" * 3_000_000  # more than the sockets hold
    assert rows(connection, ADD, ["2", much]) == [["3", much]]


@both
def test_a_statement_is_kept_once_and_not_for_ever(connection: Any, rows: Ask) -> None:
    for _ in range(3):
        rows(connection, ADD, ["2", ""])
    assert kept(connection) == 1
    for number in range(libpq.KEPT + 5):
        assert rows(connection, b"SELECT %d" % number, []) == [[str(number)]]
    assert kept(connection) <= libpq.KEPT
    assert rows(connection, ADD, ["2", "x"]) == [["3", "x"]]


@both
def test_what_another_took_away_or_left_there_is_no_harm(reads: Engine, connection: Any, rows: Ask) -> None:
    rows(connection, ADD, ["2", ""])
    connection.execute("DEALLOCATE ALL")  # as a pooler does that hands the connection on
    assert rows(connection, ADD, ["3", ""]) == [["4", ""]]
    libpq._kept.pop(connection)  # as if the pooler gave us the connection of another
    assert rows(connection, ADD, ["4", ""]) == [["5", ""]]


def test_a_pooler_may_change_servers_between_any_two_steps(reads: Engine, connection: Any) -> None:
    other = reads.raw_connection()
    for one in (connection, other.driver_connection):
        steps, turn, pgconns = libpq._rows(one, ADD, ["2", ""]), 0, (connection.pgconn, other.driver_connection.pgconn)
        try:
            call, *given = next(steps)
            while True:
                result = getattr(pgconns[turn % 2], call.waits)(*given)
                turn += 1
                call, *given = steps.send(result)
        except StopIteration as end:
            assert end.value == [["3", ""]]
    other.invalidate()


@both
def test_faults_are_the_driver_s_own(reads: Engine, connection: Any, rows: Ask) -> None:
    with pytest.raises(errors.InvalidTextRepresentation):
        rows(connection, ADD, ["two", ""])
    with pytest.raises(DatabaseError, match="of nobody"):
        rows(connection, b"DO $$ BEGIN RAISE EXCEPTION 'of nobody' USING ERRCODE = 'ZZ999'; END $$", [])
    with pytest.raises(errors.SyntaxError):
        rows(connection, b"SELEKT 1", [])
    assert rows(connection, ADD, ["2", ""]) == [["3", ""]]  # a fault leaves the connection as it was
    connection.execute("SET statement_timeout = 20")
    with pytest.raises(errors.QueryCanceled, match="statement timeout"):
        rows(connection, b"SELECT pg_sleep(5)", [])
    other = reads.raw_connection()
    other.driver_connection.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
    other.close()
    with pytest.raises(DatabaseError):
        for _ in range(100):
            rows(connection, b"SELECT pg_sleep(0.01)", [])


def test_a_transaction_s_rollback_takes_nothing_from_a_reader(database: Engine) -> None:
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite has no libpq")
    with database.connect() as held:
        driver = held.connection.driver_connection
        for _ in range(8):
            assert libpq.rows(driver, ADD, ["2", ""]) == [["3", ""]]
            held.rollback()
