"""Which area of a service a grade was given for."""

import re

# Ofsted's judgements on a council, in the words reports and newspapers use for them.
_OFSTED = (
    (
        "care-leavers",
        r"care[- ]leavers?|leaving care|from care into|(?:left|leave) (?:(?:its|our|their|the) )?care|"
        r"care[- ]experienced|moving on (?:from|after) (?:(?:its|our|their) )?care|gr[eo]w up in care",
    ),
    (
        "in-care",
        r"children in care|in[- ]care|looked[- ]after|children looked after|(?:it|we|they) (?:already )?looks? after|"
        r"(?:in|into|under) (?:its|our|their) (?:own )?(?:charge|care)|permanence|corporate parent",
    ),
    (
        "help-and-protection",
        r"help and protection|protection|helps? and protects?|protect(?:ed|ing) children|children in "
        r"need|safeguarding|children who need help|keeping (?:them|children) safe|"
        r"(?:children|young people|youngsters|those)(?: who (?:are|may be|might be))? (?:at risk|in danger)",
    ),
    (
        "leaders",
        r"leaders?(?:hip)?|management|governance|senior managers|(?:those|people) (?:in charge|running)|at the top|"
        r"(?:how|the way) [^,.;]{3,30} (?:is|are) (?:led|run)|leads the (?:service|department)",
    ),
)
_ADOPTION = re.compile(r"\badoption|\bfostering service", re.I)
_PATTERNS = tuple((area, re.compile(rf"\b(?:{pattern})\b", re.I)) for area, pattern in _OFSTED)
_OVERALL = re.compile(
    r"\b(?:overall|as a whole|children['’]?s (?:social )?(?:services|care|social work|department)|"
    r"across the board|all (?:four|three|areas)|"
    r"every (?:area|category|heading|one)|in all|services for children)\b",
    re.I,
)
_EVERY = re.compile(
    r"\b(?:all (?:four|three|areas|of them)|every (?:area|category|heading|one)|each|across the board|in all)\b", re.I
)
_STOP = re.compile(
    r"[;:–—]|\. |, (?:while|but|though|although|whereas|with|which|as)\b|\b(?:while|whereas|but|"
    r"although|though)\b|, and (?=[^,;.]{0,80}\b(?:is|are|was|were|requires?|remains?)\b)",
    re.I,
)


# "the 'inadequate' services": the grade is an adjective of the service itself
_NOUN = re.compile(
    r"['’”\"]?\s+(?:children['’]?s\s+)?(?:services?|department|authority|council|local authority|overall)\b", re.I
)


_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|requires?|remains?|gets?|got|given|rated|judged)\b", re.I
)
SOME = "some"  # areas that are not named
_RELATIVE = re.compile(r",? (?:both of |all of |each of )?which\W*$", re.I)
_LIKE = re.compile(r"\W{0,3}as (?:is|are|was|were|do|does|did|has|have)\b", re.I)
_FOR = re.compile(r"\W{0,3}(?:both )?(?:for|in|on|at|over|when it comes to)\b", re.I)
_SOME = re.compile(
    r"\b(?:all|every) other\b|\beverything else\b|\bthe (?:others|rest)\b|"
    r"\b(?:one|two|three|most|some|several|the (?:other|remaining))\b(?: \w+){0,2}?(?: of)?(?: \w+){0,3}? "
    r"(?:four |three |other )?(?:areas?|judgements?|parts?|headings?|categories|strands|aspects|boxes|counts)\b",
    re.I,
)


def areas(text: str, start: int, end: int, floor: int, ceiling: int) -> list[str]:
    """The areas of a council's children's services that the grade at `start:end` of a sentence was given for.

    `floor` is where the grade before it ends and `ceiling` where the next begins. An empty list: the grade is for
    the service as a whole. "adoption" is an area of its own; `SOME` are areas that are not named.
    """
    if _NOUN.match(text[end:ceiling]):
        return []
    left = text[floor:start]
    cuts = _cuts(left)
    clause = left[cuts[-1] :] if cuts else left
    found = _named(clause)
    if not found and cuts and _RELATIVE.search(left[: cuts[-1]]):  # "leadership and protection, which require"
        found = _named(left[cuts[-2] if len(cuts) > 1 else 0 : cuts[-1]])
    right = text[end:ceiling]
    cut = _STOP.search(right)
    tail = right[: cut.start()] if cut else right
    if _FOR.match(tail):
        found = _named(tail) or found
    if found and (like := _LIKE.match(right)):  # "leadership requires improvement, as does support for care leavers"
        found += [area for area in _named(right[like.end() :]) if area not in found]
    if not found and _SOME.search(clause):
        return [SOME]
    if _OVERALL.search(clause) and not _EVERY.search(clause) and re.search(r"\boverall\b", clause, re.I):
        return []
    return found


def _cuts(left: str) -> list[int]:
    """Where clauses end before a grade; ", and" between the things of a list ends none."""
    found: list[int] = []
    for match in _STOP.finditer(left):
        if not match.group().startswith(", and") or _VERB.search(left[found[-1] if found else 0 : match.start()]):
            found.append(match.end())
    return found


def _named(clause: str) -> list[str]:
    found = [area for area, pattern in _PATTERNS if pattern.search(clause)]
    if _ADOPTION.search(clause):
        found.append("adoption")
    return found


_HOME = re.compile(
    r"\b(?:children['’]?s|residential|secure|respite|short[- ]breaks?)(?: children['’]s)? "
    r"(?:homes?|units?|bungalows?)\b|"
    r"\bhomes? for (?:\w+ ){0,4}(?:children|teenagers|young people|boys|girls|youngsters)\b|"
    r"\b(?:the|its|council|council-run|council-owned|(?:council|county|city|borough)['’]s(?: own)?|own|one|a|this|that|"
    r"\d+) homes?\b",
    re.I,
)
_AGENCY = re.compile(r"\b(?:fostering|adoption) (?:service|agency|arm|team)\b", re.I)
_SERVICE = re.compile(
    r"children['’]?s (?:social )?(?:services|care|social work|department)|services for children|child protection", re.I
)


def establishment(title: str, lead: str, text: str, start: int) -> str | None:
    """The area of a home or an agency that the grade at `start` of a sentence was given to; None: to the council.

    Headline, lead or the words before the grade speak of the home, and the sentence does not speak of the service.
    """
    if _SERVICE.search(text):
        return None
    spoken = f"{title}\n{'' if _SERVICE.search(lead) else lead}\n{text[:start]}"
    return "childrens-home" if _HOME.search(spoken) else "fostering" if _AGENCY.search(spoken) else None
