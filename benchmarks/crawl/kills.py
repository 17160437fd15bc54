"""Kills a crawl with `kill -9` at random moments and counts what is lost, doubled or left behind."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from models.database import engine
from tests.crawler.site import Answer, Site, article, source

REPOSITORY = Path(__file__).parent.parent.parent
WHOM = ("parent", "parent", "child", "all")


@dataclass
class Toll:
    """What the kills came to."""

    kills: int = 0
    whom: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    false_ends: int = 0  # runs that ended in exit 0 with work undone
    orphans: int = 0  # processes that outlived their killed parent by more than five seconds
    pages: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0  # articles whose text is not their page's
    refetched: int = 0  # requests beyond one a page
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.false_ends or self.orphans or self.lost or self.doubled or self.wrong)


def gazette(site: Site, pages: int, chrome: int = 2000) -> None:
    """A site of `pages` articles, told by sitemaps of 500, all different."""
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    maps = []
    for start in range(0, pages, 500):
        rows = "".join(f"<url><loc>{site.base}/news/{n}</loc></url>" for n in range(start, min(start + 500, pages)))
        site.pages[f"/map-{start}.xml"] = Answer(f"{head}{rows}</urlset>".encode(), content_type="application/xml")
        maps.append(f"<sitemap><loc>{site.base}/map-{start}.xml</loc></sitemap>")
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(maps)}</sitemapindex>'
    site.pages["/index.xml"] = Answer(index.encode(), content_type="application/xml")
    site.missing = lambda path: (
        Answer(article(path, title=title(path), chrome=chrome)) if path.startswith("/news/") else Answer(b"", 404)
    )


def title(path: str) -> str:
    """The headline of an article of the gazette."""
    return f"Council agrees plan number {path.rpartition('/')[2]} for its services"


def massacre(folder: Path, url: str, kills: int, pages: int, seed: int = 1, longest: float = 9.0) -> Toll:
    """Kill a crawl of a site with `pages` articles `kills` times, then let it finish, and look what is there."""
    draw = random.Random(seed)
    toll = Toll(pages=pages)
    begun = time.monotonic()
    with Site() as site:
        gazette(site, pages)
        source(folder / "sources", "gazette", site, 'Sitemap("{base}/index.xml")')
        while toll.kills < kills:
            _once(folder, url, site, draw, toll, kills, longest)
        for _ in range(5):
            process = _start(folder, url, site)
            code = process.wait(900)
            toll.runs += 1
            if code == 0:
                break
        toll.false_ends += code == 0 and not _whole(url, pages)
        _count(url, site, pages, toll)
    toll.seconds = time.monotonic() - begun
    return toll


def _once(folder: Path, url: str, site: Site, draw: random.Random, toll: Toll, kills: int, longest: float) -> None:
    """One run, killed whole or in parts; when no kill is left for it, it ends by itself."""
    process = _start(folder, url, site)
    toll.runs += 1
    if draw.random() < 0.8:  # the others may be killed before they have begun, which on a busy machine takes a while
        _begun(process)
    while toll.kills < kills:
        time.sleep(draw.uniform(0.3, longest))
        kin = family(process.pid)
        if process.poll() is not None:
            break
        whom = draw.choice(WHOM if len(kin) > 1 else ("parent",))
        toll.kills += 1
        toll.whom[whom] = toll.whom.get(whom, 0) + 1
        if whom == "child":
            _kill(draw.sample(kin[1:], 1))
            continue
        _kill(kin if whom == "all" else [process.pid])
        process.wait()
        toll.orphans += left(kin)
        return
    if process.wait(900) == 0:
        if _whole(url, toll.pages):
            _renew(url)
        else:
            toll.false_ends += 1


def _begun(process: subprocess.Popen[bytes], patience: float = 60.0) -> None:
    """Wait until a run has its fetching and its extracting processes, or has ended."""
    end = time.monotonic() + patience
    while len(family(process.pid)) < 3 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)


def _start(folder: Path, url: str, site: Site) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.crawl.victim", url, str(folder / "sources"), str(site.port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": (folder / "stderr.txt").open("ab")}
    return subprocess.Popen(command, cwd=REPOSITORY, **quiet)  # type: ignore[call-overload, no-any-return]


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        children = Path(f"/proc/{one}/task/{one}/children")
        try:
            found += [int(child) for child in children.read_text().split()]
        except OSError:
            continue
    return found


def _kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def left(family: list[int], patience: float = 5.0) -> int:
    """How many of a killed family are still running after a while."""
    end = time.monotonic() + patience
    while True:
        living = [pid for pid in family if _runs(pid)]
        if not living or time.monotonic() > end:
            return len(living)
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return stat[0] not in "ZX"


def _whole(url: str, pages: int) -> bool:
    on = engine(url)
    with on.connect() as connection:
        stored: int = connection.execute(text("SELECT count(*) FROM article")).scalar_one()
    on.dispose()
    return stored == pages


def _renew(url: str) -> None:
    """All was done before all kills were spent: forget every third article, as if it had not been read yet."""
    on = engine(url)
    with on.begin() as connection:
        connection.execute(text("DELETE FROM article WHERE id % 3 = 0"))
        connection.execute(
            text(
                "UPDATE page SET state = 'new', digest = NULL, extracted = NULL, etag = NULL"
                " WHERE id NOT IN (SELECT page_id FROM article)"
            )
        )
    on.dispose()


def _count(url: str, site: Site, pages: int, toll: Toll) -> None:
    on = engine(url)
    with on.connect() as connection:
        rows = list(connection.execute(text("SELECT url, title, text FROM article")))
    on.dispose()
    paths = [row[0].removeprefix(site.base) for row in rows]
    wanted = {f"/news/{n}" for n in range(pages)}
    toll.lost = len(wanted - set(paths))
    toll.doubled = len(paths) - len(set(paths)) + len(rows) - len({row[2] for row in rows})
    toll.wrong = sum(not row[1].startswith(title(path)) for path, row in zip(paths, rows, strict=True))
    toll.refetched = len([hit for hit in site.hits if hit.path.startswith("/news/")]) - pages
