"""What is told together is of one state of the database, whoever else reads, writes, waits or takes long to listen."""

import asyncio
import threading
from contextlib import suppress
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import TimeoutError

from api import prepared, reading
from api.app import create_app
from api.vocabulary import Vocabulary
from tests.api.conftest import SETTINGS


def asks(on: Engine, **more: Any) -> AsyncClient:
    app = create_app(on, settings=SETTINGS)
    return AsyncClient(transport=ASGITransport(app, **more), base_url="http://127.0.0.1")


class Slow:
    """Lets the first reading of the vocabulary wait, and then fail where that is wanted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
        self.fails, self.real, self.read = fails, reading.read_vocabulary, 0
        self.begun, self.open = threading.Event(), threading.Event()
        monkeypatch.setattr(reading, "read_vocabulary", self)

    def __call__(self, connection: Connection, before: Vocabulary) -> Vocabulary:
        self.read += 1
        first, found = self.read == 1, self.real(connection, before)
        if first:
            self.begun.set()
            assert self.open.wait(20)
            if self.fails:
                connection.execute(text("SELECT of FROM nothing"))
        return found


@pytest.mark.parametrize("fails", [False, True])
def test_who_waits_for_the_words_gets_those_of_their_own_state(
    newsroom: Engine, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    slow = Slow(monkeypatch, fails)

    def renamed() -> None:
        with newsroom.begin() as connection:
            connection.execute(text("UPDATE source SET title = 'Renamed'"))

    async def run() -> None:
        async with asks(newsroom, raise_app_exceptions=False) as client:
            early = asyncio.create_task(client.get("/v1/articles/1"))
            await asyncio.to_thread(slow.begun.wait, 20)
            await asyncio.to_thread(renamed)
            late = [asyncio.create_task(client.get(f"/v1/articles/{number}")) for number in (2, 3, 4, 5)]
            await asyncio.sleep(0.1)
            slow.open.set()
            assert (await early).status_code == (503 if fails else 200)
            for told in await asyncio.gather(*late):
                assert (told.status_code, told.json()["source_title"]) == (200, "Renamed")
            assert (await client.get("/v1/articles/2")).json()["source_title"] == "Renamed"

    asyncio.run(run())
    assert slow.read == 2  # once for all four


def test_an_article_that_joins_a_story_while_it_is_read_is_there_or_not(
    newsroom: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if newsroom.dialect.name != "sqlite":
        pytest.skip("PostgreSQL is asked once")
    with newsroom.connect() as connection:
        story = connection.execute(text("SELECT min(story_id) FROM storyarticle")).scalar()
    run, statements = prepared.run, 0

    def joined(cursor: Any, sql: str, values: Any) -> Any:
        nonlocal statements
        statements += "storyarticle" in sql
        if statements == 2:
            with newsroom.begin() as other:
                other.execute(text("UPDATE storyarticle SET story_id = :s WHERE story_id <> :s"), {"s": story})
        return run(cursor, sql, values)

    async def ask() -> tuple[int, int]:
        async with asks(newsroom) as client:
            told = await client.get(f"/v1/stories/{story}")
            return told.status_code, len(told.json()["articles"])

    before = asyncio.run(ask())
    monkeypatch.setattr(prepared, "run", joined)
    assert asyncio.run(ask()) == before
    assert statements > 2
    after = asyncio.run(ask())
    assert after[1] > before[1]


@pytest.mark.parametrize("what", ["articles", "stories", "judgements"])
@pytest.mark.parametrize("format_", ["csv", "ndjson"])
def test_who_takes_long_to_take_a_file_holds_no_connection(newsroom: Engine, what: str, format_: str) -> None:
    app = create_app(newsroom, settings=SETTINGS)
    scope: dict[str, Any] = {
        **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"},
        **{"path": f"/v1/{what}.{format_}", "raw_path": b"", "query_string": b"", "root_path": "", "state": {}},
        **{"headers": [(b"host", b"127.0.0.1")], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1)},
    }

    async def run() -> None:
        taken, forever = asyncio.Event(), asyncio.Event()

        async def receive() -> Any:
            await forever.wait()

        async def send(message: Any) -> None:
            if message.get("body", b"").count(b"\n") > 1:
                taken.set()
                await forever.wait()

        asked = asyncio.create_task(app(scope, receive, send))
        await asyncio.wait_for(taken.wait(), 20)
        assert app.state.house.reads.pool.checkedout() == len(app.state.house.pool.idle if app.state.house.pool else ())
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)

    asyncio.run(run())


def test_a_database_that_is_asked_too_much_says_so(newsroom: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(newsroom, settings=SETTINGS)
    reads = app.state.house.reads
    monkeypatch.setattr(reads.pool, "_timeout", 0.2)

    async def run() -> None:
        transport = ASGITransport(app, raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            held = []
            with suppress(TimeoutError):
                while True:
                    held.append(reads.raw_connection())
            for path in ("/v1/articles", "/v1/articles/1"):
                told = await client.get(path)
                assert (told.status_code, told.json()["type"]) == (503, "/problems/database")
                assert told.headers["retry-after"]
            for one in held:
                one.close()
            assert (await client.get("/v1/articles/1")).status_code == 200

    asyncio.run(run())
