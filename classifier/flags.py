"""What the judgements of a text mean for the whole of it: failing now, a standing rating, contested."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.inspectorates import OFSTED_AREAS
from models.reading import Evidence, JudgementFound

NO_OVERALL = "2026-04-01"  # Ofsted gives councils no overall grade from this day: any area inadequate is a failure
_SURE = 0.5
_LIKELY = 0.42  # of four ways to read a grade (news, background, the one before, none) the likeliest reached this
_AREA_ALONE = 0.75  # before that day an area's grade told without the overall one is weaker ground
_HARSH = re.compile(
    r"\b(?:drift|deteriorat\w+|not (?:enough|sufficient)|little progress|too (?:slow|little|many)|"
    r"priority action|serious|unsafe|at risk|"
    r"insufficient|concern(?:s|ing)?|worse|failing|significant weakness\w*|apolog\w+|awful|damning|scathing|stalled)\b",
    re.I,
)
# An ombudsman's gravest form: not each upheld complaint is one.
_PUBLISHED = re.compile(r"\bpublic(?:[- ]interest)? report\b|\bsection (?:30|31) report\b", re.I)
_FOLLOWS = re.compile(
    r"\b(?:commissioner|improvement notice|direction|stripped|trust|resign\w*|steps? down|quits?|apolog\w+)\b", re.I
)


@dataclass(frozen=True)
class Flags:
    """The single-valued results of a text."""

    failing_now: bool = False
    standing_inadequate: bool = False
    contested: bool = False
    ofsted: float = 0.0  # probability of an Ofsted failure as the news
    evidence: list[Evidence] = field(default_factory=list)


def _of_council(judgement: JudgementFound) -> bool:
    return (
        judgement.inspectorate == "Ofsted"
        and judgement.authority.gss is not None
        and judgement.body == "council"
        and judgement.area in OFSTED_AREAS
    )


def ofsted_failure(judgements: Sequence[JudgementFound], published: str | None = None) -> tuple[float, list[Evidence]]:
    """The probability that the news is an Ofsted failure of a council, and the sentences that carry it.

    A failure is a current overall grade of inadequate; since 1 April 2026 one in any area. A current record without a
    grade counts with its own probability when the judge took it for a failure told without the word.
    """
    since = (published or "") >= NO_OVERALL
    better = {
        j.authority.gss
        for j in judgements
        if _of_council(j)
        and j.is_current
        and j.area == "overall"
        and j.grade
        and not j.bottom
        and j.probability >= _SURE
    }
    best = 0.0
    evidence: list[Evidence] = []
    for judgement in judgements:
        if not (_of_council(judgement) and judgement.is_current):
            continue
        chance = 0.0
        if judgement.bottom:
            chance = judgement.probability
            if judgement.area != "overall" and not since:
                chance = 0.0 if judgement.authority.gss in better else chance * _AREA_ALONE
        elif judgement.grade is None and judgement.implied_failure:
            chance = judgement.probability
        if chance >= _SURE or chance > best:
            evidence.append(judgement.evidence)
        best = max(best, chance)
    return best, evidence if best else []


def agreed(judgements: Sequence[JudgementFound]) -> list[JudgementFound]:
    """The judgements of a text whose news is known to be an Ofsted failure: one of them is that news.

    Where none is, the likeliest inadequate grade that was taken for background becomes it, unless the council has a
    better grade by now.
    """
    now = {j.authority.gss for j in judgements if _of_council(j) and j.is_current and j.grade}
    if any(_of_council(j) and j.is_current and j.bottom for j in judgements):
        return list(judgements)
    held = [j for j in judgements if _of_council(j) and j.bottom and j.authority.gss not in now]
    if not held:
        return list(judgements)
    news = max(held, key=lambda j: (j.area == "overall", j.probability))
    return [j.model_copy(update={"is_current": True}) if j is news else j for j in judgements]


def flags(
    judgements: Sequence[JudgementFound],
    text: str = "",
    title: str = "",
    published: str | None = None,
    failure: bool | None = None,
) -> Flags:
    """Every flag of a text whose judgements are known; `failure`: whether an Ofsted failure is its news, if known."""
    ofsted, evidence = ofsted_failure(judgements, published)
    since = (published or "") >= NO_OVERALL
    failing = ofsted >= _SURE if failure is None else failure
    partial = False
    for j in judgements:
        if not (j.is_current and j.bottom and j.authority.gss):
            continue
        if _of_council(j):
            partial = partial or (j.area != "overall" and not since and ofsted < _SURE)
        elif j.probability >= _LIKELY:
            failing = True
    if any(j.is_current and j.area == "complaint" and (j.grade or "").startswith("fault") for j in judgements):
        failing = failing or _PUBLISHED.search(f"{title} {text}") is not None
    current = {j.authority.gss for j in judgements if _of_council(j) and j.is_current and j.grade}
    standing = any(
        _of_council(j)
        and not j.is_current
        and j.grade == "inadequate"
        and j.area == "overall"
        and j.authority.gss not in current
        for j in judgements
    )
    visit = any(_of_council(j) and j.is_current and j.grade is None and not j.implied_failure for j in judgements)
    contested = (
        partial
        or (visit and len(_HARSH.findall(title + " " + text)) >= 2)
        or (standing and not failing and bool(_FOLLOWS.search(title)))
    )
    return Flags(failing, standing and not failing, contested, round(ofsted, 4), evidence)
