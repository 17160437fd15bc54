"""Which channels are due, and how their intervals breathe."""

from datetime import datetime, timedelta
from hashlib import sha256

from scrapy.http import Response
from sqlalchemy import Engine, or_, select, update
from sqlmodel import Session, col

from crawler.channels import Found
from models.source import Channel, Source

LEASE = timedelta(minutes=30)
SHORTEST, LONGEST = 600.0, 86_400.0  # seconds between two visits of a channel


def claim(on: Engine, source: str, at: datetime, worker: str, due_only: bool) -> list[Channel]:
    """Lease the channels of a source that nobody else is reading; with `due_only` those whose time has come."""
    free = or_(col(Channel.lease_until).is_(None), col(Channel.lease_until) < at)
    chosen = select(col(Channel.id)).where(col(Channel.source) == source, col(Channel.retired).is_(False), free)
    if due_only:
        chosen = chosen.where(or_(col(Channel.due).is_(None), col(Channel.due) <= at))
    with Session(on, expire_on_commit=False) as session:
        statement = update(Channel).where(col(Channel.id).in_(chosen)).values(lease_by=worker, lease_until=at + LEASE)
        rows = list(session.execute(statement.returning(Channel)).scalars())
        session.commit()
    return rows


def due_sources(on: Engine, at: datetime) -> set[str]:
    """Names of sources with a channel whose time has come."""
    with Session(on) as session:
        due = or_(col(Channel.due).is_(None), col(Channel.due) <= at)
        return set(session.execute(select(col(Channel.source)).where(due, col(Channel.retired).is_(False))).scalars())


def visited(
    on: Engine,
    row: Channel,
    at: datetime,
    changed: bool | None = None,
    response: Response | None = None,
    found: Found | None = None,
) -> None:
    """A channel was read: shrink its interval by a fifth when its content changed, else let it grow by half."""
    values: dict[str, object] = {
        "last_success": at,
        "last_error": None,
        "errors": 0,
        "lease_by": None,
        "lease_until": None,
    }
    if response is not None and found is not None:
        signature = sha256(
            "\n".join(f"{e.url} {e.modified or e.published}" for e in found.entries).encode()
        ).hexdigest()
        changed = signature != row.signature
        values |= {
            "signature": signature,
            "etag": header(response, "ETag"),
            "last_modified": header(response, "Last-Modified"),
        }
    floor = max(SHORTEST, float(found.ttl or 0) if found else 0.0)
    interval = min(max(row.interval * (0.8 if changed else 1.5), floor), LONGEST)
    with Session(on) as session:
        values |= {"interval": interval, "due": at + timedelta(seconds=interval)}
        session.execute(update(Channel).where(col(Channel.id) == row.id).values(**values))
        session.execute(update(Source).where(col(Source.name) == row.source).values(last_success=at, last_error=None))
        session.commit()


def failed(on: Engine, row: Channel, at: datetime, reason: str) -> None:
    """A channel could not be read: wait twice as long for every failure in a row."""
    errors = row.errors + 1
    wait = timedelta(seconds=min(SHORTEST * 2**errors, LONGEST))
    with Session(on) as session:
        values = {"errors": errors, "last_error": reason, "due": at + wait, "lease_by": None, "lease_until": None}
        session.execute(update(Channel).where(col(Channel.id) == row.id).values(**values))
        session.execute(update(Source).where(col(Source.name) == row.source).values(last_error=reason))
        session.commit()


def header(response: Response, name: str) -> str | None:
    """A header of the answer as text."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
