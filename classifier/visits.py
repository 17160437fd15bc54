"""Ungraded work of inspectorates: visits, letters, narrative reports, and verdicts whose grade a text leaves out."""

import re

from classifier.gazetteer import Place, places
from classifier.page import Page
from classifier.scales import body as body_of
from classifier.scales import framework
from models.reading import AuthorityName, Evidence, JudgementFound

_VISIT = re.compile(
    r"\b(?:monitoring visit|focused visit|focussed visit|monitoring (?:inspection|letter)|ungraded (?:visit|letter)|"
    r"joint targeted area inspection|JTAI|progress review|six[- ]month(?:ly)? visit|visit letter)s?\b"
)
_MENTIONED = re.compile(
    r"\b(?:previous|earlier|last|next|since|after|despite|before|further|regular|quarterly|six|four)\b", re.I
)
_NARRATIVE = frozenset({"Care Inspectorate Wales", "Audit Wales", "Accounts Commission", "JTAI"})
_REPORT = re.compile(r"\b(?:report|review|inspection|inspected|found|auditors?|letter|concern|warn)\w*\b", re.I)
_LEAD = 4  # an ungraded visit is the news where headline or first sentences tell of it


def record(
    page: Page, place: Place, inspectorate: str, area: str, index: int, probability: float, current: bool = True
) -> JudgementFound:
    """A judgement without a grade, told by the sentence at `index`."""
    sentence = page.sentences[index]
    return JudgementFound(
        authority=AuthorityName(gss=place.gss, name=place.name),
        inspectorate=inspectorate,
        framework=framework(inspectorate, area, None, page.published),
        body=body_of(inspectorate, area),
        area=area,
        grade=None,
        is_current=current,
        evidence=Evidence(text=sentence.text, start=sentence.start, end=sentence.end, field=sentence.field),
        probability=round(probability, 4),
    )


def _nearest(page: Page, index: int) -> Place | None:
    """The authority a sentence is about: named in it, or the story's only subject."""
    for mention in page.by_sentence[index]:
        if mention.role == "subject":
            return places()[mention.gss]
    if len(page.subjects) == 1:
        return next(iter(page.subjects.values()))
    return None


def visits(page: Page, graded: list[JudgementFound]) -> list[JudgementFound]:
    """Records without a grade for visits and narrative reports that are the news."""
    current = {(j.authority.gss, j.inspectorate) for j in graded if j.is_current}
    found: dict[tuple[str, str], JudgementFound] = {}
    for index, sentence in enumerate(page.sentences[: _LEAD + 1]):
        place = _nearest(page, index)
        if place is None:
            continue
        match = _VISIT.search(sentence.text)
        if match and not _MENTIONED.search(sentence.text[max(0, match.start() - 25) : match.start()]):
            joint = bool(re.search(r"JTAI|joint targeted", match.group()))
            inspectorate, area = ("JTAI", "joint") if joint else ("Ofsted", "overall")
            if (place.gss, inspectorate) not in current and (joint or place.nation == "England"):
                found.setdefault((place.gss, inspectorate), record(page, place, inspectorate, area, index, 0.7))
            continue
        for _, name in page.inspectorates[index]:
            if name in _NARRATIVE and (place.gss, name) not in current and _REPORT.search(sentence.text):
                area = "joint" if name == "JTAI" else "audit" if "Audit" in name or "Accounts" in name else "overall"
                found.setdefault((place.gss, name), record(page, place, name, area, index, 0.6))
    return list(found.values())
