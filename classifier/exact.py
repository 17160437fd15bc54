"""Where rules are exact: a phrase that bears an earlier year, and one that speaks of the scale itself, is no news."""

import re

from classifier.gazetteer import day

_MONTH = (
    r"(?:(?:early|late|mid|the (?:spring|summer|autumn|winter|start|end) of|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)[- ])*"
)
_YEAR = r"((?:19|20)\d\d)"
_RIGHT = re.compile(
    rf"^['’”\"]*(?: overall| again| twice)?(?: (?:grade|rating|judgement|verdict|mark|report)s?)?"
    rf"(?: by (?:Ofsted|inspectors|the inspectorate))?,?(?: (?:most recently|last|first|originally|initially|back))?"
    rf" (?:in|since|from|of|after|at|until|during) {_MONTH}{_YEAR}\b",
    re.I,
)
_LEFT = re.compile(rf"\b{_YEAR}(?: Ofsted)? ['‘“\"]?$")
_OPENS = re.compile(rf"^(?:Back )?In {_MONTH}{_YEAR}\b", re.I)
_ANY = re.compile(rf"\b{_YEAR}\b")
_SCALE = re.compile(
    r"\b(?:words?|grades?|labels?|terms?|categories) (?:such as|like)\b[^.;]{0,60}$|"
    r"\b(?:scale|grades|ratings|outcomes|possible|available)\b[^.;]{0,30}\b(?:runs?|rang(?:es?|ing)|goes|going|from)\b"
    r"[^.;]{0,60}$",
    re.I,
)
_SPRING = 4  # a grade of last year may still be news before April: reports take up to ten weeks


def earlier(text: str, start: int, end: int, published: str | None) -> bool:
    """Whether the phrase at `start:end` of a sentence bears a year too early to be news on the day `published`.

    "inadequate in 2015", "its 2018 Ofsted rating of good", "In 2017 it was good".
    """
    on = day(published)
    if on is None:
        return False
    opens = _OPENS.search(text) if len(_ANY.findall(text)) == 1 else None
    found = _RIGHT.search(text[end:]) or _LEFT.search(text[:start]) or opens
    if not found:
        return False
    gap = on.year - int(found.group(1))
    return gap >= 2 or (gap == 1 and on.month >= _SPRING)


def of_scale(text: str, start: int) -> bool:
    """Whether the phrase at `start` of a sentence names a grade of the scale, not one that was given.

    "words such as good or inadequate", "a six-point scale that runs from excellent to unsatisfactory".
    """
    return _SCALE.search(text[:start]) is not None
