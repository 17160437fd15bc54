"""Layout-break monitor: does what comes out of a source's pages still look as it used to?"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any
from zlib import crc32

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.article import Article
from models.source import Source

LATEST = 8  # articles that must look strange before anything is said
HISTORY = 16  # earlier articles needed before anything is said
USUAL = 40  # articles at most that tell what is usual
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shape:
    """What one article looked like: characters of its text, first paragraph and removed blocks; dated by its page."""

    text: int
    lead: int
    removed: int
    dated: bool
    opening: int  # checksum of the first paragraph


@dataclass(frozen=True)
class Usual:
    """What a source's articles usually look like: medians, and shares."""

    text: float
    lead: float
    removed: float
    dated: float
    alike: float = 0.0  # articles that open with the same paragraph as another


def usual(shapes: Sequence[Shape]) -> Usual:
    """What articles of these shapes have in common."""
    return Usual(_typical(shapes, "text"), _typical(shapes, "lead"), _share(shapes), _dated(shapes), _alike(shapes))


def trouble(was: Usual, now: Usual) -> str | None:
    """What moved away from the source's own history, in a sentence; None when nothing did."""
    said = []
    for name, before, after in (("text", was.text, now.text), ("first paragraph", was.lead, now.lead)):
        if after < before * 0.4 or after > before * 3:
            said.append(f"the usual {name} went from {before:.0f} to {after:.0f} characters")
    if abs(now.removed - was.removed) > 0.35:
        said.append(f"the share taken out went from {was.removed:.0%} to {now.removed:.0%}")
    if now.dated < was.dated - 0.5:
        said.append(f"pages with a date went from {was.dated:.0%} to {now.dated:.0%}")
    if now.alike > was.alike + 0.5:
        said.append(f"articles that open with the same paragraph went from {was.alike:.0%} to {now.alike:.0%}")
    return "layout may have changed: " + "; ".join(said) if said else None


def _typical(shapes: Sequence[Shape], name: str) -> float:
    return median(getattr(shape, name) for shape in shapes)


def _share(shapes: Sequence[Shape]) -> float:
    return median(shape.removed / ((shape.removed + shape.text) or 1) for shape in shapes)


def _dated(shapes: Sequence[Shape]) -> float:
    return sum(shape.dated for shape in shapes) / len(shapes)


def _alike(shapes: Sequence[Shape]) -> float:
    openings = Counter(shape.opening for shape in shapes)
    return sum(openings[shape.opening] > 1 for shape in shapes) / len(shapes)


def watch(session: Session, names: Iterable[str] | None = None) -> list[str]:
    """Look at what came in since the last look; keep alarms with their sources, and log the new ones.

    What is usual is learnt while nothing is wrong and kept while something is: an alarm stays until the articles look
    as before, or a person says that they are right as they are (`accept`). The caller commits.
    """
    rows = select(Source, func.max(Article.id)).join(Article, col(Article.source) == col(Source.name))
    if names is not None:
        rows = rows.where(col(Source.name).in_(list(names)))
    said = []
    for source, newest in session.execute(rows.group_by(col(Source.name))).all():
        found = _look(session, source, newest)
        if found["alarm"] and found["alarm"] != source.layout.get("alarm"):
            said.append(f"{source.name}: {found['alarm']}")
            log.warning("%s", said[-1])
        if found != source.layout:
            source.layout = found
    return said


def _look(session: Session, source: Source, newest: int) -> dict[str, Any]:
    held = source.layout or {}
    known = shapes(session, source.name)
    every = list(known.values())
    fresh = [shape for number, shape in known.items() if number > held.get("upto", 0)]
    latest = fresh if len(fresh) >= LATEST else every[-LATEST:]
    if held.get("usual"):
        was = Usual(**held["usual"])
    elif len(every) >= HISTORY + LATEST:
        latest = every[-LATEST:]
        was = usual(every[:-LATEST])
    else:
        return {"alarm": None, "upto": 0, "usual": None}
    alarm = trouble(was, usual(latest))
    alarm = (held.get("alarm") or alarm) if alarm else None  # one break is one alarm, however its figures move on
    return {"alarm": alarm, "upto": newest, "usual": asdict(was if alarm else usual(every))}


def accept(session: Session, name: str) -> bool:
    """End an alarm: what the articles look like now is right. False where there is none. The caller commits."""
    source = session.get(Source, name)
    if source is None or not source.layout.get("alarm"):
        return False
    source.layout = source.layout | {
        "alarm": None,
        "usual": asdict(usual(list(shapes(session, name).values())[-LATEST:])),
    }
    return True


def shapes(session: Session, source: str) -> dict[int, Shape]:
    """The shapes of a source's latest articles by their ids, oldest first; headlines without a text are left out."""
    fields = col(Article.id), col(Article.text), col(Article.removed), col(Article.published_from)
    chosen = select(*fields).where(col(Article.source) == source, col(Article.text) != "")
    rows = list(session.execute(chosen.order_by(col(Article.id).desc()).limit(USUAL)))
    return {
        number: Shape(
            len(text),
            len(text.split("\n", 1)[0]),
            sum(len(one["text"]) for one in removed),
            origin not in (None, "channel"),
            crc32(text.split("\n", 1)[0].encode()),
        )
        for number, text, removed, origin in reversed(rows)
    }
