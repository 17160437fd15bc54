"""What a request costs inside the process: against its bare SQL, a 304 against a feed, first page against last."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs

import anyio.to_thread
from fastapi import FastAPI, Request
from sqlalchemy import Engine, event

from api import cursor, prepared
from api.access import ANYBODY
from api.app import create_app
from api.parameters import FILTERS, ArticlesAsked, StoriesAsked
from api.reading import THREADS
from api.routes import articles, stories
from models.settings import Settings

SETTINGS = Settings(rate_limit=0, public_url="https://wire.example", statement_seconds=60)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Ask:
    """Calls an application as a server does, without one; `forget` makes every answer be made anew."""

    def __init__(self, engine: Engine, forget: bool) -> None:
        self.app = create_app(engine, settings=SETTINGS)
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self._threads())
        house = self.app.state.house
        if forget:
            known = house.version()
            # A version of its own for each request: nothing is remembered, yet the vocabulary is read once.
            house.version = lambda: known
            self.app.user_middleware[:] = [m for m in self.app.user_middleware if m.cls.__name__ != "Fresh"]

    async def _threads(self) -> None:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS

    def __call__(self, path: str, **headers: str) -> Answer:
        answer = self.loop.run_until_complete(self._answer(path, headers))
        assert answer.status in (200, 304), (path, answer.status, answer.body[:200])
        return answer

    async def _answer(self, path: str, headers: dict[str, str]) -> Answer:
        name, _, query = path.partition("?")
        told: list[Any] = []
        asked: list[bool] = []

        async def receive() -> Any:
            if asked:
                await asyncio.Event().wait()  # the client stays
            asked.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        given = {"host": "127.0.0.1", **headers}
        scope = {
            **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"},
            **{"path": name, "raw_path": name.encode(), "query_string": query.encode(), "root_path": ""},
            **{"headers": [(key.lower().encode(), value.encode()) for key, value in given.items()]},
            **{"server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "state": {}},
        }
        await self.app(scope, receive, send)
        start = {key.decode(): value.decode() for key, value in told[0]["headers"]}
        return Answer(told[0]["status"], start, b"".join(message.get("body", b"") for message in told[1:]))


def seconds(*works: Callable[[], object], repeat: int, clock: Callable[[], float] = time.process_time) -> list[float]:
    """For each call the middle of its timings, in CPU seconds of this process. The calls take turns, so that whatever
    else the machine does falls on all of them alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeat):
        for work, taken in zip(works, times, strict=True):
            begun = clock()
            work()
            taken.append(clock() - begun)
    return [sorted(taken)[repeat // 2] for taken in times]


def bare(engine: Engine, ask: Ask, path: str) -> Callable[[], None]:
    """The SQL statements that a path runs, run by the driver alone, all rows fetched."""
    statements: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, _m: bool) -> None:
        statements.append((statement, parameters))

    def bound(cursor: Any, sql: str, values: Any) -> Any:
        statements.append((sql, values))
        return cursor.execute(sql, values)

    event.listen(engine, "before_cursor_execute", note)
    with patch.object(prepared, "run", bound):  # these pass SQLAlchemy by
        ask(path)
    event.remove(engine, "before_cursor_execute", note)
    connection = sqlite3.connect(engine.url.database or "")

    def work() -> None:
        for statement, parameters in statements:
            connection.execute(statement, parameters).fetchall()

    return work


def handler(app: FastAPI, path: str) -> Callable[[], Any]:
    """The handler of an address as a plain call: from its parameters to the bytes of its answer, without the server."""
    name, _, query = path.partition("?")
    scope = {"type": "http", "app": app, "path": name, "query_string": query.encode(), "headers": [], "method": "GET"}
    request = Request({**scope, "scheme": "http", "server": ("127.0.0.1", 80), "version": app.state.house.version()})
    given = parse_qs(query)
    if name == "/v1/stories":
        asked = StoriesAsked.model_validate({key: values[0] for key, values in given.items()})
        return lambda: stories.list_stories(request, asked, ANYBODY)
    if name == "/v1/articles":
        lists = {key: values if key in FILTERS else values[0] for key, values in given.items()}
        wanted = ArticlesAsked.model_validate(lists)
        return lambda: articles.list_articles(request, wanted, ANYBODY)
    id_ = int(name.rsplit("/", 1)[1])

    def one() -> None:
        with suppress(StopIteration):  # it never waits: the first step is the last
            articles.get_article(request, id_, ANYBODY).send(None)

    return one


def handlers(engine: Engine, paths: Sequence[str], repeat: int = 101) -> list[tuple[str, float, float, float]]:
    """(path, CPU milliseconds of the handler, of its bare SQL, of the whole request), nothing remembered."""
    ask = Ask(engine, forget=True)
    told = []
    for path in paths:
        ask(path)
        alone, sql = handler(ask.app, path), bare(engine, ask, path)
        sql()
        times = [one * 1000 for one in seconds(alone, sql, partial(ask, path), repeat=repeat)]
        told.append((path, times[0], times[1], times[2]))
    return told


def unchanged(engine: Engine, path: str) -> tuple[float, float]:
    """Milliseconds of a whole feed, and of a 304 for it."""
    made, kept = Ask(engine, forget=True), Ask(engine, forget=False)
    etag = kept(path).headers["etag"]
    times = seconds(partial(made, path), lambda: kept(path, **{"If-None-Match": etag}), repeat=31)
    return times[0] * 1000, times[1] * 1000


def paging(engine: Engine) -> tuple[float, float]:
    """Milliseconds of a first and of the last page of all articles: the same twenty, oldest first and newest first."""
    ask = Ask(engine, forget=True)
    place = cursor.read(ask("/v1/articles?sort=oldest&limit=21").json()["next"], "oldest")
    assert place is not None
    first = "/v1/articles?sort=oldest"
    last = f"/v1/articles?cursor={cursor.write(cursor.Cursor('newest', place.at, place.id))}"
    ids = [[item["id"] for item in ask(path).json()["items"]] for path in (first, last)]
    assert len(ids[0]) == 20 and ids[1] == ids[0][::-1]
    times = seconds(partial(ask, first), partial(ask, last), repeat=301)
    return times[0] * 1000, times[1] * 1000
