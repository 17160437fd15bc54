"""A second opinion: how the judgements found in a text move the probabilities of the inspection tags.

Whether an inspection is told, and which, the judge decides on sentences; the tagger sees the whole text. Their opinions
are added on the scale of log odds. The weights were chosen on texts of authorities that neither had seen.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from classifier.inspectorates import OFSTED_AREAS
from models.reading import Evidence, JudgementFound

FAILURE = "inspection/ofsted-inadequate"
OTHER = "inspection/ofsted-other"
_DEVOLVED = frozenset(
    {
        "Estyn",
        "Care Inspectorate Wales",
        "Audit Wales",
        "Care Inspectorate",
        "Education Scotland",
        "Accounts Commission",
    }
)
_OMBUDSMEN = frozenset({"LGSCO", "Housing Ombudsman", "PSOW", "SPSO"})

Belongs = Callable[[JudgementFound], bool]


class Weights(NamedTuple):
    """What is added to a tag's log odds: `none` without a judgement of its kind, `told` times the likeliest one's
    probability, `now` times that of the likeliest one that is the news."""

    none: float
    told: float
    now: float


def _children(judgement: JudgementFound) -> bool:
    return judgement.inspectorate == "JTAI" or (
        judgement.inspectorate == "Ofsted" and judgement.area in (*OFSTED_AREAS, "childrens-home", "fostering", "joint")
    )


_PLAIN = Weights(-0.5, 0.6, 0.7)
_OPINIONS: dict[str, tuple[Belongs, Weights]] = {
    "inspection/area-send": (lambda j: j.inspectorate == "Ofsted/CQC", _PLAIN),
    "inspection/cqc": (lambda j: j.inspectorate == "CQC", _PLAIN),
    "inspection/devolved": (lambda j: j.inspectorate in _DEVOLVED, _PLAIN),
    "inspection/fire": (lambda j: j.inspectorate == "HMICFRS", _PLAIN),
    "inspection/housing-regulator": (
        lambda j: j.inspectorate == "Regulator of Social Housing",
        _PLAIN,
    ),
    "inspection/ombudsman": (lambda j: j.inspectorate in _OMBUDSMEN, _PLAIN),
    "inspection/school": (lambda j: j.area == "school", Weights(-0.8, 2.2, 1.1)),
    "inspection/youth-justice": (lambda j: j.inspectorate == "HM Inspectorate of Probation", _PLAIN),
}
_FAILURE = (0.4, 0.9, 0.5)  # of the tagger's log odds, of the judge's, and what is added to both
_OTHER = Weights(-0.75, 0.7, 0.8)
_OTHER_FAILURE = -3.5  # a failure is not "other" Ofsted news
THRESHOLDS = {FAILURE: 0.5}  # both opinions weighed: precision .94, recall .84 on authorities that neither had seen


def _odds(chance: np.ndarray | float) -> np.ndarray:
    clipped = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _chance(odds: np.ndarray | float) -> float:
    return float(1 / (1 + np.exp(-odds)))


def _moved(chance: float, given: Sequence[JudgementFound], weights: Weights) -> float:
    if not given:
        return _chance(_odds(chance) + weights.none)
    told = max(j.probability for j in given)
    now = max((j.probability for j in given if j.is_current), default=0.0)
    return _chance(_odds(chance) + weights.told * told + weights.now * now)


def opinion(
    chances: np.ndarray, judgements: Sequence[JudgementFound], ofsted: float, place: Mapping[str, int]
) -> np.ndarray:
    """The tags' probabilities (`place` says which column is which) once the judgements are known.

    `ofsted` is the judge's probability that the news is an Ofsted failure.
    """
    found = chances.copy()
    for slug, (belongs, weights) in _OPINIONS.items():
        if slug in place:
            found[place[slug]] = _moved(float(chances[place[slug]]), [j for j in judgements if belongs(j)], weights)
    if FAILURE in place:
        own = _odds(float(chances[place[FAILURE]]))
        judged = _odds(min(0.98, max(0.02, ofsted)))
        found[place[FAILURE]] = _chance(_FAILURE[0] * own + _FAILURE[1] * judged + _FAILURE[2])
    if OTHER in place:
        told = [j for j in judgements if _children(j)]
        moved = _moved(float(chances[place[OTHER]]), told, _OTHER)
        found[place[OTHER]] = _chance(_odds(moved) + _OTHER_FAILURE * ofsted)
    return found


def shown(slug: str, judgements: Sequence[JudgementFound]) -> list[Evidence]:
    """The evidence of the judgements that an inspection tag rests on, those that are the news first."""
    if slug == OTHER:
        belongs: Belongs = _children
    elif slug in _OPINIONS:
        belongs = _OPINIONS[slug][0]
    else:
        return []
    fitting = sorted((j for j in judgements if belongs(j)), key=lambda j: (not j.is_current, -j.probability))
    return [j.evidence for j in fitting]
