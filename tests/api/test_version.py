"""The state of a database elsewhere is asked for once for all who came before the question."""

import asyncio

import pytest
from sqlalchemy import Engine, text

from api.version import Latest, seen, watch


class Database:
    """Counts the questions put to it; each waits until it is let."""

    def __init__(self, asked: int = 0) -> None:
        self.asked, self.open = asked, asyncio.Semaphore(0)

    async def version(self) -> str:
        self.asked += 1
        told = str(self.asked)
        async with asyncio.timeout(20):
            await self.open.acquire()
        if told == "13":
            raise ConnectionError("gone")
        return told

    def let(self, many: int) -> None:
        for _ in range(many):
            self.open.release()


async def until_asked(database: Database, times: int) -> None:
    async with asyncio.timeout(20):
        while database.asked < times:
            await asyncio.sleep(0.005)


def test_who_comes_after_a_question_is_put_waits_for_the_next() -> None:
    async def run() -> None:
        database = Database()
        latest = Latest(database.version)
        early = [asyncio.create_task(latest()) for _ in range(20)]
        await until_asked(database, 1)
        late = [asyncio.create_task(latest()) for _ in range(20)]
        await asyncio.sleep(0.05)
        assert database.asked == 1  # one at a time
        database.let(2)
        assert set(await asyncio.gather(*early)) == {"1"}
        assert set(await asyncio.gather(*late)) == {"2"}
        assert database.asked == 2

    asyncio.run(run())


def test_who_goes_away_takes_nobody_along() -> None:
    async def run() -> None:
        database = Database()
        latest = Latest(database.version)
        first, second = asyncio.create_task(latest()), asyncio.create_task(latest())
        await until_asked(database, 1)
        first.cancel()
        database.let(1)
        assert await second == "1"
        with pytest.raises(asyncio.CancelledError):
            await first

    asyncio.run(run())


def test_a_question_that_failed_is_told_to_all_and_put_anew() -> None:
    async def run() -> None:
        database = Database(12)
        latest = Latest(database.version)
        database.let(2)
        told = await asyncio.gather(latest(), latest(), return_exceptions=True)
        assert [str(one) for one in told] == ["gone", "gone"]
        assert await latest() == "14"

    asyncio.run(run())


def test_another_loop_asks_for_itself() -> None:
    database = Database()
    latest = Latest(database.version)
    database.let(3)
    assert [asyncio.run(latest()) for _ in range(3)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("100:100:", "100:101:100", True),  # one began
        ("100:100:", "100:103:100,101,102", True),
        ("100:101:100", "101:101:", False),  # it ended
        ("100:103:100,101,102", "100:103:100,102", False),  # the middle one ended
        ("100:103:100,102", "100:102:100", True),  # seen: 101, and not 100
        ("98:103:98,100,102", "98:104:98,100,102,103", True),
        ("98:103:98,100,102", "98:104:98,100,102", False),
    ],
)
def test_a_snapshot_changes_with_what_it_lets_see(before: str, after: str, same: bool) -> None:
    assert (seen(before) == seen(after)) is same


def test_a_commit_changes_the_state(database: Engine) -> None:
    version = watch(database)
    first = version()
    with database.begin() as connection:
        connection.execute(text("INSERT INTO tag (slug, title, about) VALUES ('a', 't', 'a')"))
    assert version() != first
