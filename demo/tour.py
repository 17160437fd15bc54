"""The tour: the newsroom opens, is really crawled over HTTP, brings out a second edition, and is crawled again."""

import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from crawler import run
from demo.content import SITES
from demo.newsroom import Newsroom
from models.database import engine, migrate
from models.settings import settings
from running.progress import shown

PORTS = (8101, 8102, 8103)
HERE = Path(__file__).parent

Annotate = Callable[[Engine], Any]


def tour(annotate: Annotate, second: bool = True, ports: tuple[int, ...] | None = None) -> Engine:
    """Crawl both editions into a fresh database under var/demo; the newsroom stays open until the process ends."""
    home = settings().var / "demo"
    shutil.rmtree(home, ignore_errors=True)
    on = engine(f"sqlite:///{home / 'councilwire.sqlite'}")
    migrate(on)
    newsroom = Newsroom(ports or tuple(_free(port) for port in PORTS))
    newsroom.start()
    folder = sources(newsroom, home / "sources")
    crawl(on, newsroom, folder, annotate, "first edition")
    if second:
        newsroom.publish(2)
        crawl(on, newsroom, folder, annotate, "second edition")
    return on


def sources(newsroom: Newsroom, folder: Path) -> Path:
    """The newsroom's source files with the ports it really has, in a folder as COUNCILWIRE_SOURCES would name it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (HERE / "sources").glob("*.py"):
        text = path.read_text()
        for site, port in zip(SITES, PORTS, strict=True):
            text = text.replace(f"http://127.0.0.1:{port}", newsroom.sites[site])
        (folder / path.name).write_text(text)
    return folder


def doors(newsroom: Newsroom) -> list[tuple[str, int]]:
    """The exact loopback addresses that the crawler's guard lets this run connect to."""
    return [("127.0.0.1", int(base.rsplit(":", 1)[1])) for base in newsroom.sites.values()]


def crawl(on: Engine, newsroom: Newsroom, folder: Path, annotate: Annotate, what: str) -> run.Report:
    """One crawl of all three sites, then tagging; says on standard error what it came to."""
    begun = time.monotonic()
    with shown(what) as step:
        report = run.crawl(
            on,
            SITES,
            doors=doors(newsroom),
            delay=0,
            folder=str(folder),
            tick=lambda p: step(p.done, p.fetched + p.waiting),
        )
    annotate(on)
    counts = ", ".join(f"{number} {word}" for word, number in report.counts.items() if number)
    print(f"{what}: {counts} in {time.monotonic() - begun:.1f} s", file=sys.stderr)
    for error in report.errors:
        print(f"! {error}", file=sys.stderr)
    return report


def addresses(base: str) -> str:
    """What to open now."""
    return f"""
Councilwire is up. Open:
  {base}/                              the wire
  {base}/?q=tag:inspection/ofsted-inadequate   Ofsted failures
  {base}/authorities/E08000027         Dudley, with its timeline
  {base}/docs                          the API, by example
  {base}/feeds/inadequate.rss          councils newly judged inadequate, one item an event
  {base}/v1/judgements                 the same and more as JSON
Keys and other commands work on this database with COUNCILWIRE_DATABASE_URL=sqlite:///var/demo/councilwire.sqlite.
Stop with Ctrl-C.
"""


def _free(port: int) -> int:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port
