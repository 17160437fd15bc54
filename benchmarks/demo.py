"""Pages per second of the demo crawl, its CPU seconds by stage, and its peak memory.

Run with `make bench`. CPU seconds are what a busy machine leaves comparable.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine, text

from classifier.read import Reader
from classifier.run import annotate
from crawler import run
from demo.newsroom import Newsroom
from demo.tour import SITES, doors, sources
from models.columns import now
from models.database import engine, migrate
from models.settings import settings


def cpu(who: int) -> float:
    """CPU seconds, user and system, of this process or of its ended children."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timed(on: Engine, newsroom: Newsroom, folder: Path) -> tuple[float, float]:
    """Crawl the newsroom; wall seconds and CPU seconds of the children."""
    wall, before = time.perf_counter(), cpu(resource.RUSAGE_CHILDREN)
    report = run.crawl(on, SITES, doors=doors(newsroom), delay=0, folder=str(folder))
    if report.errors:
        sys.exit("; ".join(report.errors))
    return time.perf_counter() - wall, cpu(resource.RUSAGE_CHILDREN) - before


def main() -> None:
    """Print the table."""
    reader = Reader.load(settings().var)
    with tempfile.TemporaryDirectory() as folder, Newsroom() as newsroom:
        on = engine(f"sqlite:///{folder}/bench.sqlite")
        migrate(on)
        wall, children = timed(on, newsroom, sources(newsroom, Path(folder) / "sources"))
        wall_again, children_again = timed(on, newsroom, Path(folder) / "sources")
        with on.connect() as connection:
            pages = connection.execute(text("SELECT count(*) FROM page WHERE fetched IS NOT NULL")).scalar_one()
            articles = connection.execute(text("SELECT count(*) FROM article")).scalar_one()
            raw, kept = connection.execute(text("SELECT sum(size), sum(length(data)) FROM body")).one()
        before, begun = cpu(resource.RUSAGE_SELF), time.perf_counter()
        annotate(on, reader, now())
        tagging, tagging_wall = cpu(resource.RUSAGE_SELF) - before, time.perf_counter() - begun
        again, begun = run.reprocess(on), time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    rows = [
        ("pages fetched / articles", f"{pages} / {articles}"),
        (
            "crawl: pages per second",
            f"{pages / wall:.1f} in {wall:.2f} s wall, {children:.2f} s CPU (start-up included)",
        ),
        ("crawl again, nothing new", f"{wall_again:.2f} s wall, {children_again:.2f} s CPU"),
        ("tag, judge, link, group", f"{articles / tagging_wall:.0f} articles/s, {tagging:.2f} s CPU"),
        ("reprocess", f"{sum(again.counts.values())} pages"),
        ("archive", f"{kept / raw:.1%} of {raw / 1e6:.1f} MB raw"),
        ("peak memory of a child", f"{peak} MB"),
    ]
    for name, value in rows:
        print(f"{name:26} {value}")


if __name__ == "__main__":
    main()
