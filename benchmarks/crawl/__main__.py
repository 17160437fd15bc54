"""`make bench-crawl`: the whole crawl against its peers in one run, on one site; `--kills N` kills it instead.

CPU seconds of all processes are compared, not the clock: the machine may be busy with other things.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import trafilatura
from sqlalchemy import Engine, text

from benchmarks.crawl.kills import gazette, massacre, title
from crawler import run
from models.database import engine, migrate
from tests.crawler.site import Site, article, source

REPOSITORY = Path(__file__).parent.parent.parent
PEERS = REPOSITORY / "var" / "bench-crawl"
CHROME = 20_000  # bytes of scripts around each article, so that a page weighs what real ones do


@dataclass
class Spent:
    """What a run cost: CPU seconds of the processes it started, and the clock."""

    pages: int
    cpu: float
    wall: float

    def line(self, best: float) -> str:
        each = self.cpu / self.pages
        spent = f"{self.cpu:7.1f} s CPU {self.wall:7.1f} s wall {each * 1000:7.1f} ms CPU/page"
        return f"{self.pages:5} pages {spent} {best / each:6.0%}"


def children() -> float:
    """CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare_pool(pages: int) -> Spent:
    """Trafilatura on all cores, fed from memory: the most that extraction alone can do."""
    bodies = [article(f"/news/{n}", title=title(f"/news/{n}"), chrome=CHROME).decode() for n in range(pages)]
    before, begun = children(), time.monotonic()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        got = sum(1 for one in pool.map(trafilatura.extract, bodies, chunksize=16) if one)
    return Spent(got, children() - before, time.monotonic() - begun)


def ours(site: Site, folder: Path) -> tuple[Spent, Engine]:
    """Fetch, archive, extract and store, as `councilwire crawl` does."""
    source(folder / "sources", "gazette", site, 'Sitemap("{base}/index.xml")')
    on = engine(f"sqlite:///{folder / 'bench.sqlite'}")
    migrate(on)
    before, begun = children(), time.monotonic()
    report = run.crawl(on, ["gazette"], doors=[site.door], delay=0, folder=str(folder / "sources"))
    if report.errors:
        sys.exit("; ".join(report.errors))
    return Spent(report.counts["new"], children() - before, time.monotonic() - begun), on


def again(on: Engine, pages: int) -> Spent:
    """Extract the archive once more, without the network."""
    before, begun = children(), time.monotonic()
    run.reprocess(on)
    return Spent(pages, children() - before, time.monotonic() - begun)


def peer(name: str, site: Site, pages: int) -> Spent | None:
    """One peer in the benchmark's own environment; None where it cannot run here."""
    python = PEERS / "bin" / "python"
    if not (PEERS / "ready").exists():
        print(f"setting up the peers in {PEERS.relative_to(REPOSITORY)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        packages = ["scrapy", "trafilatura", "news-please", "lxml_html_clean"]
        install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
        subprocess.run([*install, *packages], check=True)
        (PEERS / "ready").touch()
    before, begun = children(), time.monotonic()
    command = [python, Path(__file__).with_name("peers.py"), name, site.base, str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        print(f"{name}: {(done.stderr.strip().splitlines() or ['no result'])[-1]}", file=sys.stderr)
        return None
    return Spent(int(done.stdout.split()[-1]), children() - before, time.monotonic() - begun)


def compare(pages: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place, Site() as site:
        gazette(site, pages, chrome=CHROME)
        pool = bare_pool(pages)
        best = pool.cpu / pool.pages
        print(f"{'trafilatura, all cores':32} {pool.line(best)}")
        mine, on = ours(site, Path(place))
        print(f"{'Councilwire, end to end':32} {mine.line(best)}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        with on.connect() as connection:
            raw, kept = connection.execute(text("SELECT sum(size), sum(length(data)) FROM body")).one()
        print(f"{'Councilwire, reprocess':32} {again(on, pages).line(best)}")
        for name in ("bare_scrapy", "scrapy_trafilatura", "news_please"):
            some = pages if name != "news_please" else min(pages, 200)
            if spent := peer(name, site, some):
                print(f"{name.replace('_', ' '):32} {spent.line(best)}")
        print(f"archive: {kept / raw:.1%} of {raw / 1e6:.1f} MB; largest process: {peak} MB")


def main() -> None:
    """Read the command line."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    given.add_argument("--pages", type=int, default=2000)
    given.add_argument("--kills", type=int, default=0, help="kill a live crawl so often instead, and count")
    asked = given.parse_args()
    if not asked.kills:
        compare(asked.pages)
        return
    with tempfile.TemporaryDirectory() as place:
        toll = massacre(Path(place), f"sqlite:///{place}/kills.sqlite", asked.kills, asked.pages)
    print(toll)
    sys.exit(not toll.clean)


if __name__ == "__main__":
    main()
