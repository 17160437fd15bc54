"""`make bench-crawl`: the whole crawl against its peers in one run, on one site; `--kills N` kills it instead.

Percentages say how many pages a second we read for each that a trafilatura pool on all cores reads: by CPU seconds
of all processes, and by the clock, which tells less where the machine is busy with other things. A pool only extracts:
it is fed from files, and neither fetches, archives, stores nor tags.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.crawl import pages as site_pages
from benchmarks.crawl.kills import family, gazette, massacre
from benchmarks.crawl.pool import read
from classifier.read import Reader
from models.database import engine
from models.settings import settings
from tests.crawler.site import Answer, Site, source

REPOSITORY = Path(__file__).parent.parent.parent
PEERS = REPOSITORY / "var" / "bench-crawl"
POOLS = {
    "text only": {},
    "with metadata": {"with_metadata": True},
    "metadata, precision": {"with_metadata": True, "favor_precision": True},
}
OTHERS = {"bare_scrapy": 10**9, "scrapy_trafilatura": 10**9, "news_please": 200}  # and most pages that each is given
LONGEST = 900  # seconds that a peer is given
BAR = "with metadata"  # the pool that ours is held against: it, too, gives title, authors and date


@dataclass
class Spent:
    """What a run cost: CPU seconds of the processes it started, the clock, and their largest memory together."""

    pages: int
    cpu: float
    wall: float
    peak: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)

    def line(self, best: "Spent") -> str:
        spent = f"{self.cpu / self.pages * 1000:7.1f} ms CPU/page {self.pages / self.wall:7.1f} pages/s"
        return f"{self.pages:5} pages {spent} {self.against(best)}"

    def against(self, other: "Spent") -> str:
        """Pages for a second of CPU, and for a second of the clock, as shares of another's."""
        by_cpu = other.cpu / other.pages / self.cpu * self.pages
        by_clock = self.pages / self.wall * other.wall / other.pages
        return f"{by_cpu:6.0%} by CPU {by_clock:6.0%} by the clock"


class Watch:
    """Measures the children that run while it is open: CPU when they have ended, memory four times a second."""

    def __enter__(self) -> "Watch":
        self.before, self.begun, self.peak = _children(), time.monotonic(), 0.0
        self.over = threading.Event()
        self.looking = threading.Thread(target=self._look)
        self.looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = time.monotonic() - self.begun
        self.over.set()
        self.looking.join()
        self.cpu = _children() - self.before

    def _look(self) -> None:
        while not self.over.wait(0.25):
            self.peak = max(self.peak, sum(_memory(pid) for pid in family(os.getpid())[1:]))

    def spent(self, pages: int) -> Spent:
        return Spent(pages, self.cpu, self.wall, self.peak)


def _children() -> float:
    """CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(pid: int) -> float:
    """MB a process uses, its share of what is shared."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0.0


def pool(folder: Path, pages: int, options: dict[str, bool]) -> Spent:
    """Trafilatura on all cores, fed from files: the most that extraction alone can do."""
    paths = [folder / f"{number}.html" for number in range(pages)]
    with Watch() as watch, ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        list(processes.map(partial(read, options=options), paths, chunksize=16))
        processes.shutdown()
    return watch.spent(pages)


def ours(order: str, folder: Path, site: Site, pages: int) -> Spent:
    """Fetch, archive, extract, store and tag, as `councilwire crawl` does; or the same from the archive."""
    url = f"sqlite:///{folder / 'bench.sqlite'}"
    command = [sys.executable, "-m", "benchmarks.crawl.ours", order, url, str(folder / "sources"), str(site.port)]
    with Watch() as watch:
        done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, check=False)
    told = json.loads(done.stdout or "{}")
    if done.returncode:
        sys.exit(f"{order}: {'; '.join(told.get('errors', ['it failed']))}")
    spent = watch.spent(pages)
    spent.stages = told["cpu"]
    spent.stages["start"] = spent.cpu - sum(spent.stages.values()) + spent.stages["start"]
    print(f"{order}: {told['counts']}; {told['crawled']:.1f} s of {spent.wall:.1f} s before tagging", file=sys.stderr)
    return spent


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
    command = [python, Path(__file__).with_name("peers.py"), name, site.base, str(pages)]
    # news-please asks for the images of a page, where they really lie: nobody answers, and at once
    nowhere = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9") | {"no_proxy": "127.0.0.1"}
    with Watch() as watch:
        try:
            done = subprocess.run(
                command, env=os.environ | nowhere, capture_output=True, text=True, check=False, timeout=LONGEST
            )
        except subprocess.TimeoutExpired:
            print(f"{name}: not done after {LONGEST} s", file=sys.stderr)
            return None
    if done.returncode or not done.stdout.strip():
        print(f"{name}: {(done.stderr.strip().splitlines() or ['no result'])[-1]}", file=sys.stderr)
        return None
    return watch.spent(int(done.stdout.split()[-1]))


def serve(site: Site, folder: Path, pages: int) -> None:
    """The pages as a server sends them: compressed once, before anything is measured."""
    gazette(site, pages)
    for number, body in enumerate(site_pages.read(folder, pages)):
        packed = gzip.compress(body, 1, mtime=0)
        site.pages[f"/news/{number}"] = Answer(packed, headers={"Content-Encoding": "gzip"})


def compare(pages: int, alone: bool) -> None:
    """Print the table; `alone` leaves the peers out."""
    Reader.load(settings().var)  # trained before anything is measured
    with tempfile.TemporaryDirectory() as place, Site() as site:
        folder = Path(place)
        print(site_pages.write(folder / "pages", site.base, pages))
        serve(site, folder / "pages", pages)
        source(folder / "sources", "gazette", site, 'Sitemap("{base}/index.xml")')
        pools = {name: pool(folder / "pages", pages, how) for name, how in POOLS.items() if name == BAR or not alone}
        best = pools[BAR]
        for name, spent in pools.items():
            _row(f"trafilatura pool, {name}", spent.line(best))
        print(f"every percentage is of the pool {BAR!r}")
        crawled = ours("crawl", folder, site, pages)
        _row("Councilwire, end to end", crawled.line(best))
        again = ours("reprocess", folder, site, pages)
        _row("Councilwire, reprocess", again.line(best))
        others = {} if alone else {name: peer(name, site, min(pages, most)) for name, most in OTHERS.items()}
        for name, other in others.items():
            _row(name.replace("_", " "), other.line(best) if other else "does not run here")
        _row("crawl, ms CPU/page", _stages(crawled))
        _row("reprocess, ms CPU/page", _stages(again))
        _summary(crawled, again, pools, others, engine(f"sqlite:///{folder / 'bench.sqlite'}"))


def _row(name: str, value: str) -> None:
    print(f"{name:42} {value}", flush=True)


def _stages(spent: Spent) -> str:
    return ", ".join(f"{name} {seconds / spent.pages * 1000:.2f}" for name, seconds in spent.stages.items())


def _summary(
    crawled: Spent, again: Spent, pools: dict[str, Spent], others: dict[str, Spent | None], on: Engine
) -> None:
    """A line for each bar."""
    stages = crawled.stages
    for name, spent in pools.items():
        _row(f"end to end, of the pool {name!r}", f"{crawled.against(spent)} (bar: 70 %)")
        _row(f"reprocess, of the pool {name!r}", f"{again.against(spent)} (bar: 90 %)")
    if please := others.get("news_please"):
        _row("end to end, of news-please", f"{crawled.against(please)} (bar: 500 %)")
    extraction = stages["extract"] + stages.get("learn", 0.0)
    beside = sum(stages[name] for name in ("archive", "tag", "store", "store tags"))
    with on.connect() as connection:
        raw, kept = connection.execute(text("SELECT sum(size), sum(length(data)) FROM body")).one()
    pool_s = pools[BAR].cpu / pools[BAR].pages * crawled.pages
    _row(
        "archive, tag and store, of extraction's CPU",
        f"{beside / extraction:.1%} of our own, {beside / pool_s:.1%} of the pool's (bar: 10 %); "
        f"archive and store alone {(stages['archive'] + stages['store']) / pool_s:.1%} of the pool's",
    )
    _row("archive", f"{kept / raw:.1%} of {raw / 1e6:.1f} MB (bar: 25 %)")
    _row("peak memory, all processes together", f"{crawled.peak:.0f} MB (bar: 512 MB)")


def main() -> None:
    """Read the command line."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    given.add_argument("--pages", type=int, default=2000)
    given.add_argument("--alone", action="store_true", help="without the peers")
    given.add_argument("--kills", type=int, default=0, help="kill a live crawl so often instead, and count")
    asked = given.parse_args()
    if not asked.kills:
        compare(asked.pages, asked.alone)
        return
    with tempfile.TemporaryDirectory() as place:
        toll = massacre(Path(place), f"sqlite:///{place}/kills.sqlite", asked.kills, asked.pages)
    print(toll)
    sys.exit(not toll.clean)


if __name__ == "__main__":
    main()
