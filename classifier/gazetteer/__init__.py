"""Authorities and the bodies that act for them: their names, when each was valid, and who came after."""

import csv
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
UPPER_TIER = frozenset(
    {
        "county",
        "unitary",
        "metropolitan borough",
        "london borough",
        "city corporation",
        "welsh unitary",
        "scottish council",
    }
)


@dataclass(frozen=True)
class Place:
    """An authority as the gazetteer knows it. `start` and `end` are its first and last day where we know them."""

    gss: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    county: str
    aliases: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    successor: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = field(default=(), repr=False)
    former_gss: tuple[str, ...] = ()
    source: str = ""

    def valid(self, on: date | None) -> bool:
        """Whether the authority existed on a day; without a day, whether it exists still."""
        if on is None:
            return self.end is None
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    @property
    def upper(self) -> bool:
        """Whether it runs children's services, adult social care and education."""
        return self.type in UPPER_TIER


@dataclass(frozen=True)
class Body:
    """A body judged in its own name: a children's trust or a fire service. `gss`: the councils that answer for it."""

    name: str
    kind: str
    gss: tuple[str, ...]
    aliases: tuple[str, ...]
    start: date | None
    end: date | None

    def valid(self, on: date | None) -> bool:
        """Whether the body, with these owners, existed on a day; without a day, whether it exists still."""
        if on is None:
            return self.end is None
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


def day(text: str | None) -> date | None:
    """The day of an ISO date or moment; None where the text is empty or no date."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def places() -> dict[str, Place]:
    """Every authority by its GSS code."""
    found = {}
    for row in _rows("authorities.csv"):
        found[row["gss"]] = Place(
            gss=row["gss"],
            name=row["name"],
            short_name=row["short_name"],
            type=row["type"],
            nation=row["nation"],
            region=row["region"],
            county=row["county"],
            aliases=_list(row["aliases"]),
            start=day(row["start"]),
            end=day(row["end"]),
            successor=_list(row["successor"]),
            neighbours=_list(row["neighbours"]),
            former_gss=_list(row["former_gss"]),
            source=row["source"],
        )
    return found


@cache
def bodies() -> tuple[Body, ...]:
    """Every children's trust and fire service; one row for each span of time with the same owners."""
    return tuple(
        Body(r["name"], r["kind"], _list(r["gss"]), _list(r["aliases"]), day(r["start"]), day(r["end"]))
        for r in _rows("bodies.csv")
    )
