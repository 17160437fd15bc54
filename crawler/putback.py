"""Removed blocks that a person puts back: noted with the page, so that every later extraction keeps them, too."""

from collections.abc import Sequence

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from crawler.blocks import Block
from models.article import Article
from models.database import alone
from models.draft import storable
from models.page import Body, Page

BACK = "putback"  # the name in Page.hint under which the lines stand


class PutbackError(Exception):
    """What was asked for cannot be put back; the message says why."""


def keep(blocks: Sequence[Block], back: frozenset[str]) -> None:
    """Keep the blocks that a person put back, whichever layer took them."""
    if back:
        for block in blocks:
            if block.why is not None and storable(block.text) in back:
                block.why = None


def removed(on: Engine, article: int) -> list[dict[str, str]]:
    """What was taken out of an article, in the order of its page. Raises PutbackError where there is none."""
    with Session(on) as session:
        return list(_held(session, article).removed)


def note(on: Engine, article: int, numbers: Sequence[int]) -> int:
    """Note that removed blocks, counted from 1, belong to the story; no numbers: forget all that was noted.

    Returns the id of the page to be extracted again. Raises PutbackError where that cannot be.
    """
    with Session(on) as session:
        alone(session.connection())
        held = _held(session, article)
        page = session.execute(select(Page).where(col(Page.id) == held.page_id)).scalar_one()
        if session.execute(select(col(Body.digest)).where(col(Body.digest) == page.digest)).first() is None:
            raise PutbackError(f"article {article}: its archived page is no longer kept")
        if unknown := [number for number in numbers if not 1 <= number <= len(held.removed)]:
            raise PutbackError(f"article {article} has {len(held.removed)} removed blocks, and no number {unknown[0]}")
        lines = {line for number in numbers for line in _lines(held.removed[number - 1]["text"])}
        hint = {name: value for name, value in page.hint.items() if name != BACK}
        if numbers:
            hint[BACK] = sorted(lines.union(page.hint.get(BACK, ())))
        session.execute(update(Page).where(col(Page.id) == page.id).values(hint=hint))
        session.commit()
        return held.page_id


def _lines(text: str) -> list[str]:
    """A removed block's lines, each a block of the page; neighbours with one reason are kept together."""
    return text.split("\n")


def _held(session: Session, article: int) -> Article:
    held = session.execute(select(Article).where(col(Article.id) == article)).scalar_one_or_none()
    if held is None:
        raise PutbackError(f"no article has the id {article}")
    return held
