"""How a judgement in the news meets the register: agree, disagree, or not yet there; and by how many days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from classifier.grades import folded
from models.judgement import Outcome
from models.reading import JudgementFound

BEFORE = 21  # days a story may come before the published report: leaks, embargoes, council meetings
AFTER = 120  # days after it that a story may still call it news


@dataclass(frozen=True)
class Met:
    """`result`: agree, disagree, or absent. `lead`: days from publication to story (negative: before)."""

    result: str
    outcome: Outcome | None = None
    lead: int | None = None


def _near(outcome: Outcome, told: date, current: bool) -> bool:
    if outcome.publication_date is None:
        return False
    gap = (told - outcome.publication_date).days
    return -BEFORE <= gap <= AFTER if current else gap >= -BEFORE


def _grade(outcome: Outcome, area: str) -> str | None:
    return folded(outcome.grades.get(area))


def meet(judgement: JudgementFound, told: date | None, register: Iterable[Outcome]) -> Met:
    """Join one judgement, told on a day, to the register's outcomes.

    News is compared with the outcome nearest in time; background with any earlier outcome of that grade. A judgement
    without grade, authority or day is absent.
    """
    if judgement.authority.gss is None or judgement.grade is None or told is None:
        return Met("absent")
    same = [
        o
        for o in register
        if o.gss == judgement.authority.gss
        and o.inspectorate == judgement.inspectorate
        and _near(o, told, judgement.is_current)
        and _grade(o, judgement.area) is not None
    ]
    if not same:
        return Met("absent")
    grade = folded(judgement.grade)
    ordered = sorted(same, key=lambda o: abs((told - o.publication_date).days) if o.publication_date else 10**6)
    if not judgement.is_current:
        ordered = [o for o in ordered if _grade(o, judgement.area) == grade] or ordered
    best = ordered[0]
    lead = (told - best.publication_date).days if best.publication_date else None
    return Met("agree" if _grade(best, judgement.area) == grade else "disagree", best, lead)


def by_authority(register: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes by GSS code, for joining many judgements."""
    found: dict[str, list[Outcome]] = {}
    for outcome in register:
        found.setdefault(outcome.gss, []).append(outcome)
    return found
