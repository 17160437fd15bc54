"""Leases: who holds which page, channel or host, and whether that process still lives."""

import os
import socket
import uuid
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, or_, select, update
from sqlmodel import Session, col

from models.page import Page
from models.source import Channel, Turn

LEASE = timedelta(minutes=3)
AHEAD = timedelta(days=8)  # the longest plan is a week: a Retry-After, a refused page, an article a week old
RENEW = 30.0  # seconds between two renewals by the process that holds it
HELD: tuple[Any, ...] = (Page, Channel, Turn)


def free(table: Any, at: datetime) -> Any:
    """Whether nobody holds a row. A lease that ends later than any may was given by a clock that ran ahead."""
    ends = col(table.lease_until)
    return or_(ends.is_(None), ends < at, ends > at + 2 * LEASE)


def ripe(due: Any, at: datetime) -> Any:
    """Whether a row's time has come. Further ahead than anything is planned, it was set by a clock that ran ahead."""
    return or_(col(due) <= at, col(due) > at + AHEAD)


def name(role: str) -> str:
    """A name for this process that shows others on the same machine whether it still lives."""
    pid = os.getpid()
    return f"{role}|{machine()}|{pid}|{_born(pid)}|{uuid.uuid4().hex[:8]}"


def alive(worker: str) -> bool:
    """Whether the process behind a name may still be running; on another machine only its lease can tell."""
    parts = worker.split("|")
    if len(parts) != 5 or parts[1] != machine():
        return True
    pid = int(parts[2])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _born(pid) == parts[3]


@lru_cache
def machine() -> str:
    """This machine since its last start, as far as process numbers mean anything."""
    parts = [socket.gethostname()]
    boot = Path("/proc/sys/kernel/random/boot_id")
    namespace = Path("/proc/self/ns/pid")
    if boot.exists():
        parts.append(boot.read_text().strip()[:8])
    if namespace.exists():
        parts.append(str(namespace.stat().st_ino))
    return "/".join(parts).replace("|", "")


def _born(pid: int) -> str:
    """When a process started, in clock ticks; a number that comes again belongs to another process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "0"
    return "dead" if fields[0] in "ZX" else fields[19]


def reap(on: Engine) -> list[str]:
    """Give back what processes hold that are dead on this machine; returns their names."""
    with Session(on) as session:
        workers = {
            worker
            for table in HELD
            for worker in session.execute(
                select(table.lease_by).where(table.lease_by.is_not(None)).distinct()
            ).scalars()
        }
    dead = [worker for worker in workers if not alive(worker)]
    for worker in dead:
        release(on, worker)
    return dead


def release(on: Engine, worker: str) -> None:
    """Give back all that a worker holds."""
    with Session(on) as session:
        for table in HELD:
            _set(session, table, worker, lease_by=None, lease_until=None)
        session.commit()


def renew(on: Engine, worker: str, at: datetime) -> None:
    """Hold on to all that a worker holds."""
    with Session(on) as session:
        for table in HELD:
            _set(session, table, worker, lease_until=at + LEASE)
        session.commit()


def _set(session: Session, table: Any, worker: str, **values: Any) -> None:
    session.execute(update(table).where(col(table.lease_by) == worker).values(**values))
