"""The words the database knows: tags, councils, sources, grades; for checking queries and naming what is served."""

import re
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.grammar import Place, QueryError
from api.prepared import Prepared, Row, raw, together
from api.problems import nearest
from models.authority import Authority
from models.judgement import Judgement
from models.source import Source
from models.tag import Tag

KINDS = ("news", "opinion", "press-release", "job-ad", "sponsored", "event")
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
AREAS = ("overall", "leaders", "help-and-protection", "in-care", "care-leavers")
GRADES: tuple[str, ...] = ("outstanding", "good", "requires improvement", "inadequate", "C1", "C2", "C3", "C4")
GRADES += ("typically positive", "inconsistent", "widespread and/or systemic failings", "special measures")
GRADES += ("urgent improvement", "unsatisfactory", "weak", "severe maladministration", "fault (upheld)")
# Who judges, whether or not a story has told of it yet; a test holds this to what the classifier knows.
INSPECTORATES: tuple[str, ...] = (
    "Ofsted",
    "Ofsted/CQC",
    "JTAI",
    "CQC",
    "Regulator of Social Housing",
    "Housing Ombudsman",
    "LGSCO",
)
INSPECTORATES += ("PSOW", "SPSO", "HMICFRS", "HM Inspectorate of Probation", "Estyn", "Care Inspectorate Wales")
INSPECTORATES += ("Audit Wales", "Care Inspectorate", "Education Scotland", "Accounts Commission", "RQIA", "ETI")
FEW = 20  # words that are all named where none is near
JUDGED_FOR = 30.0  # seconds until the words of judgements are looked for anew: it means reading all of them
# What an inspectorate is called beside the name that we write.
CALLED = {
    "care quality commission": "CQC",
    "care-quality-commission": "CQC",
    "rsh": "regulator-of-social-housing",
    "hmip": "hm-inspectorate-of-probation",
    "local government and social care ombudsman": "LGSCO",
}
# Licences that let anybody serve the text: the Open Government Licence and the SPDX names of open ones.
_OPEN = re.compile(r"^(OGL|CC0|CC-BY(-SA)?-\d|PDDL|ODC-By|ODbL|MIT|Apache)", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """A name as it may stand in an address: lower case, letters and digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def open_licence(licence: str) -> bool:
    """True where the licence lets us serve the full text."""
    return bool(_OPEN.match(licence))


@dataclass(frozen=True)
class Council:
    """An authority as a list shows it."""

    gss: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    current: bool


@dataclass(frozen=True)
class Vocabulary:
    """What a query may name, and what each of it is called."""

    tags: Mapping[str, str] = field(default_factory=dict)  # slug → title
    sources: Mapping[str, str] = field(default_factory=dict)  # name → title
    open_sources: frozenset[str] = frozenset()
    councils: Mapping[str, Council] = field(default_factory=dict)  # GSS → council
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # slug of a name → GSS codes
    regions: tuple[str, ...] = ()
    grades: tuple[str, ...] = GRADES
    areas: tuple[str, ...] = AREAS
    inspectorates: tuple[str, ...] = INSPECTORATES
    judged: float = -JUDGED_FOR  # when the words of judgements were read, by the monotonic clock
    rows: Sequence[Sequence[Row]] = ()  # all of it as it was read

    @property
    def due(self) -> bool:
        """Whether the words of judgements are to be looked for anew, which takes long; all else takes half a moment."""
        return time.monotonic() - self.judged >= JUDGED_FOR

    def tag(self, value: str, at: Place = 0) -> list[str]:
        """Slugs meant by a slug, a group of slugs or the last part of one."""
        wanted = value.strip("/").lower()
        found = [s for s in self.tags if s == wanted or s.startswith(f"{wanted}/")]
        found = found or [s for s in self.tags if s.rsplit("/", 1)[-1] == wanted]
        groups = {s.split("/")[0] for s in self.tags}
        return found or _unknown("tag", value, {*self.tags, *groups}, at)

    def authority(self, value: str, at: Place = 0) -> list[str]:
        """GSS codes meant by a code or a name."""
        if value.upper() in self.councils:
            return [value.upper()]
        found = self.names.get(slug(value))
        return list(found) if found else _unknown("authority", value, self.names, at)

    def source(self, value: str, at: Place = 0) -> list[str]:
        return _one("source", value, self.sources, at)

    def grade(self, value: str, at: Place = 0) -> list[str]:
        return _one("grade", value, self.grades, at)

    def area(self, value: str, at: Place = 0) -> list[str]:
        return _one("area", value, self.areas, at)

    def inspectorate(self, value: str, at: Place = 0) -> list[str]:
        return _one("inspectorate", CALLED.get(value.lower(), value), self.inspectorates, at)

    def kind(self, value: str, at: Place = 0) -> list[str]:
        return _one("kind", value, KINDS, at)

    def region(self, value: str, at: Place = 0) -> list[str]:
        return _one("region", value, self.regions, at)

    def nation(self, value: str, at: Place = 0) -> list[str]:
        return _one("nation", value, NATIONS, at)


def _one(what: str, value: str, known: Iterable[str], at: Place) -> list[str]:
    wanted = slug(value)
    return [k for k in known if slug(k) == wanted] or _unknown(what, value, known, at)


def _unknown(what: str, value: str, known: Iterable[str], at: Place) -> list[str]:
    near, words = nearest(value, known), list(known)
    among = f"; there are {', '.join(words)}" if near is None and 0 < len(words) <= FEW else ""
    raise QueryError(f"there is no {what} '{value[:80]}'{among}", at, near)


def read(connection: Connection, before: Vocabulary | None = None) -> Vocabulary:
    """The vocabulary as it stands in the database; words of judgements may be those of a while `before`."""
    if before is not None and not before.due:
        judged: dict[str, Any] = {"grades": before.grades, "areas": before.areas, "inspectorates": before.inspectorates}
        since = before.judged
    else:
        judged = {
            "grades": _distinct(connection, Judgement.grade, GRADES),
            "areas": _distinct(connection, Judgement.area, AREAS),
            "inspectorates": _distinct(connection, Judgement.inspectorate, INSPECTORATES),
        }
        since = time.monotonic()
    rows = together(raw(connection), (_COUNCILS, _SOURCES, _TAGS))
    if before is not None and before.rows == rows:  # as after nearly every write
        return replace(before, judged=since, **judged)
    councils, names = {}, dict[str, tuple[str, ...]]()
    found, sources, tags = rows
    for gss, name, short, type_, nation, region, end, aliases in found:
        councils[gss] = Council(gss, name, short, type_, nation, region, end is None)
        for known in {slug(n) for n in (name, short, *(a for a in aliases or () if isinstance(a, str)))}:
            names[known] = (*names.get(known, ()), gss)
    return Vocabulary(
        tags={tag[0]: tag[1] for tag in tags},
        sources={name: title for name, title, _ in sources},
        open_sources=frozenset(name for name, _, licence in sources if open_licence(licence)),
        councils=councils,
        names=names,
        regions=tuple(sorted({c.region for c in councils.values() if c.region})),
        judged=since,
        rows=rows,
        **judged,
    )


_COUNCILS = Prepared(
    lambda _: select(
        col(Authority.gss),
        col(Authority.name),
        col(Authority.short_name),
        col(Authority.type),
        col(Authority.nation),
        col(Authority.region),
        col(Authority.end),
        col(Authority.aliases),
    ).order_by(col(Authority.gss))
)
_SOURCES = Prepared(
    lambda _: select(col(Source.name), col(Source.title), col(Source.licence)).order_by(col(Source.name))
)
_TAGS = Prepared(lambda _: select(col(Tag.slug), col(Tag.title)).order_by(col(Tag.slug)))


def _distinct(connection: Connection, column: Any, base: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = list(connection.execute(select(col(column)).distinct()).scalars())
    return tuple(dict.fromkeys((*base, *sorted(value for value in found if value))))
