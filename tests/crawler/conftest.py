"""A newsdesk for a whole module: one database and one folder of source files, crawled as often as its story needs."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from crawler import run
from models.database import engine, migrate
from models.settings import settings
from tests.crawler.site import Site, source
from tests.database import empty


@dataclass
class Desk:
    """A database, a folder of sources, and the sites they stand for."""

    on: Engine
    folder: Path
    sites: dict[str, Site] = field(default_factory=dict)
    reports: list[run.Report] = field(default_factory=list)

    def open(self, name: str, channels: str = 'Feed("{base}/rss")', site: Site | None = None, **more: object) -> Site:
        """A site with its source file."""
        site = site or Site()
        self.sites[name] = site
        source(self.folder, name, site, channels, **more)
        return site

    def crawl(self, *names: str, **more: Any) -> run.Report:
        """Crawl the sources named, or all of the folder's."""
        doors = [site.door for site in self.sites.values()]
        chosen = list(names or self.sites)
        report = run.crawl(self.on, chosen, doors=doors, delay=0, folder=str(self.folder), **more)
        self.reports.append(report)
        return report

    def rows(self, query: str, **values: Any) -> list[Any]:
        with self.on.connect() as connection:
            return list(connection.execute(text(query), values))

    def pages(self, name: str) -> dict[str, tuple[str, str | None]]:
        """State and reason of a source's pages, by path."""
        base = self.sites[name].base
        rows = self.rows("SELECT url, state, reason FROM page WHERE source = :name", name=name)
        return {row[0].removeprefix(base): (row[1], row[2]) for row in rows}

    def articles(self, name: str) -> dict[str, Any]:
        """A source's articles, by path."""
        base = self.sites[name].base
        rows = self.rows("SELECT * FROM article WHERE source = :name", name=name)
        return {row.url.removeprefix(base): row for row in rows}


def open_desk(folder: Path) -> Desk:
    """An empty database of whichever kind is asked for, and an empty folder."""
    url = os.environ.get("COUNCILWIRE_DATABASE_URL", "")
    on = engine(url.replace("postgresql://", "postgresql+psycopg://", 1) or f"sqlite:///{folder / 'desk.sqlite'}")
    migrate(on)
    if url:
        empty(on)
    return Desk(on, folder / "sources")


@contextmanager
def memory_of_children() -> Iterator[list[int]]:
    """Notes the most memory (MB) that each working child of ours ever held while the block runs. Before a child has
    become what it is to be, it holds what we hold."""
    ended, peaks = threading.Event(), [0]

    def watch() -> None:
        while not ended.wait(0.02):
            for status in Path("/proc").glob("[0-9]*/status"):
                with suppress(OSError):
                    works = b"crawler.child" in (status.parent / "cmdline").read_bytes()
                    facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                    if works and facts["PPid"].strip() == str(os.getpid()) and "VmHWM" in facts:
                        peaks.append(int(facts["VmHWM"].split()[0]) // 1024)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield peaks
    finally:
        ended.set()
        watching.join()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An empty newsdesk that the tests of a module share. Short time limits: hostile sites use them up."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COUNCILWIRE_TIMEOUT", "4")
    patch.setenv("COUNCILWIRE_WORKERS", "1")
    patch.setenv("COUNCILWIRE_PORTS", "")
    settings.cache_clear()
    made = open_desk(tmp_path_factory.mktemp("desk"))
    yield made
    for site in made.sites.values():
        site.__exit__(None, None, None)
    made.on.dispose()
    patch.undo()
    settings.cache_clear()


@pytest.fixture(scope="module")
def secret() -> Iterator[Site]:
    """What nobody may reach: it has no door."""
    with Site() as made:
        yield made
