"""The state of a database elsewhere is asked for once for all who came before the question, and work done by threads
comes back to whoever gave it."""

import asyncio
import threading

import pytest
from sqlalchemy import Engine, text

from api.hands import Hands
from api.version import Latest, seen, watch


class Database:
    """Counts the questions put to it; each waits until it is let."""

    def __init__(self) -> None:
        self.asked, self.open = 0, threading.Semaphore(0)

    def version(self) -> str:
        self.asked += 1
        told = str(self.asked)
        assert self.open.acquire(timeout=20)
        if told == "13":
            raise ConnectionError("gone")
        return told


async def until_asked(database: Database, times: int) -> None:
    async with asyncio.timeout(20):
        while database.asked < times:
            await asyncio.sleep(0.005)


def test_who_comes_after_a_question_is_put_waits_for_the_next() -> None:
    async def run() -> None:
        database, hands = Database(), Hands(2, "test")
        latest = Latest(database.version, hands)
        early = [asyncio.create_task(latest()) for _ in range(20)]
        await until_asked(database, 1)
        late = [asyncio.create_task(latest()) for _ in range(20)]
        await asyncio.sleep(0.05)
        assert database.asked == 1  # one at a time
        database.open.release(2)
        assert set(await asyncio.gather(*early)) == {"1"}
        assert set(await asyncio.gather(*late)) == {"2"}
        assert database.asked == 2
        hands.rest()

    asyncio.run(run())


def test_who_goes_away_takes_nobody_along() -> None:
    async def run() -> None:
        database, hands = Database(), Hands(1, "test")
        latest = Latest(database.version, hands)
        first, second = asyncio.create_task(latest()), asyncio.create_task(latest())
        await until_asked(database, 1)
        first.cancel()
        database.open.release()
        assert await second == "1"
        with pytest.raises(asyncio.CancelledError):
            await first
        hands.rest()

    asyncio.run(run())


def test_a_question_that_failed_is_told_to_all_and_put_anew() -> None:
    async def run() -> None:
        database, hands = Database(), Hands(1, "test")
        database.asked = 12
        latest = Latest(database.version, hands)
        database.open.release(2)
        told = await asyncio.gather(latest(), latest(), return_exceptions=True)
        assert [str(one) for one in told] == ["gone", "gone"]
        assert await latest() == "14"
        hands.rest()

    asyncio.run(run())


def test_another_loop_asks_for_itself() -> None:
    database, hands = Database(), Hands(1, "test")
    latest = Latest(database.version, hands)
    database.open.release(3)
    assert [asyncio.run(latest()) for _ in range(3)] == ["1", "2", "3"]
    hands.rest()


def test_work_of_many_loops_comes_back_to_each() -> None:
    hands = Hands(2, "test")

    async def run(number: int) -> list[int]:
        return await asyncio.gather(*(hands.do(lambda n=n: number * 100 + n) for n in range(50)))

    told: dict[int, list[int]] = {}
    threads = [
        threading.Thread(target=lambda number=number: told.update({number: asyncio.run(run(number))}))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert told == {number: [number * 100 + n for n in range(50)] for number in range(8)}
    hands.rest()


def test_a_loop_that_ended_harms_no_thread() -> None:
    hands, let = Hands(1, "test"), threading.Event()

    async def leaves() -> None:
        asyncio.get_running_loop().create_task(hands.do(lambda: let.wait(20)))
        await asyncio.sleep(0.05)

    asyncio.run(leaves())
    let.set()

    async def stays() -> str:
        return await hands.do(lambda: "done")

    assert asyncio.run(stays()) == "done"
    hands.rest()


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
