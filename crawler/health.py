"""Which sources are healthy, quiet or failing, and which pages gave no article."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from crawler import layout
from crawler.frontier import register
from crawler.manners import origin
from crawler.sources import spiders
from models.article import Article
from models.columns import now
from models.page import Page
from models.source import Channel, Host, Source, SourceState

WEEK = timedelta(days=7)
QUIET = 0.25  # of the articles expected in a week; fewer than that is worth a person's look
ERRORS = 0.3  # share of a week's pages that failed, from which on a source counts as failing
SILENT = timedelta(days=2)  # without a channel that could be read


@dataclass
class Health:
    """How one source does. `state` is new, healthy, quiet, failing or retired; `reason` says why in a sentence."""

    name: str
    state: str
    reason: str
    last_success: datetime | None
    expected: int | None  # articles in a week
    week: int  # articles first seen in the last seven days
    articles: int
    error_rate: float  # share of the week's fetches that failed or were refused for what the page is
    robots: dict[str, int | None] = field(default_factory=dict)  # origin → HTTP status of robots.txt
    layout: str | None = None  # what the layout monitor noticed
    channels: list[dict[str, Any]] = field(default_factory=list)


def health(on: Engine, names: Sequence[str] | None = None, at: datetime | None = None) -> list[Health]:
    """The health of the sources named (default: all), by name."""
    at = at or now()
    with Session(on) as session:
        chosen = select(Source).order_by(col(Source.name))
        rows = list(session.execute(chosen if names is None else chosen.where(col(Source.name).in_(names))).scalars())
        week, ever = _articles(session, at - WEEK), _articles(session, None)
        fetched, bad = _pages(session, at - WEEK)
        channels: dict[str, list[Channel]] = {}
        for channel in session.execute(select(Channel).order_by(col(Channel.id))).scalars():
            channels.setdefault(channel.source, []).append(channel)
        robots = {row[0]: row[1] for row in session.execute(select(col(Host.origin), col(Host.robots_status)))}
        found = []
        for source in rows:
            name = source.name
            one = Health(
                name=name,
                state="new",
                reason="",
                last_success=source.last_success,
                expected=source.weekly,
                week=week.get(name, 0),
                articles=ever.get(name, 0),
                error_rate=round(bad.get(name, 0) / fetched[name], 3) if fetched.get(name) else 0.0,
                layout=source.layout.get("alarm"),
                channels=[_channel(channel) for channel in channels.get(name, [])],
            )
            fronts = {origin(source.home), *(origin(channel.url) for channel in channels.get(name, []))}
            one.robots = {front: robots[front] for front in sorted(fronts) if front in robots}
            one.state, one.reason = _state(source, channels.get(name, []), one, at)
            found.append(one)
        return found


def _state(source: Source, channels: list[Channel], one: Health, at: datetime) -> tuple[str, str]:
    living = [channel for channel in channels if not channel.retired]
    if channels and not living:
        return "retired", f"every channel was given up; the last said: {channels[-1].last_error}"
    if all(channel.last_success is None and channel.errors == 0 for channel in living):
        return ("healthy", "") if source.kind == "imported" else ("new", "never read yet")
    broken = [channel for channel in living if channel.errors]
    if living and len(broken) == len(living):
        return "failing", str(broken[0].last_error)
    if source.last_success is None or (living and at - source.last_success > SILENT + _longest(living)):
        return "failing", f"no channel was read since {source.last_success:%Y-%m-%d}" if source.last_success else ""
    if one.error_rate >= ERRORS:
        return "failing", f"{one.error_rate:.0%} of the week's pages gave no article"
    if one.layout:
        return "failing", one.layout
    oldest = min((channel.last_success or at) for channel in living)
    if source.weekly and one.articles and at - oldest < WEEK and one.week < source.weekly * QUIET:
        return "quiet", f"{one.week} articles in a week, {source.weekly} expected"
    if broken:
        return "healthy", f"one channel of {len(living)} fails: {broken[0].last_error}"
    return "healthy", ""


def _longest(channels: list[Channel]) -> timedelta:
    return timedelta(seconds=max(channel.interval for channel in channels))


def _channel(channel: Channel) -> dict[str, Any]:
    fields = {"url", "kind", "last_success", "last_error", "errors", "due", "interval", "retired"}
    return channel.model_dump(include=fields)


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
    return [asdict(one) for one in health(on)]


def _articles(session: Session, since: datetime | None) -> dict[str, int]:
    counted = select(col(Article.source), func.count()).group_by(col(Article.source))
    if since is not None:
        counted = counted.where(col(Article.first_seen) >= since)
    return {row[0]: row[1] for row in session.execute(counted)}


def _pages(session: Session, since: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """Pages tried since, and those that failed or gave no article, by source; what robots.txt forbids is out."""
    tried: dict[str, int] = {}
    bad: dict[str, int] = {}
    counted = select(col(Page.source), col(Page.state), func.count()).where(
        (col(Page.fetched) >= since) | ((col(Page.attempts) > 0) & (col(Page.found) >= since)),
        col(Page.reason).is_(None) | col(Page.reason).not_like("robots%"),
        col(Page.reason).is_(None) | col(Page.reason).not_like("duplicate%"),
        col(Page.reason).is_(None) | col(Page.reason).not_like("moved%"),
    )
    for source, state, number in session.execute(counted.group_by(col(Page.source), col(Page.state))):
        tried[source] = tried.get(source, 0) + number
        if state in ("refused", "quarantined", "new"):
            bad[source] = bad.get(source, 0) + number
    return tried, bad


def refused(on: Engine) -> Iterator[dict[str, Any]]:
    """Pages that gave no article, with their reason."""
    states = ("refused", "quarantined", "gone")
    with Session(on) as session:
        for page in session.execute(select(Page).where(col(Page.state).in_(states)).order_by(col(Page.id))).scalars():
            yield {"url": page.url, "source": page.source, "state": page.state, "reason": page.reason}
