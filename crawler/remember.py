"""Keeps each source's template memory: learnt from its first archived pages, and applied to those read before it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from crawler import archive, store, template
from models.columns import now
from models.database import alone
from models.draft import Draft, Refused
from models.page import Page
from models.source import Source

AGAIN = 200  # pages at most that are extracted again when the memory has grown
Outcome = Callable[[Page, dict[str, bytes], dict[str, Any]], Draft | Refused]


def remember(on: Engine, source: str, outcome: Outcome) -> None:
    """Learn if enough pages have come in since; pages extracted with less memory are extracted again at once.

    The memory is a function of the archived pages with the lowest ids and is complete after `template.FULL` of them:
    a re-run over the archive has the same memory and gives the same rows.
    """
    mine = col(Page.source) == source, col(Page.digest).is_not(None)
    with Session(on) as session:
        held = session.execute(select(col(Source.template)).where(col(Source.name) == source)).scalar_one_or_none()
        known = int((held or {}).get("pages", 0))
        if known >= template.FULL:
            return
        count = min(session.execute(select(func.count()).select_from(Page).where(*mine)).scalar_one(), template.FULL)
        if count < template.FIRST or count < known + max(known // 2, 1):
            return
        memory = _learn(session, mine, count)
    if memory is None or memory["pages"] <= known:
        return
    with Session(on) as session:
        alone(session.connection())
        session.execute(update(Source).where(col(Source.name) == source).values(template=memory))
        session.commit()
    _again(on, mine, memory, outcome)


def _learn(session: Session, mine: tuple[ColumnElement[bool], ...], count: int) -> dict[str, Any] | None:
    first = select(col(Page.digest)).where(*mine).order_by(col(Page.id)).limit(count)
    digests = [str(digest) for digest in session.execute(first).scalars()]
    raw = archive.bodies(session, set(digests))
    return template.remember([raw[digest] for digest in digests if digest in raw])


def _again(on: Engine, mine: tuple[ColumnElement[bool], ...], memory: dict[str, Any], outcome: Outcome) -> None:
    with Session(on, expire_on_commit=False) as session:
        done = select(Page).where(*mine, col(Page.state) == "extracted", col(Page.lease_by).is_(None))
        pages = list(session.execute(done.order_by(col(Page.id)).limit(AGAIN)).scalars())
        raw = archive.bodies(session, {page.digest for page in pages if page.digest})
    batch = [store.Extracted(page, outcome(page, raw, memory)) for page in pages]
    try:
        with Session(on) as session:
            alone(session.connection())
            store.store(session, batch, now())
            session.commit()
    except IntegrityError:
        return  # another process stored one of them meanwhile, with this memory or a later one
