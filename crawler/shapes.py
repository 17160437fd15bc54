"""Shapes: addresses of one template that never give an article are a trap, and the run stops asking for them."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from crawler.trap import PATIENCE, shape
from models.page import Page


class Shapes:
    """What the shapes of one source's addresses came to since the run began."""

    def __init__(self, on: Engine, source: str, begun: datetime) -> None:
        self.on = on
        self.source = source
        self.begun = begun
        self.barren: set[str] = set()
        self.asked: Counter[str] = Counter()

    def sift(self, pages: list[Page]) -> Iterator[Page]:
        """The pages worth asking for; the others are refused with the reason."""
        self.asked.update(shape(page.url) for page in pages)
        if any(number > PATIENCE for number in self.asked.values()):
            self._learn()
        trapped = [page for page in pages if page.digest is None and shape(page.url) in self.barren]
        if trapped:
            with Session(self.on) as session:
                reason = f"trap: {PATIENCE} addresses of this shape gave no article"
                chosen = update(Page).where(col(Page.id).in_([page.id for page in trapped]))
                session.execute(chosen.values(state="refused", reason=reason, lease_by=None, lease_until=None))
                session.commit()
        left = {page.id for page in trapped}
        yield from (page for page in pages if page.id not in left)

    def _learn(self) -> None:
        """Shapes of which many pages were read in this run and none was an article."""
        with Session(self.on) as session:
            rows = session.execute(
                select(col(Page.url), col(Page.state))
                .where(col(Page.source) == self.source, col(Page.fetched) >= self.begun, col(Page.status) == 200)
                .where(col(Page.state).in_(("extracted", "refused")))
            )
            read: Counter[str] = Counter()
            good: set[str] = set()
            for url, state in rows:
                read[shape(url)] += 1
                if state == "extracted":
                    good.add(shape(url))
        self.barren = {one for one, number in read.items() if number >= PATIENCE and one not in good}
