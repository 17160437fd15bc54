"""Prints how the API does beside Datasette, beside its own SQL, and on PostgreSQL; exits 1 where a bar is missed."""

import argparse
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from benchmarks.api import build, inside
from benchmarks.api.load import Result, run
from models.database import engine, migrate

HOME = Path("var/bench-api")
CLIENTS = 50
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/councilwire_bench"
WORDS = (
    "council",
    "inspectors",
    "budget",
    "care",
    "homes",
    "planning",
    "report",
    "children",
    "waste",
    "roads",
    "strike",
)


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database(count: int) -> Path:
    """The database for load, made once for each size."""
    path = HOME / f"articles-{count}.sqlite"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        made = engine(f"sqlite:///{making}")
        migrate(made)
        build.fill(made, count)
        with made.begin() as connection:
            connection.execute(text("ANALYZE"))
        made.dispose()
        making.rename(path)
    return path


def datasette() -> Path:
    """Datasette in an environment of its own."""
    command = HOME / "venv" / "bin" / "datasette"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME / "venv")], check=True)
        subprocess.run([str(HOME / "venv/bin/pip"), "install", "--quiet", "datasette", "setuptools<81"], check=True)
    return command


@contextmanager
def served(command: list[str], door: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server while it is needed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", door)) == 0:
                    break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _taken_back(on: Engine, count: int) -> None:
    """Leave only the first `count` articles, also where a run before was ended."""
    with on.begin() as connection:
        for table in ("judgement", "mention", "tagging", "storyarticle", "annotation"):
            connection.execute(text(f"DELETE FROM {table} WHERE article_id > {count}"))
        for table in ("story", "article", "page"):
            connection.execute(text(f"DELETE FROM {table} WHERE id > {count}"))


@contextmanager
def writing(url: str, count: int) -> Iterator[None]:
    """A crawl that stores fifty articles a second, taken back afterwards."""
    on = engine(url)
    _taken_back(on, count)
    command = [sys.executable, "-m", "benchmarks.api.crawl", url, str(count + 1)]
    crawl = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert crawl.stdout is not None and crawl.stdout.readline() == "ready\n"
        yield
    finally:
        crawl.terminate()
        crawl.wait(20)
        _taken_back(on, count)
        on.dispose()


def requests(count: int, name: str) -> dict[str, tuple[list[str], list[str]]]:
    """For each shared request, the addresses asked of us and of Datasette; varied: no cache answers them all."""
    draw = random.Random(3)
    table = f"/{name}/article"
    plain = "&_nocol=text&_nocol=removed&_nocount=1"
    slugs = sorted({tag for one in build.corpus() for tag in one["tags"]})
    words = [f"{one} {other}" for one in WORDS for other in WORDS if one != other]
    sources = [f"source-{number}" for number in range(30)]
    ids = [draw.randrange(1, count) for _ in range(5000)]
    within = "_where=id+in+(select+article_id+from+tagging+where+slug%3D'{}')"
    return {
        "filtered list": (
            [f"/v1/articles?tag={slug}&limit=20" for slug in slugs],
            [f"{table}.json?{within.format(slug)}&_sort_desc=sort_at&_size=20{plain}" for slug in slugs],
        ),
        "full text": (
            [f"/v1/articles?q={w.replace(' ', '+')}&limit=20" for w in words],
            [f"{table}.json?_search={w.replace(' ', '+')}&_sort_desc=sort_at&_size=20{plain}" for w in words],
        ),
        "facets": (
            [f"/v1/articles?source={source}&facets=source,kind&limit=1" for source in sources],
            [f"{table}.json?source={source}&_facet=source&_facet=kind&_size=1{plain}" for source in sources],
        ),
        "one article": ([f"/v1/articles/{i}" for i in ids], [f"{table}/{i}.json" for i in ids]),
        "CSV of all": (
            ["/v1/articles.csv?fields=id,title,url,source,published"],
            [f"{table}.csv?_stream=on&_col=id&_col=title&_col=url&_col=source&_col=published"],
        ),
    }


def cpu(process: int) -> float:
    """CPU seconds that a process has used, of all its threads."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def measured(server: int, door: int, paths: list[str], clients: int, seconds: float) -> tuple[Result, float]:
    """A run, and the CPU milliseconds that its server used for each request."""
    run(door, paths[:1] if clients == 2 else paths, 2, 0.5)  # warm
    before = cpu(server)
    told = run(door, paths, clients, seconds)
    return told, (cpu(server) - before) * 1000 / max(1, round(told.rate * told.seconds))


def shown(name: str, ours: tuple[Result, float], theirs: tuple[Result, float]) -> bool:
    mine, other = ours[0], theirs[0]
    good = mine.rate > other.rate and mine.p99 < other.p99 and not mine.bad
    told = (f"{one.rate:9.1f} {one.p50:9.1f} {one.p99:9.1f} {used:8.2f} {one.bad:4}" for one, used in (ours, theirs))
    print(f"  {name:14} {' | '.join(told)}  {'ok' if good else 'MISSED'}", flush=True)
    return good


def beside(path: Path, count: int, seconds: float, only: str) -> bool:
    """Every shared request by fifty clients while a crawl writes, one server after the other."""
    here, there = port(), port()
    url = f"sqlite:///{path}"
    ours = [sys.executable, "-m", "benchmarks.api.serve", url, str(here)]
    limits = [
        ("sql_time_limit_ms", 60000),
        ("facet_time_limit_ms", 60000),
        ("max_csv_mb", 0),
        ("suggest_facets", "off"),
    ]
    theirs = [str(datasette()), "serve", str(path), "--port", str(there)]
    theirs += [word for name, value in limits for word in ("--setting", name, str(value))]
    print(
        f"\n{CLIENTS} clients, {count} articles on SQLite, fifty more a second "
        "(requests/s, p50 ms, p99 ms, CPU ms a request, bad)"
    )
    print(f"  {'':14} {'Councilwire':>42} | {'Datasette':>42}")
    good = True
    with served(ours, here) as mine_, served(theirs, there) as other_, writing(url, count):
        for name, (mine, other) in requests(count, path.stem).items():
            if only not in name:
                continue
            clients = 2 if name.startswith("CSV") else CLIENTS
            ours_ = measured(mine_.pid, here, mine, clients, seconds)
            theirs_ = measured(other_.pid, there, other, clients, seconds)
            good &= shown(name + (" (2)" if clients == 2 else ""), ours_, theirs_)
    return good


def within(on: Engine, word: str) -> bool:
    """The bars that need no network."""
    good = True
    paths = [
        "/v1/articles?tag=send&limit=20",
        "/v1/articles?q=council+budget&limit=20",
        "/v1/articles?source=source-3&facets=source,kind&limit=1",
        "/v1/articles/77",
        "/v1/stories?limit=20",
    ]
    print(f"\nhandler against its bare SQL, nothing remembered ({word}; CPU ms; at most 3 ×)")
    print(f"  {'':58} {'handler':>8} {'SQL':>8} {'request':>8}")
    for path, cost, sql, request in inside.handlers(on, paths):
        good &= cost <= 3 * sql
        fine = "ok" if cost <= 3 * sql else "MISSED"
        print(f"  {path:58} {cost:8.2f} {sql:8.2f} {request:8.2f}  {cost / sql:5.1f} ×  {fine}")
    whole, same = inside.unchanged(on, "/v1/articles.atom?tag=send")
    good &= same <= whole / 10
    print(
        f"\na feed {whole:.2f} ms, its 304 {same:.2f} ms (at most a tenth)  {'ok' if same <= whole / 10 else 'MISSED'}"
    )
    first, last = inside.paging(on)
    good &= last <= first * 1.05  # what two equal calls differ by
    print(f"first page {first:.2f} ms, last page {last:.2f} ms  {'ok' if last <= first * 1.05 else 'MISSED'}")
    return good


def backends(on: Engine) -> list[int]:
    """The processes of PostgreSQL that serve this database."""
    with on.connect() as connection:
        asked = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return list(connection.execute(asked).scalars())


def work(ask: Callable[[], object], times: int, server: list[int]) -> float:
    """CPU milliseconds of one call, of this process and of the database's: what a busy machine does not change."""

    def spent() -> float:
        told = (Path(f"/proc/{process}/schedstat") for process in server)
        return time.process_time() + sum(int(one.read_text().split()[0]) / 1e9 for one in told if one.exists())

    before = spent()
    for _ in range(times):
        ask()
    return (spent() - before) * 1000 / times


def on_postgresql(on: Engine, count: int, url: str) -> bool:
    """The same requests on PostgreSQL; wall time, because the work is in another process."""
    plain = make_url(url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        with create_engine(plain.set(database="postgres"), isolation_level="AUTOCOMMIT").connect() as server:
            if not server.execute(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": plain.database}).scalar():
                server.execute(text(f'CREATE DATABASE "{plain.database}"'))
    except DBAPIError as error:
        print(f"\nPostgreSQL is left out: {str(error.orig).splitlines()[0]}")
        return True
    other = engine(plain.render_as_string(hide_password=False))
    migrate(other)
    with other.connect() as connection:
        held = connection.execute(text("SELECT count(*) FROM article")).scalar()
    if not held:
        build.fill(other, count)
        with other.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("article", "tagging", "mention", "judgement", "story", "storyarticle", "annotation"):
                for column in ("id",) if table in ("article", "judgement", "story") else ():
                    connection.execute(
                        text(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max(id)) FROM {table}")
                    )
            connection.execute(text("VACUUM ANALYZE"))
    print(
        "\nPostgreSQL against SQLite (wall ms, the middle of 301 by turns, CSV of 11; at most 1.5 ×; CPU ms beside it)"
    )
    good = True
    here, there = inside.Ask(on, forget=True), inside.Ask(other, forget=True)
    for path in (
        "/v1/articles?tag=send&limit=20",
        "/v1/articles?q=council+budget&limit=20",
        "/v1/articles?source=source-3&facets=source,kind&limit=1",
        "/v1/articles/77",
        "/v1/stories?limit=20",
        "/v1/articles.csv?fields=id,title,url,source,published",
    ):
        for ask in (here, there):
            for _ in range(1 if "csv" in path else 8):  # until the driver has prepared its statements
                ask(path)
        turns = [partial(ask, path) for ask in (here, there)]
        clock = time.perf_counter
        times = [one * 1000 for one in inside.seconds(*turns, repeat=11 if "csv" in path else 301, clock=clock)]
        fine = times[1] <= 1.5 * times[0]
        good &= fine
        used = [
            work(partial(ask, path), 3 if "csv" in path else 50, server)
            for ask, server in ((here, []), (there, backends(other)))
        ]
        print(
            f"  {path:58} {times[0]:8.2f} {times[1]:8.2f}  {times[1] / times[0]:5.2f} ×  {'ok' if fine else 'MISSED'}"
            f"   CPU {used[0]:8.2f} {used[1]:8.2f}  {used[1] / used[0]:5.2f} ×"
        )
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=8.0, help="for each request and server")
    parser.add_argument("--inside", action="store_true", help="only what needs no network")
    parser.add_argument("--only", default="", help="only the shared requests whose name holds this")
    asked = parser.parse_args()
    path = database(asked.articles)
    on = engine(f"sqlite:///{path}")
    good = True
    if not asked.only:
        good = within(on, f"{asked.articles} articles")
        good &= on_postgresql(on, asked.articles, os.environ.get("COUNCILWIRE_BENCH_POSTGRESQL", POSTGRESQL))
    on.dispose()
    if not asked.inside:
        good &= beside(path, asked.articles, asked.seconds, asked.only)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
