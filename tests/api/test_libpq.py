"""Statements that PostgreSQL keeps: what they give, and what becomes of them where somebody else takes them away."""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import OperationalError, errors
from sqlalchemy import Engine, create_engine

from api import libpq

ADD = b"SELECT $1::int + 1, $2::text"


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


def test_values_come_and_go_as_text(connection: Any) -> None:
    for anew in (False, True, False):
        assert libpq.rows(connection, ADD, ["2", "it's \\ é"], anew) == [["3", "it's \\ é"]]
    assert libpq.rows(connection, b"SELECT NULL, '' WHERE true", []) == [[None, ""]]
    assert libpq.rows(connection, b"SELECT 1 WHERE false", []) == []
    with pytest.raises(ValueError, match="NUL"):
        libpq.rows(connection, ADD, ["2", "a\0b"])


def test_a_statement_is_kept_once_and_not_for_ever(connection: Any) -> None:
    for _ in range(3):
        libpq.rows(connection, ADD, ["2", ""])
    assert kept(connection) == 1
    for number in range(libpq.KEPT + 5):
        assert libpq.rows(connection, b"SELECT %d" % number, []) == [[str(number)]]
    assert kept(connection) <= libpq.KEPT
    assert libpq.rows(connection, ADD, ["2", "x"]) == [["3", "x"]]


def test_what_another_took_away_or_left_there_is_no_harm(reads: Engine, connection: Any) -> None:
    libpq.rows(connection, ADD, ["2", ""])
    connection.execute("DEALLOCATE ALL")  # as a pooler does that hands the connection on
    assert libpq.rows(connection, ADD, ["3", ""]) == [["4", ""]]
    libpq._kept.pop(connection)  # as if the pooler gave us the connection of another
    assert libpq.rows(connection, ADD, ["4", ""]) == [["5", ""]]


def test_faults_are_the_driver_s_own(reads: Engine, connection: Any) -> None:
    with pytest.raises(errors.InvalidTextRepresentation):
        libpq.rows(connection, ADD, ["two", ""])
    with pytest.raises(errors.SyntaxError):
        libpq.rows(connection, b"SELEKT 1", [])
    assert libpq.rows(connection, ADD, ["2", ""]) == [["3", ""]]  # a fault leaves the connection as it was
    connection.execute("SET statement_timeout = 20")
    with pytest.raises(errors.QueryCanceled, match="statement timeout"):
        libpq.rows(connection, b"SELECT pg_sleep(5)", [])
    other = reads.raw_connection()
    other.driver_connection.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
    other.close()
    with pytest.raises(OperationalError):
        for _ in range(100):
            libpq.rows(connection, b"SELECT pg_sleep(0.01)", [])


def test_a_transaction_s_rollback_takes_nothing_from_a_reader(database: Engine) -> None:
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite has no libpq")
    with database.connect() as held:
        driver = held.connection.driver_connection
        for _ in range(8):
            assert libpq.rows(driver, ADD, ["2", ""]) == [["3", ""]]
            held.rollback()
