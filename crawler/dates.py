"""Dates as pages write them → ISO 8601, with time and zone where they are given; nothing that cannot be true."""
# ruff: noqa: E501  one pattern, sentence or list a line

import re
from datetime import UTC, datetime, timedelta, timezone

from dateutil.parser import ParserError, isoparse, parse

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WELSH = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
]
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    + "|".join(_WELSH)
    + r")\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_ZONES = {
    "bst": 1,
    "ist": 1,
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "et": -5,
    "cst": -6,
    "cdt": -5,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
}
_TIME = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))(?::[0-5]\d)?\s?(?P<half>[ap]\.?m\b\.?)?\s?(?P<zone>bst|gmt|utc|est|edt|pst|pdt|cet|cest)?\b"
    r"|\b(?P<hour12>1[0-2]|0?[1-9])\s?(?P<half12>[ap]\.?m\b\.?)",
    re.I,
)
_DAY_FIRST = re.compile(
    r"\b(?P<d1>[0-3]?\d)(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain)?(?: of)?[ -]+"
    + _MONTH.format("m1")
    + r",?[ -]+"
    + _YEAR.format("y1")
    + r"\b",
    re.I,
)
_MONTH_FIRST = re.compile(
    r"\b" + _MONTH.format("m2") + r"[ -]+(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?,?[ -]+" + _YEAR.format("y2") + r"\b", re.I
)
_NUMBERS = re.compile(r"\b(?P<d3>[0-3]?\d)[/.](?P<m3>[01]?\d)[/.](?P<y3>(?:19|20)\d\d)\b")
_ISO = re.compile(r"\b(?P<y4>(?:19|20)\d\d)[-/](?P<m4>[01]\d)[-/](?P<d4>[0-3]\d)\b")
_FORMS = ((_DAY_FIRST, "1"), (_MONTH_FIRST, "2"), (_ISO, "4"), (_NUMBERS, "3"))
OLDEST = 1990  # no page on the web is older


def iso(value: object) -> str | None:
    """A machine's date (JSON-LD, meta, time element, feed) as ISO 8601; None when it is none or cannot be true."""
    if not isinstance(value, str) or not 8 <= len(value.strip()) <= 60:
        return None
    value = value.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return _true(value, value)
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):  # seconds or milliseconds since 1970
        value = datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    try:
        found = isoparse(value)
    except (ValueError, OverflowError):
        return _loose(value)
    return _true(found.isoformat(), found.date().isoformat()) if "T" in value or " " in value or ":" in value else None


def _loose(value: str) -> str | None:
    stamp = re.match(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?$", value)
    if stamp:
        zone = stamp[3] or ""
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
        try:
            return _true(isoparse(f"{stamp[1]}T{stamp[2]}{zone}").isoformat(), stamp[1])
        except ValueError:
            return None
    if found := seen(value):
        return found[0]
    if not re.search(r"(?:19|20)\d\d", value):
        return None
    try:
        parsed = parse(value, dayfirst=True, tzinfos={name.upper(): hours * 3600 for name, hours in _ZONES.items()})
        return _true(parsed.isoformat(), parsed.date().isoformat())
    except (ParserError, ValueError, OverflowError, TypeError):
        return None


def _true(value: str, day: str) -> str | None:
    """The value, unless its day is impossible or still to come."""
    try:
        told = datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return None
    return value if told.year >= OLDEST and told <= datetime.now(UTC) + timedelta(days=1) else None


def seen(text: str) -> tuple[str, int, int] | None:
    """The first date written in a line, as ISO, and where it stands; with the time of day where one stands beside it."""
    best: tuple[int, int, str] | None = None
    for pattern, number in _FORMS:
        if (
            (found := pattern.search(text))
            and (best is None or found.start() < best[0])
            and (day := _day(found, number))
        ):
            best = (found.start(), found.end(), day)
    if best is None or not _true(best[2], best[2]):
        return None
    start, end, day = best
    clock = _TIME.search(text[end : end + 24]) or _TIME.search(text[max(0, start - 24) : start])
    return (day + _clock(clock, day) if clock else day), start, end


def _day(found: re.Match[str], number: str) -> str | None:
    month = found[f"m{number}"]
    at = int(month) if month.isdigit() else _month(month.lower())
    try:
        return datetime(int(found[f"y{number}"]), at, int(found[f"d{number}"])).date().isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return (_WELSH.index(name) if name in _WELSH else _MONTHS.index(name[:3])) + 1


def _clock(found: re.Match[str], day: str) -> str:
    hour = int(found["hour"] or found["hour12"])
    half = (found["half"] or found["half12"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    named = (found["zone"] or "").lower()
    zone = timezone(timedelta(hours=_ZONES[named])) if named else None
    return datetime(2000, 1, 1, hour, int(found["minute"] or 0), tzinfo=zone).isoformat()[10:]


def day_of(value: str) -> str:
    """The day of an ISO date or moment."""
    return value[:10]


def finer(one: str | None, other: str | None) -> str | None:
    """Of two tellings of one date, the one that says more; the first where they differ by a day."""
    if not one or not other or abs((_at(one) - _at(other)).days) > 0:
        return one or other
    return other if _detail(other) > _detail(one) else one


def _at(value: str) -> datetime:
    return datetime.fromisoformat(value[:10])


def _detail(value: str) -> int:
    if len(value) <= 10:
        return 0
    told = datetime.fromisoformat(value)
    return 1 + (told.tzinfo is not None) + 2 * bool(told.hour or told.minute or told.second)
