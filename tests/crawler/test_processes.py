"""The processes of a run: told to stop, stopped by force, two at a time, and what they leave open."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from benchmarks.crawl.kills import family, gazette, left
from crawler import crew
from tests.crawler.conftest import Desk, open_desk
from tests.crawler.site import Answer, Site

PAGES = 150
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the process tree from /proc")


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A newsdesk with one site of many pages, each of which takes a moment."""
    monkeypatch.setenv("COUNCILWIRE_WORKERS", "1")
    desk = open_desk(tmp_path)
    site = desk.open("gazette", 'Sitemap("{base}/index.xml")')
    gazette(site, PAGES)
    quick = site.missing

    def slow(path: str) -> Answer:
        time.sleep(0.02)
        return quick(path)

    site.missing = slow
    yield desk
    site.__exit__(None, None, None)
    desk.on.dispose()


def start(desk: Desk) -> subprocess.Popen[bytes]:
    """A crawl as a process of its own, once it has fetched a few pages."""
    site = desk.sites["gazette"]
    before = len(site.hits)
    url = desk.on.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "benchmarks.crawl.victim", url, str(desk.folder), str(site.port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Who runs the tests behind a shell's & has told all below to ignore Ctrl-C.
    process = subprocess.Popen(command, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **quiet)
    until(lambda: len(site.hits) > before + 10)
    return process


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def listeners(pids: list[int]) -> set[str]:
    """Sockets of these processes that others could connect to, as lines of /proc/net/tcp."""
    held = set()
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            try:
                held.add(str(link.readlink()))
            except OSError:
                continue
    lines = [line for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {line for line in lines if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in held}


@linux
@pytest.mark.parametrize("how", [(signal.SIGTERM,), (signal.SIGINT,), (signal.SIGINT, signal.SIGINT)])
def test_a_run_that_is_told_to_stop_leaves_nobody_behind_and_does_not_say_all_is_well(
    paper: Desk, how: tuple[signal.Signals, ...]
) -> None:
    process = start(paper)
    kin = family(process.pid)
    assert len(kin) == 3
    for sent in how:
        process.send_signal(sent)
        time.sleep(0.05)
    assert process.wait(30) != 0
    assert left(kin) == 0
    assert paper.crawl().errors == []
    assert len(paper.articles("gazette")) == PAGES


@linux
def test_a_fetching_process_opens_no_port(paper: Desk) -> None:
    process = start(paper)
    assert listeners(family(process.pid)) == set()
    process.kill()
    process.wait()


@linux
@pytest.mark.parametrize("role", ["fetch", "extract"])
def test_a_process_that_is_stopped_is_replaced(paper: Desk, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setattr(crew, "SILENT", 4.0)
    site: Site = paper.sites["gazette"]
    stopped: list[int] = []

    def stop() -> None:
        until(lambda: len(site.hits) > 10)
        ours = [pid for pid in family(os.getpid()) if b"crawler.child" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        stopped.append(ours[0 if role == "fetch" else 1])  # in the order in which they were started
        os.kill(stopped[0], signal.SIGSTOP)

    stopping = threading.Thread(target=stop)
    stopping.start()
    assert paper.crawl().errors == []
    stopping.join()
    assert len(stopped) == 1
    assert left(stopped) == 0
    assert len(paper.articles("gazette")) == PAGES


@linux
def test_two_runs_at_once_share_the_work(paper: Desk) -> None:
    first, second = start(paper), start(paper)
    assert first.wait(120) == 0
    assert second.wait(120) == 0
    assert len(paper.articles("gazette")) == PAGES
    hits = sorted(paper.sites["gazette"].hits, key=lambda hit: hit.came)
    assert len([hit for hit in hits if hit.path.startswith("/news/")]) == PAGES
    assert all(a.went <= b.came + 0.005 for a, b in pairwise(hits))


def test_a_run_of_what_is_due_never_stands_in_line_behind_another(paper: Desk) -> None:
    running = start(paper)
    beside = paper.crawl(due_only=True)
    assert (beside.sources, beside.errors) == ([], [])
    assert running.wait(120) == 0


@linux
def test_pages_left_by_processes_that_will_not_stay_alive_are_told_of(
    paper: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "WORKERS", 0)
    site: Site = paper.sites["gazette"]

    def kill() -> None:
        until(lambda: len(site.hits) > 10)
        ours = [pid for pid in family(os.getpid()) if b"crawler.child" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(ours[1], signal.SIGKILL)  # the extracting one, in the order in which they were started

    killing = threading.Thread(target=kill)
    killing.start()
    told = "\n".join(paper.crawl().errors)
    killing.join()
    assert "the extracting process ended again and again" in told
    assert "archived pages are not extracted yet; run again" in told
    assert paper.crawl().errors == []
    assert len(paper.articles("gazette")) == PAGES


def test_pages_that_another_run_brings_in_as_this_one_ends_are_not_left_by_this_one(
    paper: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = crew.Crew.run

    def and_then(self: crew.Crew, *told: Any) -> None:
        worked(self, *told)
        with paper.on.begin() as connection:
            connection.execute(text("UPDATE page SET state = 'fetched' WHERE state = 'extracted'"))

    monkeypatch.setattr(crew.Crew, "run", and_then)
    assert paper.crawl().errors == []
    assert {state for state, _ in paper.pages("gazette").values()} == {"fetched"}


def test_a_run_of_what_is_due_leaves_the_rest_of_a_long_source_to_the_next(
    paper: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCILWIRE_DUE_SECONDS", "0.5")  # in which fifty pages are begun at most
    reports = [paper.crawl(due_only=True)]
    while len(paper.articles("gazette")) < PAGES:
        assert len(reports) < 10
        reports.append(paper.crawl(due_only=True))
    assert reports[0].counts["left for the next run"] == PAGES - 50
    assert [report.errors for report in reports] == [[] for _ in reports]


def test_a_folder_behind_a_link_and_a_file_that_cannot_be_written(paper: Desk, tmp_path: Path) -> None:
    if os.environ.get("COUNCILWIRE_DATABASE_URL"):
        pytest.skip("SQLite alone keeps its database in a file")
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "var").symlink_to(tmp_path / "far" / "away")
    environment = os.environ | {"COUNCILWIRE_VAR": str(tmp_path / "var"), "COUNCILWIRE_SOURCES": str(paper.folder)}
    environment["COUNCILWIRE_CONTACT"] = "desk@paper.example"
    command = [sys.executable, str(Path(__file__).parents[2] / "councilwire.py")]
    told = subprocess.run([*command, "migrate"], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0
    assert (tmp_path / "far" / "away" / "councilwire.sqlite").exists()
    environment["COUNCILWIRE_DATABASE_URL"] = f"sqlite:///file:{tmp_path}/var/councilwire.sqlite?mode=ro&uri=true"
    told = subprocess.run([*command, "crawl", "gazette"], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    lines = told.stderr.strip().splitlines()
    assert len(lines) == 1
    assert "read-only" in lines[0]
