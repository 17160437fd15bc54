"""Which channels are due, and how their intervals breathe."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from scrapy.http import Response
from sqlalchemy import Engine, and_, or_, select, true, update
from sqlmodel import Session, col

from crawler.frontier import KNOWN, UNDECLARED
from crawler.lease import LEASE, free, ripe
from models.database import touched
from models.page import Page
from models.source import Channel, Source, Turn

SHORTEST, LONGEST = 600.0, 86_400.0  # seconds between two visits of a channel
LONGEST_PEACE = timedelta(days=7)  # a Retry-After beyond it is a mistake
DEAD = 12  # failures in a row, over at least DYING, after which a channel is retired
DYING = timedelta(days=10)


def claim(on: Engine, source: str, at: datetime, worker: str, due_only: bool) -> list[Channel]:
    """Lease the channels of a source that nobody else is reading; with `due_only` those whose time has come.

    The rows come as they stood before, so that `walking` tells of a visit that was cut short; such a visit stays due.
    """
    chosen = select(Channel).where(col(Channel.source) == source, col(Channel.retired).is_(False), free(Channel, at))
    if due_only:
        chosen = chosen.where(or_(col(Channel.due).is_(None), ripe(Channel.due, at)))
    rows: list[Channel] = []
    with Session(on, expire_on_commit=False) as session:
        for row in list(session.execute(chosen.order_by(col(Channel.id))).scalars()):
            session.expunge(row)
            mine = update(Channel).where(col(Channel.id) == row.id, free(Channel, at))
            if touched(session, mine.values(lease_by=worker, lease_until=at + LEASE, walking=True, due=at)):
                rows.append(row)
        session.commit()
    return rows


def busy(on: Engine, source: str, at: datetime, worker: str) -> bool:
    """Whether another process is reading a channel of this source just now."""
    with Session(on) as session:
        held = and_(col(Channel.source) == source, col(Channel.lease_by) != worker, col(Channel.lease_until) >= at)
        return session.execute(select(col(Channel.id)).where(held).limit(1)).first() is not None


def due_sources(on: Engine, at: datetime) -> set[str]:
    """Names of sources with a channel or a page whose time has come, but for those another run is busy with.

    A source has one host as a rule, so a second run could only stand in line for it; and cron starts many.
    """
    channels = select(col(Channel.source)).where(
        or_(col(Channel.due).is_(None), ripe(Channel.due, at)),
        col(Channel.retired).is_(False),
        free(Channel, at),
    )
    fresh = and_(col(Page.state) == "new", or_(col(Page.due).is_(None), ripe(Page.due, at)))
    again = and_(col(Page.state).in_(KNOWN), ripe(Page.due, at))
    with Session(on) as session:
        found = set(session.execute(channels.distinct()).scalars())
        for condition in (fresh, again):
            found |= set(
                session.execute(select(col(Page.source)).where(condition, free(Page, at)).distinct()).scalars()
            )
        for table, fetching in ((Channel, true()), (Page, col(Page.state) != "fetched")):
            held = and_(col(table.lease_by).is_not(None), ~free(table, at), fetching)
            found -= set(session.execute(select(col(table.source)).where(held).distinct()).scalars())
        return found


def revive(on: Engine, sources: Sequence[str]) -> None:
    """Channels that were given up are tried once more: a person asked for their source by name."""
    with Session(on) as session:
        dead = and_(
            col(Channel.source).in_(sources), col(Channel.retired).is_(True), col(Channel.last_error) != UNDECLARED
        )
        session.execute(update(Channel).where(dead).values(retired=False))
        session.commit()


def visited(
    on: Engine,
    row: Channel,
    at: datetime,
    signature: str | None = None,
    floor: float = 0.0,
    etag: str | None = None,
    last_modified: str | None = None,
    listed: list[list[str]] | None = None,
    children: dict[str, str] | None = None,
) -> None:
    """A visit came to its end: the interval shrinks by a fifth when the content changed, else it grows by half.

    `signature` names the content; None says that the server called it unchanged. `floor` is the seconds that the
    publisher asks us to wait.
    """
    values: dict[str, object] = {
        "last_success": at,
        "last_error": None,
        "errors": 0,
        "lease_by": None,
        "lease_until": None,
        "walking": False,
    }
    changed = signature is not None and signature != row.signature
    if signature is not None:
        values |= {"signature": signature, "etag": etag, "last_modified": last_modified}
        values |= {"listed": listed or [], "children": children or {}}
    floor = min(max(SHORTEST, floor), LONGEST)
    interval = min(max(row.interval * (0.8 if changed else 1.5), floor), LONGEST)
    with Session(on) as session:
        values |= {"interval": interval, "due": at + timedelta(seconds=interval)}
        session.execute(update(Channel).where(col(Channel.id) == row.id).values(**values))
        session.execute(update(Source).where(col(Source.name) == row.source).values(last_success=at, last_error=None))
        session.commit()


def failed(on: Engine, row: Channel, at: datetime, reason: str, gone: bool = False) -> None:
    """A channel could not be read: wait twice as long for every failure in a row, and give it up in the end."""
    errors = row.errors + 1
    wait = timedelta(seconds=min(SHORTEST * 2.0 ** min(errors, 20), LONGEST))
    tried = row.last_success or row.due
    dead = gone or (errors >= DEAD and (tried is None or at - tried >= DYING))
    with Session(on) as session:
        due = max(at + wait, min(_peace(session, row.url) or at, at + LONGEST_PEACE))
        values = {"errors": errors, "last_error": reason[:500], "due": due, "lease_by": None, "lease_until": None}
        session.execute(update(Channel).where(col(Channel.id) == row.id).values(**values, retired=dead))
        session.execute(update(Source).where(col(Source.name) == row.source).values(last_error=reason[:500]))
        session.commit()


def _peace(session: Session, url: str) -> datetime | None:
    from crawler.turns import host_of

    turn = session.get(Turn, host_of(url))
    return turn.retry_at if turn else None


def floor(response: Response, ttl: int | None) -> float:
    """Seconds the publisher asks us to wait before the next visit: the feed's TTL, or Cache-Control's max-age."""
    found = re.search(r"(?:^|[\s,])max-age=\"?(\d{1,9})", header(response, "Cache-Control") or "", re.I)
    return max(float(ttl or 0), float(found[1]) if found else 0.0)


def header(response: Response, name: str) -> str | None:
    """A header of the answer as text."""
    value = response.headers.get(name)
    return value.decode("latin-1").replace("\x00", "") if value else None


def dead(on: Engine, sources: Sequence[str]) -> list[str]:
    """A line for each source all of whose channels were given up."""
    with Session(on) as session:
        rows = list(session.execute(select(Channel).where(col(Channel.source).in_(sources))).scalars())
    living = {row.source for row in rows if not row.retired}
    given_up = {row.source: row.last_error for row in rows if row.retired and row.source not in living}
    return [f"{source}: every channel was given up; the last said: {error}" for source, error in given_up.items()]
