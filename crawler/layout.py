"""Layout-break monitor: does what comes out of a source's pages still look as it used to?"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select
from sqlmodel import Session, col

from models.article import Article

LATEST = 8  # articles looked at
HISTORY = 16  # earlier articles needed before anything is said


@dataclass(frozen=True)
class Shape:
    """What one extracted article looked like: characters of text and of its first paragraph, of what was removed."""

    text: int
    lead: int
    removed: int
    dated: bool


def trouble(shapes: Sequence[Shape]) -> str | None:
    """What moved away from the source's own history, in a sentence; None when nothing did. Oldest first."""
    before, latest = shapes[:-LATEST], shapes[-LATEST:]
    if len(before) < HISTORY:
        return None
    said = []
    for name, values in (
        ("text", (_typical(before, "text"), _typical(latest, "text"))),
        ("first paragraph", (_typical(before, "lead"), _typical(latest, "lead"))),
    ):
        was, is_now = values
        if is_now < was * 0.4 or is_now > was * 3:
            said.append(f"the usual {name} went from {was:.0f} to {is_now:.0f} characters")
    was, is_now = _share(before), _share(latest)
    if is_now > was + 0.35 or is_now < was - 0.35:
        said.append(f"the share taken out went from {was:.0%} to {is_now:.0%}")
    was, is_now = _dated(before), _dated(latest)
    if is_now < was - 0.5:
        said.append(f"pages with a date went from {was:.0%} to {is_now:.0%}")
    return "layout may have changed: " + "; ".join(said) if said else None


def _typical(shapes: Sequence[Shape], name: str) -> float:
    return median(getattr(shape, name) for shape in shapes)


def _share(shapes: Sequence[Shape]) -> float:
    return median(shape.removed / ((shape.removed + shape.text) or 1) for shape in shapes)


def _dated(shapes: Sequence[Shape]) -> float:
    return sum(shape.dated for shape in shapes) / len(shapes)


def shapes(session: Session, source: str) -> list[Shape]:
    """The source's latest articles, oldest first, for `trouble`."""
    fields = col(Article.text), col(Article.removed), col(Article.published)
    rows = session.execute(
        select(*fields).where(col(Article.source) == source).order_by(col(Article.id).desc()).limit(40)
    )
    return [
        Shape(len(text), len(text.split("\n", 1)[0]), sum(len(one["text"]) for one in removed), published is not None)
        for text, removed, published in reversed(list(rows))
    ]
