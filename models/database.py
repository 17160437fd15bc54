"""Engine, sessions and migrations; full-text search on both databases."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pydantic_core import from_json
from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

import models  # noqa: F401  every table must be known before the first query
from models.settings import settings

if TYPE_CHECKING:
    from alembic.config import Config


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says what to do."""


def engine(url: str | None = None) -> Engine:
    """An engine for `url` (default: the settings'); SQLite gets WAL, foreign keys and a patient lock."""
    url = url or settings().url
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, json_deserializer=from_json)
    path = url.removeprefix("sqlite:///")
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    patience = {"timeout": settings().lock_wait, "check_same_thread": False}
    made = create_engine(url, connect_args=patience, json_deserializer=from_json)

    @event.listens_for(made, "connect")
    def pragmas(connection, _record) -> None:  # type: ignore[no-untyped-def]  # DB-API objects have no types
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(settings().lock_wait * 1000)}")
        with suppress(Exception):  # a read-only file keeps the journal it has; writes will say so themselves
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    return made


def _alembic(url: str) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config


def _revision(on: Engine) -> str | None:
    from alembic.migration import MigrationContext

    with on.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(on: Engine) -> bool:
    """Bring the schema up to date; True if anything was done. Raises DatabaseError with a plain sentence."""
    from alembic import command  # only here: the many processes of a crawl start without it
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    url = on.url.render_as_string(hide_password=False)
    config = _alembic(url)
    head = ScriptDirectory.from_config(config).get_current_head()
    try:
        if _revision(on) == head:
            return False
        with on.begin() as connection:
            alone(connection)  # two processes may start at once, and either may be killed half-way
            if MigrationContext.configure(connection).get_current_revision() == head:
                return False
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return True
    except DBAPIError as error:
        raise DatabaseError(explain(error)) from error


def alone(connection: Connection) -> None:
    """Hold the writer's lock until this transaction ends: what is read from here on is still so when it is written."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7230512)"))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@lru_cache
def shared(url: str) -> Engine:
    """One engine per database and process, for the many parts of a crawl."""
    return engine(url)


def explain(error: DBAPIError) -> str:
    """One line a person can act on."""
    message = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    if "locked" in message:
        return f"the database is locked by another process: {message}; wait for it to end, or stop it"
    if "readonly" in message or "read-only" in message:
        return f"the database is read-only: {message}; check the file's and its folder's permissions"
    if any(words in message for words in ("disk is full", "No space", "disk I/O error")):
        return f"the disk is full or cannot be written: {message}; free some space and run again"
    if "unable to open" in message:
        return f"the database file cannot be opened: {message}; check COUNCILWIRE_DATABASE_URL and permissions"
    return f"database: {message}"


def touched(session: Session, statement: Executable) -> int:
    """Carry out an UPDATE or a DELETE; returns how many rows it touched."""
    return cast(CursorResult, session.execute(statement)).rowcount


@contextmanager
def session(on: Engine) -> Iterator[Session]:
    """A session whose rows stay readable after commit."""
    with Session(on, expire_on_commit=False) as opened:
        yield opened


def wait_ready(on: Engine, seconds: float = 10.0) -> None:
    """Wait until the database answers; raises DatabaseError when it does not within `seconds`."""
    end = time.monotonic() + seconds
    while True:
        try:
            with on.connect() as connection:
                connection.execute(text("SELECT 1"))
            return
        except DBAPIError as error:
            if time.monotonic() > end:
                raise DatabaseError(explain(error)) from error
            time.sleep(0.2)
