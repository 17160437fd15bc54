"""What a request reads the database through: one connection, with a limit to what a statement may cost."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request
from sqlalchemy import Connection, Engine, text

from api.conditions import Compiler
from api.grammar import Node, QueryError, parse
from api.limits import Limits
from api.problems import Problem
from api.vocabulary import Vocabulary
from api.vocabulary import read as read_vocabulary
from models.columns import now
from models.reading import Document, Reading
from models.settings import Settings

STEPS = 20_000  # SQLite's virtual machine looks at the clock every so many steps


@dataclass
class House:
    """What all requests of one application share."""

    engine: Engine
    settings: Settings
    version: Callable[[], str]  # a word that changes with every commit, see api/version.py
    limits: Limits
    tag: Callable[[Sequence[Document]], list[Reading]] | None = None
    vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())


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


def house(app: FastAPI) -> House:
    found: House = app.state.house
    return found


@contextmanager
def reading(request: Request, seconds: float | None = None) -> Iterator[Reader]:
    """A Reader for one request; a statement that takes longer than the limit ends as a problem."""
    home = house(request.app)
    version = request.scope.get("version") or home.version()
    with home.engine.connect() as connection, limited(connection, seconds or home.settings.statement_seconds):
        if home.vocabulary[0] != version:
            home.vocabulary = (version, read_vocabulary(connection))
        try:
            yield Reader(connection, home.vocabulary[1], now())
        except QueryError as error:
            raise unread(error) from error


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Statements on this connection end after `seconds`."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
        yield
        return
    end = time.monotonic() + seconds
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


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
