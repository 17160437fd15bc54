"""The event loop's own connections to PostgreSQL: who asks gets their own answer, whatever becomes of the others."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from api.pool import MOST, Pool
from api.reading import reader_of
from models.settings import Settings

ECHO = b"SELECT $1::text, pg_sleep($2::float)::text"
OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.fixture
def pool(database: Engine) -> Iterator[Pool]:
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite is read where we are")
    reads = reader_of(database, Settings(statement_seconds=2))
    made = Pool(reads)
    yield made
    made.rest()
    reads.dispose()


async def echo(pool: Pool, word: str, seconds: float = 0.0) -> str | None:
    return (await pool.rows(ECHO, [word, str(seconds)]))[0][0]


def test_each_gets_their_own_answer_through_a_few_connections(pool: Pool) -> None:
    async def run() -> list[str | None]:
        return await asyncio.gather(*(echo(pool, str(n), n % 7 / 1000) for n in range(200)))

    assert asyncio.run(run()) == [str(n) for n in range(200)]
    assert len(pool.idle) <= MOST


def test_others_are_served_until_the_answer_comes(pool: Pool) -> None:
    async def run() -> int:
        asked = asyncio.create_task(echo(pool, "late", 0.5))
        turns = 0
        while not asked.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns

    assert asyncio.run(run()) > 10


def test_who_goes_away_gets_nobody_else_s_answer_nor_leaves_theirs(pool: Pool) -> None:
    async def run() -> None:
        for turn in range(5):
            left = [asyncio.create_task(echo(pool, f"left {turn}", 1)) for _ in range(MOST + 2)]
            await asyncio.sleep(0.05)
            for one in left:
                one.cancel()
            told = await asyncio.gather(*left, *(echo(pool, str(n)) for n in range(20)), return_exceptions=True)
            assert all(isinstance(one, asyncio.CancelledError) for one in told[: len(left)])
            assert told[len(left) :] == [str(n) for n in range(20)]

    asyncio.run(asyncio.wait_for(run(), 20))


def test_a_server_that_closed_its_connections_is_asked_anew(pool: Pool, database: Engine) -> None:
    def close() -> None:
        with database.connect() as connection:
            connection.execute(text(OTHERS))

    async def run() -> None:
        assert await asyncio.gather(*(echo(pool, str(n), 0.01) for n in range(9))) == [str(n) for n in range(9)]
        await asyncio.to_thread(close)
        assert await asyncio.gather(*(echo(pool, str(n)) for n in range(9))) == [str(n) for n in range(9)]
        under_way = [asyncio.create_task(echo(pool, str(n), 0.5)) for n in range(MOST)]
        await asyncio.sleep(0.1)
        await asyncio.to_thread(close)
        assert await asyncio.gather(*under_way) == [str(n) for n in range(MOST)]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("sql", "says"), [(b"SELEKT 1", "SELEKT"), (b"SELECT pg_sleep(20)::text", "statement timeout")]
)
def test_a_fault_is_told_to_who_made_it_and_once(pool: Pool, sql: bytes, says: str) -> None:
    async def run() -> None:
        begun = asyncio.get_running_loop().time()
        told = await asyncio.gather(pool.rows(sql), echo(pool, "well"), return_exceptions=True)
        assert isinstance(told[0], DBAPIError)
        assert says in str(told[0].orig)
        assert told[1] == "well"
        assert asyncio.get_running_loop().time() - begun < 3.5  # not asked again

    asyncio.run(run())


def test_the_first_pass_those_who_wait_their_turn(pool: Pool) -> None:
    async def run() -> None:
        slow = [asyncio.create_task(echo(pool, "slow", 0.7)) for _ in range(MOST * 2)]
        await asyncio.sleep(0.1)
        assert await pool.rows(b"SELECT 1", first=True) == [["1"]]
        assert not any(one.done() for one in slow)
        await asyncio.gather(*slow)

    asyncio.run(run())


def test_nobody_answers(pool: Pool) -> None:
    nobody = Pool(create_engine(pool.reads.url.set(host="127.0.0.1", port=1)))
    with pytest.raises(DBAPIError, match="refused"):
        asyncio.run(nobody.rows(b"SELECT 1"))


def test_loops_of_several_threads_ask_at_once(pool: Pool) -> None:
    told: dict[int, list[str | None]] = {}

    async def run(number: int) -> None:
        told[number] = await asyncio.gather(*(echo(pool, f"{number}-{n}") for n in range(50)))

    threads = [threading.Thread(target=lambda number=number: asyncio.run(run(number))) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert told == {number: [f"{number}-{n}" for n in range(50)] for number in range(3)}
