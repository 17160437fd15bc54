"""Equal requests at one time: who shares an answer, and who must not."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import anyio.to_thread
import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from api import assemble
from api.app import create_app
from tests.api.conftest import SETTINGS

PATH = "/v1/articles?limit=5&fields=id,title"


def titles(database: Engine, title: str) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE article SET title = :title"), {"title": title})


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


class Told:
    """Titles that a request was answered with."""

    def __init__(self, client: AsyncClient) -> None:
        self.answer = asyncio.ensure_future(client.get(PATH))

    async def titles(self) -> set[str]:
        return {item["title"] for item in (await self.answer).json()["items"]}


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[threading.Event]:
    """An event for each reading of articles that was done; the first is answered when its own is set."""
    begun: list[threading.Event] = []
    read = assemble.articles

    def held(*given: Any, **more: Any) -> Any:
        views = read(*given, **more)
        begun.append(threading.Event())
        begun[-1].wait(0.0 if len(begun) > 1 else 20)
        return views

    monkeypatch.setattr(assemble, "articles", held)
    return begun


def test_requests_that_wait_share_one_reading_of_the_newest_state(
    newsroom: Engine, readings: list[threading.Event]
) -> None:
    async def run() -> None:
        app = create_app(newsroom, settings=SETTINGS)
        limiter = anyio.to_thread.current_default_thread_limiter()
        limiter.total_tokens = 1
        async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
            async with limiter:  # no thread is free
                first = Told(client)
                await until(lambda: limiter.statistics().tasks_waiting == 1)
                titles(newsroom, "Written after the first came")
                second = Told(client)
                await asyncio.sleep(0.3)
            await until(lambda: len(readings) == 1)
            readings[0].set()
            assert await first.titles() == await second.titles() == {"Written after the first came"}
            assert len(readings) == 1
            assert await Told(client).titles() == {"Written after the first came"}
            assert len(readings) == 1 if newsroom.dialect.name == "sqlite" else len(readings) <= 2

    asyncio.run(run())


def test_who_comes_after_a_reading_began_is_told_what_was_written_since(
    newsroom: Engine, readings: list[threading.Event]
) -> None:
    titles(newsroom, "Old")

    async def run() -> None:
        app = create_app(newsroom, settings=SETTINGS)
        async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
            first = Told(client)
            await until(lambda: len(readings) == 1)  # it has read, and is not answered yet
            titles(newsroom, "New")
            assert await Told(client).titles() == {"New"}
            readings[0].set()
            assert await first.titles() == {"Old"}
            assert await Told(client).titles() == {"New"}  # the older answer, ready last, is none for those who follow

    asyncio.run(run())


def test_a_failed_answer_is_not_waited_for_in_vain(newsroom: Engine) -> None:
    async def run() -> None:
        app = create_app(newsroom, settings=SETTINGS)
        async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
            told = await asyncio.wait_for(
                asyncio.gather(*(client.get("/v1/articles?q=tag:nothing") for _ in range(20))), 20
            )
        assert {answer.status_code for answer in told} == {422}

    asyncio.run(run())


def test_no_answer_is_older_than_its_request(newsroom: Engine) -> None:
    titles(newsroom, "0")
    written, over = [0], threading.Event()

    def write() -> None:
        while not over.is_set():
            titles(newsroom, str(written[0] + 1))
            written[0] += 1
            over.wait(0.02)

    async def ask(client: AsyncClient, number: int) -> None:
        for turn in range(40):
            at_least = written[0]
            path = (PATH, f"{PATH}&sort=oldest", "/v1/articles/1")[(number + turn) % 3]
            told = (await client.get(path)).json()
            for item in told.get("items", [told]):
                assert int(item["title"]) >= at_least, path

    async def run() -> None:
        app = create_app(newsroom, settings=SETTINGS)
        async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
            await asyncio.gather(*(ask(client, number) for number in range(12)))

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    try:
        asyncio.run(run())
    finally:
        over.set()
        writer.join(20)
    assert written[0] > 3


def test_what_is_remembered_is_counted_as_what_it_is(newsroom: Engine) -> None:
    with TestClient(create_app(newsroom, settings=SETTINGS)) as client:
        for _ in range(3):
            etag = client.get("/v1/articles/1").headers["etag"]
        client.get("/v1/articles/1", headers={"If-None-Match": etag})
        file = client.get("/v1/articles.csv").headers["etag"]
        assert client.get("/v1/articles.csv", headers={"If-None-Match": file}).status_code == 304
        told = client.get("/metrics").text
    counted = {
        line.partition("{")[2].rpartition("}")[0]: line.split()[-1] for line in told.splitlines() if "_total{" in line
    }
    assert counted == {
        'method="GET",route="/v1/articles/{id}",status="200"': "3.0",
        'method="GET",route="/v1/articles/{id}",status="304"': "1.0",
        'method="GET",route="/v1/articles.{format}",status="200"': "1.0",
        'method="GET",route="unchanged",status="304"': "1.0",
    }
