"""Where rules are exact: what the words beside a grade say of it, whatever else the text tells.

A phrase that bears an earlier year, stands in a clause of "since" or "six months after", is left behind, denied, of the
scale itself or of another sense is no news; one of "on Monday" or "today" is.
"""

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
_LEFT = re.compile(rf"\b{_YEAR}(?: Ofsted)?:? ['‘“\"]?$")
_OPENS = re.compile(rf"^(?:Back )?In {_MONTH}{_YEAR}\b|^{_YEAR}:", re.I)
_WITHIN = re.compile(rf"\bin {_MONTH}{_YEAR},? (?:when|after|as)\b[^;.]*$", re.I)
_ANY = re.compile(rf"\b{_YEAR}\b")
_SPRING = 4  # a grade of last year may still be news before April: reports take up to ten weeks

_NUMBER = r"(?:an?|half an?|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|several|some|a few|\d+)"
_NOT_FIRST = r"(?![^,;.]*\bto (?:be|get|receive|earn|fall)\b)"  # "the first since the reform to be rated inadequate"
_SINCE = re.compile(
    rf"\b{_NUMBER}(?: and a half)? (?:days|weeks?|months?|years?|decades?)(?: on)? (?:after|from|since)\b{_NOT_FIRST}"
    r"[^,;.]*$|"
    rf"(?<!has )(?<!have )(?<!had )(?<!'s )(?<!’s )(?<!ve )\bsince\b(?! (?:been|then|fallen|become|gone)){_NOT_FIRST}"
    r"[^,;.]*$",
    re.I,
)
# "has not moved from": of that grade as before, whatever "from" says
UNMOVED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\byet to)(?: yet)? (?:mov|chang|shift|budg|climb|ris|left|leav|escap|improv)\w*"
    r"(?: (?:up|on|out|off|away))?(?: (?:from|of|beyond))? ",
    re.I,
)
_BETWEEN = r"(?:its|the|their|an?|being|rated|judged|graded|found|Ofsted['’]?s?|overall|['‘“\"])"
_BEHIND = re.compile(
    r"\b(?:better than|out of|exit(?:s|ed|ing)?|leav(?:es|ing)|left|escap(?:es|ed|ing)|no longer|shed(?:s|ding)?|"
    r"shak(?:es|en|ing) off|shook off|(?:got|gets?|getting) rid of|(?:up|down|away|emerge[sd]?|emerging|climb(?:s|ed)?|"
    rf"mov(?:es|ed)(?: on)?|f[ae]ll(?:s|en)?|dropp?(?:s|ed)|slipp?(?:s|ed)|lifted|gone) from|taken off)(?: {_BETWEEN})*"
    r" ?['‘“\"]?$",
    re.I,
)
_GONE = re.compile(
    r"^['’”\"]? (?:label|rating|tag|grade|status|judgement|badge)s? (?:(?:is|are|was|has been|now) )?"
    r"(?:gone|lifted|removed|shed|no more|left behind|consigned)\b|^['’”\"]? no (?:more|longer)\b|"
    r"^['’”\"]? until (?:today|yesterday|now|this|last|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
# "nothing but adoption escapes the bottom mark": everything else was given it
_SPARED = re.compile(
    r"\b(?:only|nothing (?:but|except)|all but|the (?:one|only|single) \w+)\b[^.;]{0,70}"
    r"\b(?:escap(?:es|ed|ing)|avoid(?:s|ed|ing)|spared)\b[^.;]{0,20}$",
    re.I,
)
_DISPUTED = re.compile(
    r"\b(?:reject\w*|den(?:y|ies|ied)|disput\w*|dismiss\w*|rebut\w*)\b[^.;]{0,60}"
    r"\b(?:suggestions?|claims?|descriptions?|that)\b[^.;,]{0,90}$",
    re.I,
)
# "has not rated the county's services inadequate", "withdrew its inadequate judgement"
_NEVER = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\b(?: \w+){0,2} (?:rate|judge|grade|brand|deem|call|label|describe)[sd]?\b"
    r"(?:(?! (?:and|but|so|which|that|when|while|until)\b)[^.;,]){0,90}$|"
    r"\b(?:withdr[ae]w\w*|retract\w*|rescind\w*|quash\w*|overturn\w*)\b[^.;,]{0,40}$",
    re.I,
)
_FALSE = re.compile(
    r"^[^.;]{0,120}\b(?:is|are|was|were) (?:simply |quite )?(?:false|untrue|wrong|unfounded|incorrect|not true)\b", re.I
)
_CLAIM = re.compile(r"\b(?:claims?|reports?|suggestions?|rumours?|posts?) (?:that|which)\b[^.;]*$", re.I)
_DENIED = re.compile(
    r"\b(?:no|none|not one|nothing|neither|nobody)\b"
    r"(?! (?:surprise|doubt|wonder|secret|longer|less|fewer|further|more))[^,;.:]{0,60}"
    r"\b(?:is|was|were|are|be|been|rated|judged|found|graded|as)(?: \w+)? ?['‘“\"]?$",
    re.I,
)
_TODAY = (
    r"(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|"
    r"this (?:week|morning|afternoon|lunchtime|evening))"
)
_NOW_AFTER = re.compile(
    rf"^['’”\"]*(?: overall)?(?: (?:grade|rating|judgement|verdict|mark))?(?: for [^,;.]{{0,50}})?"
    rf"(?: (?:by|from) (?:Ofsted|the (?:watchdog|regulator|inspectorate)|inspectors))?,? {_TODAY}\b",
    re.I,
)
_HAS_BEEN = re.compile(r"\b(?:has|have) (?:\w+ )?been (?:\w+ ){1,2}['‘“\"]?$", re.I)
_AGAIN = re.compile(r"['’”\"]?,? (?:once |yet )?(?:again|more|for (?:the|a) \w+ time)\b", re.I)
_NOW_OPENS = re.compile(rf"^(?:{_TODAY}\b|today['’]s )[^;.]*$", re.I)

_SCALE = re.compile(
    r"\b(?:words?|grades?|labels?|terms?|categories) (?:such as|like)\b[^.;]{0,60}$|"
    r"\b(?:scale|grades|ratings|outcomes|possible|available)\b[^.;]{0,30}\b(?:runs?|rang(?:es?|ing)|goes|going|from)\b"
    r"[^.;]{0,60}$",
    re.I,
)
_UNDONE = (
    r"(?:work|actions?|tasks?|jobs?|repairs?|issues?|items?|list|recommendations?|cases?|claims?|debts?|loans?|sums?|"
    r"balance|borrowing|bills?|payments?|liabilit(?:y|ies)|invoices?|checks?|orders?|applications?)"
)
_STILL = re.compile(rf"\b{_UNDONE}\b[^.;,]{{0,40}}\b(?:is|are|was|were|remain(?:s|ed)?|being)(?: \w+)? $", re.I)
_OWED = re.compile(rf"^ (?:\w+ ){{0,2}}{_UNDONE}\b", re.I)


def earlier(text: str, start: int, end: int, published: str | None) -> bool:
    """Whether the phrase at `start:end` of a sentence is of a time too early to be news on the day `published`.

    "inadequate in 2015", "its 2018 Ofsted rating of good", "In 2017 it was good", "six months after it was graded
    inadequate, the council …", "the first visit since it was judged inadequate".
    """
    if _SINCE.search(text[max(0, start - 160) : start]):
        return True
    on = day(published)
    if on is None:
        return False
    opens = _OPENS.search(text) if len(_ANY.findall(text)) == 1 else None
    before = text[max(0, start - 160) : start]
    found = _RIGHT.search(text[end:]) or _LEFT.search(before) or _WITHIN.search(before) or opens
    if not found:
        return False
    gap = on.year - int(next(year for year in found.groups() if year))
    return gap >= 2 or (gap == 1 and on.month >= _SPRING)


def behind(text: str, start: int, end: int) -> bool:
    """Whether the phrase at `start:end` of a sentence is a grade that was left behind.

    "exits inadequate", "no longer inadequate", "the inadequate label gone", "inadequate until today".
    """
    left = UNMOVED.sub(" remains ", text[max(0, start - 80) : start])
    off = text[start:end].lower().startswith("off ")
    return off or bool(_BEHIND.search(left) or _GONE.search(text[end : end + 60]))


def denied(text: str, start: int, end: int) -> bool:
    """Whether the phrase at `start:end` of a sentence is denied.

    "no judgement was inadequate", "has not rated it inadequate", "claims that it was inadequate are false".
    """
    before = text[max(0, start - 160) : start]
    if _SPARED.search(before):
        return False
    false = _CLAIM.search(before) and _FALSE.search(text[end : end + 160])
    return bool(false or _DENIED.search(before) or _DISPUTED.search(before) or _NEVER.search(before))


def spared(text: str, start: int) -> bool:
    """Whether all but one thing was given the phrase at `start`: "nothing but adoption escapes the bottom mark"."""
    return _SPARED.search(text[max(0, start - 160) : start]) is not None


def fresh(text: str, start: int, end: int) -> bool:
    """Whether the phrase at `start:end` of a sentence is told of these days: "rated inadequate on Monday"."""
    again = _AGAIN.match(text[end : end + 40]) and _HAS_BEEN.search(text[max(0, start - 60) : start])
    return bool(again or _NOW_AFTER.search(text[end : end + 120]) or _NOW_OPENS.search(text[:start]))


def undone(text: str, start: int, end: int) -> bool:
    """Whether "outstanding" at `start:end` of a sentence means that something is still to be done or paid.

    "much of that list is outstanding", "outstanding repairs".
    """
    if text[start:end].lower() != "outstanding":
        return False
    if re.match(r" (?:features?|elements?|aspects?)\b", text[end:]):  # "good with outstanding features": good
        return True
    return bool(_STILL.search(text[max(0, start - 120) : start]) or _OWED.search(text[end:]))


_MEANS = (  # what may be inadequate without anybody having judged a service
    r"(?:pay|(?:the|your|an?|wage|pay|latest|cent|employers['’]?|council['’]s|better) offers?|funding|uplifts?|rises?|"
    r"increases?|settlements?|grants?|compensation|allowances?|parking|suppl(?:y|ies)|budgets?|resources|"
    r"consultations?|wages?|money|sums?|drainage|lighting|insurance)"
)
_MEANT = re.compile(rf"\b{_MEANS}\b(?: (?:that|which))?(?: (?:is|are|was|were|as|called|[“‘'\"]))* ?[“‘'\"]?$", re.I)
_OF_MEANS = re.compile(rf"^['’”\"]? (?:\w+ ){{0,2}}{_MEANS}\b", re.I)


def of_means(text: str, start: int, end: int) -> bool:
    """Whether "inadequate" at `start:end` of a sentence is said of money and the like: "an inadequate pay offer"."""
    if text[start:end].lower() != "inadequate":
        return False
    return bool(_MEANT.search(text[max(0, start - 80) : start]) or _OF_MEANS.search(text[end:]))


_PLAIN = frozenset({"adequate", "good", "poor", "weak"})
_QUALIFIED = re.compile(
    r"^ (?:enough|levels?|planning|practice|progress|oversight|supervision|recording|communication|"
    r"management oversight|standard of|quality|news|idea|reasons?|time|deal|many)\b",
    re.I,
)


def everyday(text: str, start: int, end: int) -> bool:
    """Whether the word at `start:end` of a sentence is a plain adjective: "adequate levels", "good enough"."""
    return text[start:end].lower() in _PLAIN and _QUALIFIED.match(text[end:]) is not None


_DRAFT = re.compile(
    r"\bleaked\b|\bdraft (?:\w+ )?(?:reports?|letters?|findings|documents?|judge?ments?|versions?)\b|"
    r"\b(?:reports?|inspection) drafts?\b|"
    r"\b(?:quash(?:ed|es|ing)?|sets? aside|struck down|strikes? down|overturn(?:ed|s))\b",
    re.I,
)


def unfounded(opening: str) -> bool:
    """Whether a story opens with a draft that leaked or a judgement that a court has quashed: no judgement stands."""
    return _DRAFT.search(opening) is not None


def of_scale(text: str, start: int) -> bool:
    """Whether the phrase at `start` of a sentence names a grade of the scale, not one that was given.

    "words such as good or inadequate", "a six-point scale that runs from excellent to unsatisfactory".
    """
    return _SCALE.search(text[max(0, start - 200) : start]) is not None
