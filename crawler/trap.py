"""Traps: addresses without end, such as calendars, facets and paths that repeat; and what one run may cost."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from urllib.parse import parse_qsl, urlsplit

LONGEST = 2000  # characters of an address; what is longer carries state, not a name
MOST_PARAMETERS = 8
MOST_SEGMENTS = 16
PATIENCE = 40  # pages of one shape without a single article among them
_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?(?!\d)")


def absurd(url: str, at: datetime) -> str | None:
    """Why an address cannot be an article's; None when it can."""
    if len(url) > LONGEST:
        return f"trap: an address of {len(url)} characters"
    split = urlsplit(url)
    segments = [segment for segment in split.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return f"trap: {len(segments)} folders deep"
    if len(parse_qsl(split.query)) > MOST_PARAMETERS:
        return "trap: more parameters than an article needs"
    if _repeats(segments):
        return "trap: its path repeats itself"
    for year, month in _DATE.findall(split.path + "?" + split.query):
        if 1900 < int(year) < 2200 and (int(year), int(month)) > (at.year + 1, at.month):
            return f"trap: a date more than a year ahead ({year}-{month})"
    return None


def _repeats(segments: list[str]) -> bool:
    """Whether one run of folders follows on itself three times, or one name stands five times."""
    if segments and max(Counter(segments).values()) >= 5:
        return True
    return any(
        segments[i : i + n] == segments[i + n : i + 2 * n] == segments[i + 2 * n : i + 3 * n]
        for n in range(1, len(segments) // 3 + 1)
        for i in range(len(segments) - 3 * n + 1)
    )


def shape(url: str) -> str:
    """What addresses made by one template share: folders but the last, digits as #, and the names of parameters."""
    split = urlsplit(url)
    folders = [re.sub(r"\d+", "#", segment) for segment in split.path.strip("/").split("/")]
    last = "#" if folders[-1].strip("#-_./") == "" else "*"
    names = "&".join(sorted(name for name, _ in parse_qsl(split.query, keep_blank_values=True)))
    return "/".join([*folders[:-1], last]) + (f"?{names}" if names else "")


@dataclass
class Budget:
    """What one run may spend on one source. What is over stays in the frontier and is said at the end."""

    pages: int
    seconds: float
    size: int  # bytes
    slice: float = inf  # seconds after which what is left goes to the next run, and nothing is wrong
    spent_pages: int = 0
    spent_size: int = 0
    began: float | None = field(default=None)

    def room(self, clock: float, pause: float) -> int:
        """How many requests with a pause between them have room before the time is used up; one at least."""
        end = (clock if self.began is None else self.began) + min(self.seconds, self.slice)
        return max(1, int((end - clock) / max(pause, 0.01)))

    def sliced(self, clock: float) -> bool:
        """Whether the rest should go to the next run."""
        return self.began is not None and clock - self.began >= self.slice

    def over(self, clock: float) -> str | None:
        """Which limit is used up at `clock` (monotonic seconds); None when there is room."""
        self.began = clock if self.began is None else self.began
        if self.spent_pages >= self.pages:
            return f"the run's {self.pages} pages for one source are used up (COUNCILWIRE_RUN_PAGES)"
        if clock - self.began >= self.seconds:
            return f"the run's {self.seconds:.0f} seconds for one source are used up (COUNCILWIRE_RUN_SECONDS)"
        if self.spent_size >= self.size:
            return f"the run's {self.size} bytes for one source are used up (COUNCILWIRE_RUN_SIZE)"
        return None
