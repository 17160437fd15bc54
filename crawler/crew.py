"""The crew of a run: one fetching and several extracting processes, replaced when they die, never left behind."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from sqlalchemy import Engine

from crawler import fetch, frontier, lease
from models.settings import settings

BEAT = 0.25  # seconds between two looks at the run
FETCHERS = 4  # fetching processes in a row that may die before the run gives up
WORKERS = 40  # the same of extracting processes; a page is given up after three
SILENT = 180.0  # seconds without a sign of life after which a process is stuck; a living one gives nine in that time
GRACE = 5.0  # seconds a process has to end by itself when the run is stopped


@dataclass
class Child:
    """A process of ours, the pipe it lives by, and the pipe it tells us through."""

    role: str
    process: subprocess.Popen[bytes]
    lifeline: Connection
    notes: Connection
    worker: str | None = None
    ended: bool = False
    silent: float = 0.0  # seconds of ours since it last gave a sign of life


class Crew:
    """All processes of one run."""

    def __init__(self, on: Engine, url: str, terms: dict[str, Any], order: fetch.Order | None) -> None:
        self.on = on
        self.url = url
        self.terms = terms  # of each source, for the extracting processes: [its drop rules, its access]
        self.order = order
        self.children: list[Child] = []
        self.deaths = {"fetch": 0, "extract": 0}

    def run(self, hear: Callable[[dict[str, Any]], None], beat: Callable[[], None]) -> None:
        """Work until nothing is left; `hear` gets every note, `beat` is called four times a second."""
        try:
            if self.order:
                self._fetcher()
            for _ in range(settings().workers or os.cpu_count() or 1):
                self._worker()
            if not self.order:
                self._drain()
            last = time.monotonic()
            while self.children:
                for notes in wait([child.notes for child in self.children], BEAT):
                    child = next(child for child in self.children if child.notes is notes)
                    self._hear(child, hear)
                if (passed := time.monotonic() - last) >= BEAT:
                    beat()
                    last = time.monotonic()
                    self._wake(min(passed, 2 * BEAT))  # when we were stopped ourselves, nobody else is to blame
            beat()
        finally:
            self._end()

    def _wake(self, passed: float) -> None:
        """End a process that has been silent for too long (stopped, or stuck in a library): another takes its place."""
        for child in self.children:
            child.silent += passed
            if child.silent > SILENT:
                child.process.kill()

    def _hear(self, child: Child, hear: Callable[[dict[str, Any]], None]) -> None:
        try:
            said: dict[str, Any] = json.loads(child.notes.recv_bytes())
        except (EOFError, OSError, ValueError):
            self._gone(child, hear)
            return
        child.silent = 0.0
        child.worker = said.get("worker", child.worker)
        child.ended = child.ended or bool(said.get("end"))
        hear(said)

    def _gone(self, child: Child, hear: Callable[[dict[str, Any]], None]) -> None:
        """A child has ended: for good, or before its work was done, and then another takes its place."""
        child.process.wait()
        self.children.remove(child)
        for pipe in (child.lifeline, child.notes):
            pipe.close()
        if child.role == "fetch" and child.ended:
            self._drain()
        if child.ended:
            return
        if child.worker:
            frontier.blame(self.on, child.worker) if child.role == "extract" else None
            lease.release(self.on, child.worker)
        self.deaths[child.role] += 1
        if self.deaths[child.role] > (FETCHERS if child.role == "fetch" else WORKERS):
            code = child.process.returncode
            hear({"problems": [f"the {child.role}ing process ended again and again (last with {code})"]})
            if child.role == "fetch":
                self._drain()
        elif child.role == "fetch":
            self._fetcher()
        else:
            self._worker()
            if not any(other.role == "fetch" for other in self.children):
                self._drain()

    def _drain(self) -> None:
        """Tell the extracting processes that nothing more will come."""
        for child in self.children:
            if child.role == "extract":
                with contextlib.suppress(OSError):
                    child.lifeline.send_bytes(b"drained")

    def _worker(self) -> None:
        self._start("extract", {"database": self.url, "terms": self.terms})

    def _fetcher(self) -> None:
        assert self.order is not None
        self._start("fetch", {"order": asdict(self.order)})

    def _start(self, role: str, task: dict[str, Any]) -> None:
        """A fresh interpreter that gets its task through the pipe it lives by: no fork, and nothing of ours twice."""
        (theirs, ours), (incoming, outgoing) = os.pipe(), os.pipe()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        command = [sys.executable, "-P", "-c", "from crawler.child import main; main()", str(theirs), str(outgoing)]
        process = subprocess.Popen(command, pass_fds=(theirs, outgoing), env=environment, stdin=subprocess.DEVNULL)
        os.close(theirs)
        os.close(outgoing)
        child = Child(role, process, Connection(ours, readable=False), Connection(incoming, writable=False))
        self.children.append(child)
        with contextlib.suppress(OSError):  # it may be dead already; that is noticed where all deaths are
            child.lifeline.send_bytes(json.dumps({"role": role, "beat": SILENT / 9, **task}).encode())

    def _end(self) -> None:
        """Stop whoever still works, gently and then firmly, and give back what they hold."""
        for child in self.children:
            child.process.terminate()
        end = time.monotonic() + GRACE
        for child in self.children:
            try:
                child.process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            child.lifeline.close()
            child.notes.close()
            if child.worker:
                with contextlib.suppress(Exception):  # the database may be what stopped the run
                    lease.release(self.on, child.worker)
        self.children = []
