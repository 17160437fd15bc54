"""The frontier: which pages are known, due and claimed. All of it lives in the database."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from crawler.identity import address, site
from crawler.lease import LEASE, free, ripe
from crawler.trap import absurd
from models.database import touched
from models.identity import identity
from models.page import Page
from models.source import Channel, Source

if TYPE_CHECKING:
    from crawler.channels import Entry
    from crawler.spider import SourceSpider

ATTEMPTS = 3  # failures after which a page is quarantined
UNDECLARED = "no longer in the source's file"
KNOWN = ("extracted", "gone", "refused")  # states in which a page rests until something tells of it again
AGEING = (timedelta(days=1), timedelta(days=3), timedelta(days=7))  # a young article is looked at again at these ages


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
                _declare(session, spider.name, channel.url, channel.kind)
            declared = [channel.url for channel in spider.channels]
            session.execute(
                update(Channel)
                .where(col(Channel.source) == spider.name, col(Channel.url).not_in(declared))
                .values(retired=True, last_error=UNDECLARED)
            )
        session.commit()


def _declare(session: Session, source: str, url: str, kind: str) -> None:
    fresh = {"interval": 3600.0, "errors": 0, "retired": False, "walking": False, "listed": [], "children": {}}
    statement = insert(session, Channel).values(source=source, url=url, kind=kind, **fresh)
    mine = {"source": source, "kind": kind}
    session.execute(statement.on_conflict_do_update(index_elements=["url"], set_=mine))
    back = update(Channel).where(col(Channel.url) == url, col(Channel.last_error) == UNDECLARED)
    session.execute(back.values(retired=False, last_error=None))


def add(on: Engine, spider: "SourceSpider", entries: Sequence["Entry"], at: datetime, channel: str = "") -> int:
    """Make pages of new entries, and make edited ones due again; returns how many there are to fetch.

    `channel` is the address of the channel that tells of them: what it says is compared with what it said before.
    """
    rows = _rows(spider, entries, channel, at)
    if not rows:
        return 0
    with Session(on) as session:
        known = _known(session, list(rows))
        fresh = [
            {**row, "source": spider.name, "state": "new", "attempts": 0, "found": at}
            for url, row in rows.items()
            if url not in known
        ]
        added = edited = 0
        for start in range(0, len(fresh), 500):
            statement = insert(session, Page).values(fresh[start : start + 500])
            quiet = statement.on_conflict_do_nothing(index_elements=["url"]).returning(col(Page.id))
            added += len(session.execute(quiet).all())
        for url, page in known.items():
            again, hint = retold(page, rows[url]["hint"])
            if hint != page.hint:
                page.hint = hint
            if again:
                page.state, page.attempts, page.due = "new", 0, None
                edited += 1
        session.commit()
        return added + edited


def _rows(spider: "SourceSpider", entries: Sequence["Entry"], channel: str, at: datetime) -> dict[str, dict[str, Any]]:
    """What an entry becomes, by canonical address; entries of other sites and absurd addresses are left out."""
    rows: dict[str, dict[str, Any]] = {}
    sites = spider.sites()
    for entry in entries:
        try:
            asked = address(entry.url)
            url = identity(asked)
        except ValueError:
            continue
        if url in rows or site(url) not in sites or not re.search(spider.match, url) or absurd(url, at):
            continue
        hint: dict[str, Any] = {
            "title": entry.title,
            "published": _past(entry.published, at),
            "modified": _past(entry.modified, at),
        }
        if entry.digest:
            hint["told"] = {channel: entry.digest}
        rows[url] = {"url": url, "fetch_url": asked, "hint": hint}
    return rows


def _past(moment: datetime | None, at: datetime) -> str | None:
    """What a channel says of a moment; up to a day ahead is a zone's mistake, and further ahead it says nothing."""
    return moment.isoformat() if moment and moment - at < timedelta(days=1) else None


def _known(session: Session, urls: list[str]) -> dict[str, Page]:
    known: dict[str, Page] = {}
    for start in range(0, len(urls), 500):
        found = session.execute(select(Page).where(col(Page.url).in_(urls[start : start + 500]))).scalars()
        known.update({page.url: page for page in found})
    return known


def retold(page: Page, told: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
    """Whether a channel now tells of an edit, and all that channels have told of the page.

    A later moment than any told before counts, and a changed title or summary of the same channel. Two channels that
    disagree about one page never take turns in having it fetched.
    """
    held = page.hint
    new, old = _moment(told.get("modified")), _moment(held.get("modified"))
    later = new is not None and (new > old if old else page.fetched is None or new > page.fetched)
    before: dict[str, str] = held.get("told") or {}
    now: dict[str, str] = told.get("told") or {}
    changed = any(channel in before and before[channel] != digest for channel, digest in now.items())
    hint = {**held, "title": held.get("title") or told.get("title")}
    hint["published"] = held.get("published") or told.get("published")
    if new is not None and (old is None or new > old):
        hint["modified"] = told["modified"]
    if now:
        hint["told"] = {**before, **now}
    if changed and told.get("title"):
        hint["title"] = told["title"]
    return (later or changed) and page.state in KNOWN, hint


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def vanished(on: Engine, before: Sequence[Sequence[str]], still: set[str], at: datetime) -> int:
    """Pages that left a channel while older ones stayed are looked at again; returns how many.

    `before` is what the channel listed at its last visit, [address, ISO moment or ""] newest first; `still` is what it
    lists now. What rolls off the old end has merely aged.
    """
    stayed = [when for url, when in before if url in still]
    if not stayed:
        return 0
    oldest = min(stayed) if all(stayed) else ""
    last = max(index for index, (url, _) in enumerate(before) if url in still)
    left = [
        url
        for index, (url, when) in enumerate(before)
        if url not in still and (when > oldest if when and oldest else index < last)
    ]
    if not left:
        return 0
    with Session(on) as session:
        count = 0
        for start in range(0, len(left), 500):
            chosen = update(Page).where(col(Page.url).in_(left[start : start + 500]), col(Page.state) == "extracted")
            count += touched(session, chosen.values(due=at))
        session.commit()
    return count


def again_at(page: Page, at: datetime) -> datetime | None:
    """When a page that was just fetched is looked at again unasked: at a day, three days and a week of age."""
    published = _moment(page.hint.get("published")) if page.hint else None
    born = max(page.found, published) if published and published <= at else page.found
    if published and page.found - published > AGEING[-1]:
        return None  # it was old when we found it
    return next((born + age for age in AGEING if born + age > at), None)


def claim(on: Engine, source: str, at: datetime, worker: str, limit: int, begun: datetime | None = None) -> list[Page]:
    """Lease up to `limit` pages to fetch: new ones, and those due since before the run began."""
    begun = begun or at
    rested = or_(col(Page.due).is_(None), ripe(Page.due, begun))
    due = or_(and_(col(Page.state) == "new", rested), and_(col(Page.state).in_(KNOWN), ripe(Page.due, begun)))
    mine = select(col(Page.id)).where(col(Page.source) == source, due, free(Page, at))
    return _lease(on, mine.order_by(col(Page.id)).limit(limit), at, worker)


def busy(on: Engine, source: str, at: datetime, worker: str) -> bool:
    """Whether another process is fetching pages of this source just now."""
    with Session(on) as session:
        held = and_(col(Page.lease_by) != worker, col(Page.lease_until) >= at)
        chosen = select(col(Page.id)).where(col(Page.source) == source, col(Page.state) != "fetched", held).limit(1)
        return session.execute(chosen).first() is not None


def wake(on: Engine, sources: Sequence[str], at: datetime) -> None:
    """Pages that rest after a failure are asked for again now: a person asked for this run."""
    with Session(on) as session:
        resting = and_(col(Page.source).in_(sources), col(Page.state) == "new", col(Page.due) > at)
        session.execute(update(Page).where(resting).values(due=None))
        session.commit()


def recheck(on: Engine, sources: Sequence[str], at: datetime, age: timedelta) -> int:
    """Make every article found within `age` due; returns how many."""
    with Session(on) as session:
        young = and_(col(Page.source).in_(sources), col(Page.state) == "extracted", col(Page.found) > at - age)
        count = touched(session, update(Page).where(young).values(due=at))
        session.commit()
        return count


def claim_fetched(on: Engine, at: datetime, worker: str, limit: int) -> list[Page]:
    """Lease up to `limit` archived pages that wait for extraction; one alone where it ended a process before."""
    waiting = select(col(Page.id)).where(col(Page.state) == "fetched", free(Page, at))
    fresh = waiting.where(col(Page.attempts) == 0).order_by(col(Page.id)).limit(limit)
    return _lease(on, fresh, at, worker) or _lease(on, waiting.order_by(col(Page.attempts)).limit(1), at, worker)


def blame(on: Engine, worker: str) -> None:
    """An extracting process died over its pages: note it with each, and give them back."""
    with Session(on) as session:
        mine = update(Page).where(col(Page.lease_by) == worker)
        session.execute(mine.where(col(Page.state) == "fetched").values(attempts=Page.attempts + 1))
        session.execute(mine.values(lease_by=None, lease_until=None))
        session.commit()


def waiting(on: Engine, sources: Sequence[str] | None = None) -> dict[tuple[str, str], int]:
    """How many pages are new or fetched, by source and state; resting ones included."""
    counted = select(col(Page.source), col(Page.state), func.count()).where(col(Page.state).in_(("new", "fetched")))
    if sources is not None:
        counted = counted.where(col(Page.source).in_(sources))
    with Session(on) as session:
        rows = session.execute(counted.group_by(col(Page.source), col(Page.state)))
        return {(row[0], row[1]): row[2] for row in rows}


def _lease(on: Engine, chosen: Any, at: datetime, worker: str) -> list[Page]:
    if on.dialect.name == "postgresql":
        chosen = chosen.with_for_update(skip_locked=True)
    with Session(on, expire_on_commit=False) as session:
        if session.execute(chosen.limit(1)).first() is None:
            return []  # looking costs no writer's lock
        session.rollback()
        statement = (
            update(Page)
            .where(col(Page.id).in_(chosen))
            .values(lease_by=worker, lease_until=at + LEASE)
            .returning(Page)
            .execution_options(synchronize_session=False)
        )
        pages = list(session.execute(statement).scalars())
        session.commit()
    return sorted(pages, key=lambda page: page.id or 0)


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Headers of a conditional request."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}


def left(on: Engine, at: datetime) -> dict[tuple[str, str], int]:
    """Pages that wait though nobody holds them and they do not rest, by source and state."""
    rested = or_(col(Page.state) == "fetched", col(Page.due).is_(None), ripe(Page.due, at))
    waits = and_(col(Page.state).in_(("new", "fetched")), free(Page, at), rested)
    counted = select(col(Page.source), col(Page.state), func.count()).where(waits)
    with Session(on) as session:
        rows = session.execute(counted.group_by(col(Page.source), col(Page.state)))
        return {(row[0], row[1]): row[2] for row in rows}
