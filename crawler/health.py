"""Which sources are read, quiet or failing, and which pages gave no article."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from crawler.frontier import register
from crawler.sources import spiders
from models.article import Article
from models.columns import now
from models.page import Page
from models.source import Channel, Source


def table(on: Engine) -> str:
    """Every source, a line each, with what is wrong with it on a line below."""
    register(on, spiders().values())
    lines = [f"{'source':24} {'last read':16} {'in 7 days':>9} {'expected':>8} {'articles':>8}  title"]
    with Session(on) as session:
        week = _counts(session, now() - timedelta(days=7))
        ever = _counts(session, None)
        errors = select(col(Channel.source), col(Channel.last_error)).where(col(Channel.last_error).is_not(None))
        trouble = {row[0]: str(row[1]) for row in session.execute(errors)}
        for source in session.execute(select(Source).order_by(col(Source.name))).scalars():
            read = f"{source.last_success:%Y-%m-%d %H:%M}" if source.last_success else "never"
            numbers = f"{week.get(source.name, 0):9} {source.weekly or '-':>8} {ever.get(source.name, 0):8}"
            note = "" if source.verified or source.kind == "imported" else " (addresses unverified)"
            lines.append(f"{source.name:24} {read:16} {numbers}  {source.title}{note}")
            if problem := trouble.get(source.name) or source.last_error:
                lines.append(f"  ! {problem}")
    return "\n".join(lines)


def _counts(session: Session, since: Any) -> dict[str, int]:
    counted = select(col(Article.source), func.count()).group_by(col(Article.source))
    if since is not None:
        counted = counted.where(col(Article.first_seen) >= since)
    return {row[0]: row[1] for row in session.execute(counted)}


def refused(on: Engine) -> Iterator[dict[str, Any]]:
    """Pages that gave no article, with their reason."""
    states = ("refused", "quarantined", "gone")
    with Session(on) as session:
        for page in session.execute(select(Page).where(col(Page.state).in_(states)).order_by(col(Page.id))).scalars():
            yield {"url": page.url, "source": page.source, "state": page.state, "reason": page.reason}
