"""Times as people are shown them: those of the United Kingdom, said one way on every page and in every mail."""

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local(told: str | None) -> datetime | None:
    """A moment as clocks in the UK show it; None for what is none. Midnight stands for a day whose hour nobody told,
    and stays on its day, as does what has no zone."""
    try:
        moment = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is None or not _hour(moment) else moment.astimezone(LONDON)


def when(told: str | None) -> str:
    """A moment or day in full: 22 November 2026, 06:00."""
    moment = local(told)
    if moment is None:
        return told or ""
    return f"{moment.day} {moment:%B %Y}" + (f", {moment:%H:%M}" if _hour(moment) else "")


def day(told: str | None) -> str:
    """The day of a moment, in short: 22 Nov 2026."""
    moment = local(told)
    return f"{moment.day} {moment:%b %Y}" if moment else told or ""


def _hour(moment: datetime) -> bool:
    return bool(moment.hour or moment.minute)
