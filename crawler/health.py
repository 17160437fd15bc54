"""The health of sources on the command line, its changes written down, and the pages that gave no article."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from crawler import layout
from crawler.frontier import register
from crawler.sources import spiders
from models import health as judged
from models.columns import now
from models.page import Page
from models.source import Source, SourceState


def health(on: Engine, names: Sequence[str] | None = None, at: datetime | None = None) -> list[judged.Health]:
    """The health of the sources named (default: all), by name."""
    with Session(on) as session:
        return judged.health(session, names, at or now())


def note_changes(on: Engine, names: Sequence[str], at: datetime) -> list[str]:
    """Write each source's state and layout down, with a row where it changed; returns a line for each change."""
    lines = []
    with Session(on) as session:
        layout.watch(session, names)
        session.commit()
    found = health(on, names, at)
    with Session(on) as session:
        for one in found:
            source = session.get(Source, one.name)
            if source is None or source.state == one.state:
                continue
            lines.append(f"{one.name}: {source.state} → {one.state} {one.reason}".strip())
            source.state = one.state
            session.add(SourceState(source=one.name, state=one.state, reason=one.reason[:500], at=at))
        session.commit()
    return lines


def table(on: Engine) -> str:
    """Every source, a line each, with what is wrong with it on a line below."""
    register(on, spiders().values())
    lines = [
        f"{'source':28} {'state':8} {'last read':16} {'in 7 days':>9} {'expected':>8} {'articles':>8} "
        f"{'errors':>6}  title"
    ]
    with Session(on) as session:
        rows = {source.name: source for source in session.execute(select(Source)).scalars()}
    for one in health(on):
        source = rows[one.name]
        read = f"{one.last_success:%Y-%m-%d %H:%M}" if one.last_success else "never"
        numbers = f"{one.week:9} {one.expected or '-':>8} {one.articles:8} {one.error_rate:6.0%}"
        note = "" if source.verified or source.kind == "imported" else " (addresses unverified)"
        lines.append(f"{one.name:28} {one.state:8} {read:16} {numbers}  {source.title}{note}")
        if one.reason and one.state != "new":
            lines.append(f"  ! {one.reason}")
    return "\n".join(lines)


def as_json(on: Engine) -> list[dict[str, Any]]:
    """The same for programs."""
    register(on, spiders().values())
    return [judged.as_json(one) for one in health(on)]


def refused(on: Engine, source: str | None = None) -> Iterator[dict[str, Any]]:
    """Pages that gave no article, with their reason."""
    states = ("refused", "quarantined", "gone")
    chosen = select(Page).where(col(Page.state).in_(states)).order_by(col(Page.id))
    with Session(on) as session:
        for page in session.execute(chosen.where(col(Page.source) == source) if source else chosen).scalars():
            yield {"url": page.url, "source": page.source, "state": page.state, "reason": page.reason}
