"""Where a text states a grade: every phrase that can, with the grades it may mean."""

import re
from functools import cache
from typing import NamedTuple

from classifier.inspectorates import by_name
from classifier.scales import grades
from classifier.signs import lowered


class Grade(NamedTuple):
    """A phrase that may state a grade at `start:end`. `form` names the phrase; `means` are the grades it may mean."""

    start: int
    end: int
    form: str
    means: tuple[str, ...]


_THING = (
    r"(?:grades?|gradings?|ratings?|judge?ments?|marks?|bands?|categor(?:y|ies)|verdicts?|scores?|"
    r"rank(?:ing)?s?|tiers?|rungs?|levels?|points?|outcomes?|findings?|conclusions?|results?|words?|"
    r"box|rung|class|steps?)"
)
_RUNG = r"(?:grade|band|category|rung|step|tier|notch|place)"
_OVERALL = (
    r"(?:overall |possible |available |Ofsted |SEND |consumer |inspection |official |single |regulatory "
    r"|care |social |fire |housing )*"
)
_WHOSE = r"(?:the |its |their |an? )?(?:[\w-]+ ){0,2}?(?:\w+['’]s?['’]? )?(?:possible |available )?"
_OF = rf"(?: of {_WHOSE}(?:two|three|four|five|six|\d)(?: possible| available)?)?"

# Forms in order: where two match at one place the first wins.
_FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "second lowest",
        rf"(?:second|next)[- ](?:lowest|worst|to[- ]bottom)(?: {_OVERALL}{_THING})?|(?:third|three) of "
        rf"(?:the )?four(?: possible)? {_THING}|"
        rf"(?:one|a|the) (?:{_RUNG}|one) (?:just )?"
        rf"(?:above|off|up from|from) the (?:bottom|lowest|worst)|one up from (?:the )?bottom",
        ("requires improvement",),
    ),
    (
        "second best",
        rf"second[- ](?:highest|best)(?: {_OVERALL}{_THING})?|(?:one|a) (?:grade|rung|step|notch) (?:below|"
        rf"off|from) the top|(?:band|category|tier) below the (?:top|best|highest)",
        ("good", "C2"),
    ),
    (
        "below requires improvement",
        rf"(?:one|a) {_RUNG} (?:below|worse than|lower than|under) [\"“‘']?requir(?:es|ing) improvement",
        ("inadequate",),
    ),
    (
        "above inadequate",
        rf"(?:one|a) {_RUNG} (?:above|better than|up from) [\"“‘']?inadequate",
        ("requires improvement",),
    ),
    ("middle", rf"middle (?:of (?:the )?three|{_OVERALL}{_THING}|one of three|one)", ("inconsistent",)),
    (
        "lowest of three",
        rf"(?:lowest|worst|bottom|poorest|third)(?: and (?:lowest|worst|last))?(?: {_OVERALL}{_THING})? of "
        rf"(?:the )?three\b(?: possible| available)?(?: {_THING})?|third and (?:last|lowest|worst)(?: of the "
        rf"(?:possible |available )?{_THING}| {_THING})",
        ("widespread and/or systemic failings",),
    ),
    (
        "best of three",
        rf"(?:highest|best|top)(?: {_OVERALL}{_THING})? of (?:the )?three\b(?: possible| available)?(?: "
        rf"{_THING})?",
        ("typically positive",),
    ),
    (
        "lowest",
        rf"(?:lowest|bottom|worst|poorest)(?:[- ](?:possible|available|rung|of[- ]all))?{_OF}[, "
        rf"]+{_OVERALL}{_THING}{_OF}(?: (?:possible|available|it can give|there is))?|(?:lowest|bottom|"
        rf"worst) (?:there is|possible|available|of (?:the )?(?:four|five))|"
        rf"(?:lowest|worst) (?:it|they|inspectors|Ofsted) "
        rf"(?:can|could) (?:give|award|hand out)|(?:come|came|comes|coming|ranked|finished) (?:out )?(?:bottom|last)\b|"
        rf"(?:(?<=it is the )|(?<=it was the )|(?<=that is the )|(?<=has the )|(?<=got the )|(?<=given the ))"
        rf"(?:lowest|worst)(?= for |[.;,])|(?:at|to) the (?:very )?foot of the (?:scale|ladder|class|table)|"
        rf"(?:at|(?<!top )to|hits?|hitting|off) "
        rf"(?:the )?(?:rock )?bottom(?! line)(?: of (?:the |its |Ofsted['’]s )?(?:scale|pile|ladder|class|table))?",
        ("inadequate", "widespread and/or systemic failings", "C4", "unsatisfactory", "severe maladministration"),
    ),
    (
        "top",
        rf"(?:highest|top|best)(?:[- ](?:possible|available))?{_OF} {_OVERALL}{_THING}{_OF}(?: "
        rf"(?:possible|available|it can give|there is))?|(?:at|to|reach(?:es|ed)?) the (?:very )?top(?: "
        rf"of (?:the |its |Ofsted['’]s )?(?:scale|class|table|tree|ladder))|full marks|top marks",
        ("outstanding", "typically positive", "C1", "excellent"),
    ),
    (
        "same",
        r"(?:the|that|this|a) (?:very )?same (?:overall )?(?:grade|rating|outcome|category|verdict|judge?ment|"
        r"mark|band|result|finding|conclusion|tier|letter|fate)",
        (),
    ),
    ("inadequate", r"inadequate|inadequacy|inadequates", ("inadequate",)),
    ("fail", r"fail(?:s|ed|ing)?(?! to\b)|flunk(?:s|ed)", ("inadequate",)),
    ("ineffective", r"ineffective", ("ineffective",)),
    (
        "requires improvement",
        r"(?:requir(?:e|es|ed|ing)|need(?:s|ed|ing)?)[- ](?:to (?:be )?improve(?:d|ment)?|improvement)(?:[- "
        r"]to[- ]be[- ]good)?|in need of improvement|improv(?:e|ement|ing) in order to be good|\bRI\b",
        ("requires improvement",),
    ),
    ("outstanding", r"outstanding", ("outstanding",)),
    ("exceptional", r"exceptional", ("exceptional",)),
    ("very good", r"very good", ("very good",)),
    ("good", r"goods?", ("good",)),
    ("excellent", r"excellent", ("excellent",)),
    ("adequate", r"adequate", ("adequate",)),
    ("satisfactory", r"satisfactory", ("satisfactory",)),
    ("unsatisfactory", r"unsatisfactory", ("unsatisfactory",)),
    ("weak", r"weak(?!ness)", ("weak",)),
    ("poor", r"performs? poorly|poor", ("poor",)),
    ("C1", r"C1(?: grade| rating)?|first grade, C1", ("C1",)),
    ("C2", r"C2", ("C2",)),
    ("C3", r"C3", ("C3",)),
    ("C4", r"C4", ("C4",)),
    ("G", r"G[1-4]", ()),
    ("V", r"V[1-4]", ()),
    ("very serious failings", r"very serious failings?", ("C4",)),
    ("serious failings", r"serious failings?", ("C3",)),
    (
        "breach",
        r"(?:in )?breach(?:ed|es)?(?: of)?(?: the| its| two| three| all| four)?(?: regulator['’]s)? "
        r"(?:consumer |home |safety |tenant |rent |governance |tenancy |transparency |housing |and |"
        r"quality )+standards?",
        ("breach of standards",),
    ),
    (
        "typically positive",
        r"typically positive|typically,? (?:an? |have |had |has |report )?(?:\w+ )?positive",
        ("typically positive",),
    ),
    ("inconsistent", r"inconsistent(?:ly)?|inconsistenc(?:y|ies)", ("inconsistent",)),
    (
        "widespread",
        r"(?:widespread|systemic)(?:,? ?(?:and|or|and/or|/|,) ?(?:or )?(?:widespread|systemic))(?: \w+)?|"
        r"(?:widespread|systemic) (?:failings?|failures?)|(?:failings?|failures?) (?:that (?:are|were|"
        r"is) |to be |were |are |described as |both )?[\"“‘']?(?:widespread|systemic)(?:(?: and| or|"
        r",| and/or) (?:widespread|systemic))?",
        ("widespread and/or systemic failings",),
    ),
    (
        "significant weaknesses",
        r"(?:areas? of )?significant(?: areas? of)? weakness(?:es)?|written statement of action",
        ("significant weaknesses",),
    ),
    ("severe maladministration", r"severe(?:ly)? maladministration", ("severe maladministration",)),
    ("no maladministration", r"(?:no|not) maladministration", ("no maladministration",)),
    ("maladministration", r"maladministration", ("maladministration", "fault (upheld)")),
    ("service failure", r"service failures?", ("service failure",)),
    ("reasonable redress", r"reasonable redress", ("reasonable redress",)),
    (
        "not upheld",
        r"(?:not|n['’]t|without|never) (?:be |been )?(?:upheld|uphold|at fault)|no (?:fault|injustice)|"
        r"(?:did|does|do)(?: not|n['’]t) uphold|reject(?:s|ed) (?:the |a |her |his |their )?complaints?|"
        r"not to blame|cleared",
        ("not upheld",),
    ),
    (
        "closed",
        r"(?:complaint|case|file|matter)s? (?:was |were |is |has been )?closed|closed (?:the |a |her "
        r"|his )?(?:complaint|case|file|matter)|declined to investigate|out of (?:the ombudsman['’]s "
        r")?(?:time|jurisdiction)|closed",
        ("closed",),
    ),
    (
        "fault",
        r"at fault|faults?|upheld|upholds?|uphold|injustice|fault[- ]finding|faulted|in the wrong",
        ("fault (upheld)",),
    ),
    ("special measures", r"special measures", ("special measures", "inadequate")),
    (
        "significant concern",
        r"(?:caus(?:e|es|ing) |of |in )?(?:serious|significant) concern",
        ("causing significant concern",),
    ),
    ("urgent improvement", r"urgent improvement", ("urgent improvement",)),
    ("needs attention", r"needs? attention|needing attention", ("needs attention",)),
    ("expected standard", r"expected standard", ("expected standard",)),
    ("strong standard", r"strong standard", ("strong standard",)),
    ("cause of concern", r"caus(?:e|es) (?:of|for) concern", ("cause of concern",)),
    ("public report", r"(?:public interest|public|section 30|formal) report", ("fault (upheld)",)),
    ("priority action notice", r"priority action notices?", ("priority action notice",)),
)


@cache
def _pattern() -> re.Pattern[str]:
    parts = "|".join(f"(?P<f{number}>{pattern})" for number, (_, pattern, _) in enumerate(_FORMS))
    return re.compile(rf"(?<![A-Za-z])(?:{parts})(?![A-Za-z])", re.I)


_QUICK = lowered(
    r"adequa|improv|outstanding|exceptional|good|excellen|satisfactory|weak|poor|C[1-4]|G[1-4]|"
    r"V[1-4]|breach|positive|inconsisten|"
    r"systemic|widespread|maladministration|service fail|redress|upheld|uphold|fault|injustice|concern|"
    r"special measures|attention|standard|"
    r"lowest|bottom|worst|foot of|top|same|fail|flunk|public|formal|section|effective|highest|best|middle|"
    r"notch|grade|rung|step|closed|wrong|cleared|reject|priority action|statement of action|third|"
    r"second|RI\b|marks",
)


def stated(text: str) -> list[Grade]:
    """Every phrase of `text` that may state a grade, in order."""
    if not _QUICK.search(text.lower()):
        return []
    found = []
    for match in _pattern().finditer(text):
        form, _, means = _FORMS[int((match.lastgroup or "f0")[1:])]
        phrase = match.group()
        if form in ("G", "V"):
            form, means = phrase.upper(), (phrase.upper(),)
        if form[0] in "CGV" and form[1:].isdigit() and not phrase[0].isupper():
            continue
        if phrase == "ri":
            continue
        found.append(Grade(match.start(), match.end(), form, means))
    return found


_FOLDS = (
    (re.compile(r"^requires improvement.*"), "requires improvement"),
    (re.compile(r"^(?:outcome 3|widespread.*|systemic.*)"), "widespread and/or systemic failings"),
    (re.compile(r"^(?:outcome 2|inconsistent.*)"), "inconsistent"),
    (re.compile(r"^(?:outcome 1|typically positive.*)"), "typically positive"),
    (re.compile(r"^(?:fault|upheld).*"), "fault (upheld)"),
    (re.compile(r"^breach of .*"), "breach of standards"),
    (re.compile(r"^not upheld.*"), "not upheld"),
)


def folded(grade: str | None) -> str | None:
    """A grade as we write it, whatever its wording."""
    if grade is None or grade in ("", "none"):
        return None
    plain = grade.strip()
    if re.fullmatch(r"[CGVcgv][1-4]", plain):
        return plain.upper()
    plain = plain.lower()
    for pattern, written in _FOLDS:
        if pattern.match(plain):
            return written
    return plain


def meaning(grade: Grade, inspectorate: str) -> str | None:
    """Which grade of that body's scale the phrase states; None where the scale has no such grade."""
    scale = grades(inspectorate)
    for meant in grade.means:
        if meant in scale:
            return meant
    return None


@cache
def bodies_of(means: tuple[str, ...]) -> frozenset[str]:
    """The inspectorates that give one of these grades."""
    return frozenset(name for name in by_name() if grades(name) & set(means))
