"""Pages that failed too often: which they are, and another chance for them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from models.database import touched
from models.page import Page


def quarantined(on: Engine, source: str | None = None) -> Iterator[dict[str, Any]]:
    """Each page in quarantine, with its reason and when it was last tried."""
    chosen = select(Page).where(col(Page.state) == "quarantined").order_by(col(Page.id))
    if source:
        chosen = chosen.where(col(Page.source) == source)
    with Session(on) as session:
        for page in session.execute(chosen).scalars():
            yield {
                "url": page.url,
                "source": page.source,
                "reason": page.reason,
                "attempts": page.attempts,
                "found": page.found.isoformat(),
            }


def retry(on: Engine, urls: Sequence[str] = (), source: str | None = None) -> int:
    """Give pages another chance, all or those named; returns how many. What was fetched needs no network again."""
    chosen = update(Page).where(col(Page.state) == "quarantined")
    if urls:
        chosen = chosen.where(col(Page.url).in_(urls))
    if source:
        chosen = chosen.where(col(Page.source) == source)
    fresh = {"attempts": 0, "due": None, "lease_by": None, "lease_until": None}
    crashed = col(Page.reason).like("crashed%")
    with Session(on) as session:
        count = touched(session, chosen.where(crashed).values(state="fetched", **fresh))
        count += touched(session, chosen.where(~crashed).values(state="new", **fresh))
        session.commit()
    return count
