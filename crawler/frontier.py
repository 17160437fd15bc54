"""The frontier: which pages are known, due and claimed. All of it lives in the database."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from crawler.channels import Entry
from crawler.identity import identity, site
from models.page import Page
from models.source import Channel, Source

if TYPE_CHECKING:
    from crawler.spider import SourceSpider

LEASE = timedelta(minutes=10)
ATTEMPTS = 3


def insert(session: Session, table: type[SQLModel]) -> Any:
    """INSERT of this database's dialect, for ON CONFLICT."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def register(on: Engine, spiders: Iterable["type[SourceSpider]"]) -> None:
    """Mirror source files into rows, with their channels; channels no longer declared are retired."""
    with Session(on) as session:
        for spider in spiders:
            facts = {
                "title": spider.title,
                "home": spider.home,
                "kind": spider.kind,
                "nation": spider.nation,
                "licence": spider.licence,
                "access": spider.access,
                "weekly": spider.weekly,
                "verified": bool(spider.verified),
            }
            fresh = {"name": spider.name, "layout": {}, "template": {}, "state": "new"}
            statement = insert(session, Source).values(**facts, **fresh)
            session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=facts))
            for channel in spider.channels:
                row = {"source": spider.name, "url": channel.url, "kind": channel.kind}
                statement = insert(session, Channel).values(**row, interval=3600.0, errors=0, retired=False)
                session.execute(statement.on_conflict_do_nothing(index_elements=["url"]))
        session.commit()


def add(on: Engine, spider: "SourceSpider", entries: Sequence[Entry], at: datetime) -> int:
    """Make pages of new entries, and make edited ones due again; returns how many there are to fetch."""
    rows: dict[str, dict[str, Any]] = {}
    sites = {site(url) for url in (spider.home, *spider.hosts)}
    for entry in entries:
        try:
            url = identity(entry.url)
        except ValueError:
            continue
        if site(url) not in sites or not re.search(spider.match, url):
            continue
        hint = {
            "title": entry.title,
            "published": entry.published.isoformat() if entry.published else None,
            "modified": entry.modified.isoformat() if entry.modified else None,
        }
        rows.setdefault(url, {"url": url, "fetch_url": entry.url, "hint": hint})
    if not rows:
        return 0
    with Session(on) as session:
        known = _known(session, list(rows))
        fresh = [
            {**row, "source": spider.name, "state": "new", "attempts": 0, "found": at}
            for url, row in rows.items()
            if url not in known
        ]
        for start in range(0, len(fresh), 500):
            statement = insert(session, Page).values(fresh[start : start + 500])
            session.execute(statement.on_conflict_do_nothing(index_elements=["url"]))
        edited = [page for url, page in known.items() if _edited(page, rows[url]["hint"])]
        for page in edited:
            page.hint, page.state, page.attempts = rows[page.url]["hint"], "new", 0
        session.commit()
        return len(fresh) + len(edited)


def _known(session: Session, urls: list[str]) -> dict[str, Page]:
    known: dict[str, Page] = {}
    for start in range(0, len(urls), 500):
        found = session.execute(select(Page).where(col(Page.url).in_(urls[start : start + 500]))).scalars()
        known.update({page.url: page for page in found})
    return known


def _edited(page: Page, hint: dict[str, Any]) -> bool:
    """Whether the channel now tells of a later change than when the page was fetched."""
    told = hint.get("modified")
    if page.state not in ("extracted", "gone", "refused") or not told or told == page.hint.get("modified"):
        return False
    return page.fetched is None or page.hint.get("modified") is not None or told > page.fetched.isoformat()


def claim(on: Engine, source: str, at: datetime, worker: str, limit: int) -> list[Page]:
    """Lease up to `limit` pages to fetch: new ones, due ones, and those whose lease ran out."""
    free = or_(col(Page.lease_until).is_(None), col(Page.lease_until) < at)
    due = or_(col(Page.state) == "new", and_(col(Page.state).in_(("extracted", "gone")), col(Page.due) <= at))
    chosen = select(col(Page.id)).where(col(Page.source) == source, due, free).order_by(col(Page.id)).limit(limit)
    return _lease(on, chosen, at, worker)


def claim_fetched(on: Engine, at: datetime, worker: str, limit: int) -> list[Page]:
    """Lease up to `limit` archived pages that wait for extraction."""
    free = or_(col(Page.lease_until).is_(None), col(Page.lease_until) < at)
    chosen = select(col(Page.id)).where(col(Page.state) == "fetched", free).order_by(col(Page.id)).limit(limit)
    return _lease(on, chosen, at, worker)


def _lease(on: Engine, chosen: Any, at: datetime, worker: str) -> list[Page]:
    if on.dialect.name == "postgresql":
        chosen = chosen.with_for_update(skip_locked=True)
    with Session(on, expire_on_commit=False) as session:
        statement = (
            update(Page)
            .where(col(Page.id).in_(chosen))
            .values(lease_by=worker, lease_until=at + LEASE, attempts=Page.attempts + 1)
            .returning(Page)
            .execution_options(synchronize_session=False)
        )
        pages = list(session.execute(statement).scalars())
        session.commit()
    return sorted(pages, key=lambda page: page.id or 0)


def release(on: Engine, worker: str) -> None:
    """Give back what a worker that ended still holds."""
    with Session(on) as session:
        session.execute(update(Page).where(col(Page.lease_by) == worker).values(lease_by=None, lease_until=None))
        session.commit()


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Headers of a conditional request."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}
