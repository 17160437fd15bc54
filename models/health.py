"""How each source does: what was read of it lately, against what its file expects. Only reads; any room may ask."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.article import Article
from models.page import Page
from models.source import Channel, Host, Source, origin

WEEK = timedelta(days=7)
QUIET = 0.25  # of the articles expected in a week; fewer than that is worth a person's look
ERRORS = 0.3  # share of a week's pages that failed, from which on a source counts as failing
SILENT = timedelta(days=2)  # without a channel that could be read


@dataclass
class Robots:
    """What a host's robots.txt came to when it was last read; while it cannot be read, nothing is fetched there."""

    origin: str
    status: int | None = None
    read: datetime | None = None

    @property
    def decision(self) -> str:
        """`rules`: kept as they stand; `allowed`: there is none (4xx); `unread`: none could be read so far."""
        return "unread" if self.status is None else "rules" if self.status < 400 else "allowed"


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
    robots: list[Robots] = field(default_factory=list)
    layout: str | None = None  # what the layout monitor noticed
    channels: list[dict[str, Any]] = field(default_factory=list)


def health(session: Session, names: Sequence[str] | None, at: datetime) -> list[Health]:
    """The health of the sources named (None: all), by name."""
    chosen = select(Source).order_by(col(Source.name))
    rows = list(session.execute(chosen if names is None else chosen.where(col(Source.name).in_(names))).scalars())
    week, ever = _articles(session, names, at - WEEK), _articles(session, names, None)
    fetched, bad = _pages(session, names, at - WEEK)
    channels: dict[str, list[Channel]] = {}
    told = select(Channel).order_by(col(Channel.id))
    for channel in session.execute(told if names is None else told.where(col(Channel.source).in_(names))).scalars():
        channels.setdefault(channel.source, []).append(channel)
    asked = select(col(Host.origin), col(Host.robots_status), col(Host.robots_at))
    robots = {row.origin: Robots(*row) for row in session.execute(asked)}
    found = []
    for source in rows:
        name, own = source.name, channels.get(source.name, [])
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
            channels=[_channel(channel) for channel in own],
        )
        fronts = {origin(source.home), *(origin(channel.url) for channel in own)}
        one.robots = [robots.get(front) or Robots(front) for front in sorted(fronts)]
        one.state, one.reason = _state(source, own, one, at)
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
        return "quiet", f"{one.week} of the {source.weekly} articles expected in a week"
    if broken:
        return "healthy", f"one channel of {len(living)} fails: {broken[0].last_error}"
    return "healthy", ""


def _longest(channels: list[Channel]) -> timedelta:
    return timedelta(seconds=max(channel.interval for channel in channels))


def as_json(one: Health) -> dict[str, Any]:
    """A source's health for programs."""
    told = asdict(one)
    for robots, said in zip(one.robots, told["robots"], strict=True):
        said["decision"] = robots.decision
    return told


def _channel(channel: Channel) -> dict[str, Any]:
    fields = {"url", "kind", "last_success", "last_error", "errors", "due", "interval", "retired"}
    return channel.model_dump(include=fields)


def _articles(session: Session, names: Sequence[str] | None, since: datetime | None) -> dict[str, int]:
    counted = select(col(Article.source), func.count()).group_by(col(Article.source))
    if names is not None:
        counted = counted.where(col(Article.source).in_(names))
    if since is not None:
        counted = counted.where(col(Article.first_seen) >= since)
    return {row[0]: row[1] for row in session.execute(counted)}


def _pages(session: Session, names: Sequence[str] | None, since: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """Pages tried since, and those that failed or gave no article, by source; what robots.txt forbids is out."""
    tried: dict[str, int] = {}
    bad: dict[str, int] = {}
    counted = select(col(Page.source), col(Page.state), func.count()).where(
        (col(Page.fetched) >= since) | ((col(Page.attempts) > 0) & (col(Page.found) >= since)),
        col(Page.reason).is_(None) | col(Page.reason).not_like("robots%"),
        col(Page.reason).is_(None) | col(Page.reason).not_like("duplicate%"),
        col(Page.reason).is_(None) | col(Page.reason).not_like("moved%"),
    )
    if names is not None:
        counted = counted.where(col(Page.source).in_(names))
    for source, state, number in session.execute(counted.group_by(col(Page.source), col(Page.state))):
        tried[source] = tried.get(source, 0) + number
        if state in ("refused", "quarantined", "new"):
            bad[source] = bad.get(source, 0) + number
    return tried, bad
