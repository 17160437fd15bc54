"""Tagging and alerts meet in one transaction: an article is tagged and its alerts are owed, or neither."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlmodel import Session, col

from api import alerts, keys
from classifier import run
from models.follow import Delivery, Label, SavedSearch
from models.reading import Document, Evidence, Reading, TagFound
from models.tag import Annotation, Tagging

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)


class Reads:
    """Reads as the trained reader does, with one tag for what holds its word; so that no test waits for training."""

    def __init__(self, digest: str = "one", word: str = "inadequate") -> None:
        self.digest, self.word = digest, word

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        return [Reading(id=one.id, tags=self._tags(one)) for one in documents]

    def _tags(self, one: Document) -> list[TagFound]:
        start = one.text.find(self.word)
        if start < 0:
            return []
        evidence = Evidence(text=self.word, start=start, end=start + len(self.word))
        return [TagFound(tag="send", probability=0.9, threshold=0.5, evidence=[evidence])]


@pytest.fixture
def wire(filler: Any) -> Engine:
    """Three articles that nobody has tagged yet, and an alert for a tag that two of them will get."""
    session = filler.session
    for number, word in enumerate(("inadequate", "good", "inadequate")):
        filler.article("local-gov", f"Report {number}", f"Number {number} is {word}.", AT)
    session.execute(delete(Annotation))
    keys.new(session, "desk", ["alerts"], AT)
    made = SavedSearch(
        key_id=1, name="a", query="tag:send", created=AT - timedelta(days=1), webhook="https://p.example/"
    )
    session.add(made)
    session.commit()
    return session.get_bind()


def annotate(wire: Engine, reader: Reads, stored: Any = alerts.match) -> dict[str, int]:
    return run.annotate(wire, reader, AT, stored=stored)


def counted(wire: Engine, table: Any) -> int:
    with Session(wire) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_what_is_tagged_is_owed_and_a_new_tagger_owes_nothing_again(wire: Engine) -> None:
    assert annotate(wire, Reads())["tagged"] == 3
    assert counted(wire, Delivery) == 2
    assert annotate(wire, Reads("two"))["tagged"] == 3
    assert counted(wire, Delivery) == 2
    annotate(wire, Reads("three", word="good"))
    assert counted(wire, Delivery) == 3, "an article that only the new tagger finds is news to the alert"


def test_when_alerts_cannot_be_owed_nothing_is_tagged_and_the_next_run_does_both(wire: Engine) -> None:
    def fails(session: Session, ids: Sequence[int]) -> None:
        alerts.match(session, ids)
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        annotate(wire, Reads(), fails)
    assert counted(wire, Tagging) == counted(wire, Delivery) == counted(wire, Annotation) == 0
    annotate(wire, Reads())
    assert counted(wire, Tagging) == counted(wire, Delivery) == 2


def test_a_correction_outlives_every_tagger_and_its_tag_is_owed(wire: Engine) -> None:
    with Session(wire) as session:
        session.add(Label(article_id=1, remove=["send"], at=AT))
        session.add(Label(article_id=2, add=["send"], at=AT))
        session.commit()
    for digest in ("one", "two"):
        annotate(wire, Reads(digest))
        with Session(wire) as session:
            held = session.execute(select(col(Tagging.article_id), col(Tagging.by)).order_by(col(Tagging.article_id)))
            assert [tuple(row) for row in held] == [(2, "person"), (3, "model")]
    with Session(wire) as session:
        owed = session.scalars(select(col(Delivery.article_id)).order_by(col(Delivery.article_id))).all()
    assert owed == [2, 3]
