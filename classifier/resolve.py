"""From single phrases to the judgements of a document: one record for each authority, inspectorate, area and time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from classifier.areas import SOME, areas, establishment
from classifier.gazetteer import places
from classifier.grades import Grade, meaning
from classifier.inspectorates import OFSTED_AREAS, by_name
from classifier.page import Candidate, Page
from classifier.scales import body as body_of
from classifier.scales import bottom, direction, framework
from classifier.tables import rows
from classifier.whom import OWN
from models.reading import AuthorityName, Evidence, JudgementFound

_SHOWN = 0.7  # a grade that a newer one replaced is background of its own from this probability on
_FIRST = 0.5  # a grade given again is news before it is background
_TABLE = 0.97  # a table read by rule
_MEASURE = frozenset({"cause of concern", "special measures", "causing significant concern", "priority action notice"})
_ENDED = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|discharg\w+|lift(?:s|ed)|remov(?:e|es|ed)|withdr[ae]wn?|no longer|"
    r"out of|taken off|leaves?|left|signed off|ends?|ended)\b",
    re.I,
)
_JOINS = re.compile(r"\bjoin(?:s|ed|ing)? (?:the )?$", re.I)
_THAT = re.compile(r"(?:That|This|Which|It|Under)\b")
_DECIDES = re.compile(
    r"\b(?:settles?|determin\w+|decid\w+|fixe[sd]|dictat\w+|dragg?(?:s|ed)|pull(?:s|ed)|limit(?:s|ed)|means?|makes?)\b"
    r"[^.;]{0,50}\b(?:headline|overall|whole|rest|final|everything)\b|"
    r"\b(?:is|was) (?:also |therefore |thus )?the (?:overall|headline)\b",
    re.I,
)
_PRIVATE = re.compile(
    r"\b(?:privately[- ](?:run|owned)|private (?:care|nursing|children|home|provider|firm|company)|"
    r"independent (?:fostering|children['’]?s home|school|provider|agency)|"
    r"academy|academies|MAT\b|run by an? (?:\w+ )?(?:company|charity|firm|trust|provider|group)|housing "
    r"association)\b",
    re.I,
)
_PUBLIC = re.compile(
    r"\b(?:council-(?:run|owned)|run by (?:the )?(?:\w+ ){0,3}council|maintained|the council['’]s "
    r"(?:own )?(?:home|school))\b",
    re.I,
)
_ASSOCIATIONS = re.compile(r"\b[GV][1-4]\b")  # grades of governance and viability: councils are given none
_ESTABLISHMENTS = frozenset({"school", "care-home", "homecare", "childrens-home", "fostering"})
_OMBUDSMEN = {"England": "LGSCO", "Wales": "PSOW", "Scotland": "SPSO"}
_DOUBT = 1.0
_LEAN = {"current": 1.5, "background": 1.0, "previous": 0.7}
_COUNCILS = frozenset(
    [
        "overall",
        "leaders",
        "help-and-protection",
        "in-care",
        "care-leavers",
        "area-send",
        "adult-social-care",
        "youth-justice",
        "education",
    ]
)
_ANYBODYS = frozenset({"complaint", "audit", "governance"})  # areas in which districts are judged as well
# Inspections of before April 2026 still gave an overall grade; their reports were out by the end of June.
_AREAS_ALONE = "2026-07"
_LIST = 3  # names beside one grade that make a list
_ROLL = 4  # names beside one grade that no news of single councils has
_OWNED = 0.45  # an authority is judged where this probability is reached; the likeliest one is, where none reaches it


@dataclass(frozen=True, slots=True)
class Owner:
    """An authority (or `OWN`) and the probability that the judgement fell on it."""

    gss: str
    probability: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What was made of one candidate."""

    candidate: Candidate
    status: dict[str, float]  # none, current, background, previous
    scopes: list[tuple[str, str, float]]  # inspectorate, area, probability
    owners: list[Owner]

    @property
    def best(self) -> str:
        """The likeliest status; the weights were chosen on held-out folds of the corpus."""
        stated = self.status.get("current", 0.0) + self.status.get("background", 0.0)
        if max(stated, self.status.get("previous", 0.0)) < _DOUBT * self.status.get("none", 0.0):
            return "none"
        return max(("current", "background", "previous"), key=lambda name: _LEAN[name] * self.status.get(name, 0.0))


@dataclass(slots=True)
class _Told:
    """A judgement as one phrase tells it."""

    gss: str
    inspectorate: str
    area: str
    grade: str
    status: str
    probability: float
    candidate: Candidate


def _chosen(owners: Iterable[Owner], council: bool) -> list[Owner]:
    """Whom the judgement fell on. A service that only councils have is never a private body's."""
    ranked = sorted((o for o in owners if not (council and o.gss == OWN)), key=lambda o: -o.probability)
    if ranked and ranked[0].probability < _OWNED / 2:
        return []
    over = [o for o in ranked if o.probability >= _OWNED]
    if over and over[0].gss == OWN:
        return over[:1]
    over = [o for o in over if o.gss != OWN]
    return over or ranked[:1]


def _able(gss: str, inspectorate: str, area: str) -> bool:
    """Whether the authority has the service that was judged, and its nation that inspectorate."""
    place = places()[gss]
    if inspectorate not in _OMBUDSMEN.values() and place.nation not in by_name()[inspectorate].nation:
        return False
    if area == "consumer":
        return place.type != "county"
    return area in _ANYBODYS or place.upper or (area == "fire" and place.type == "combined authority")


def _told(page: Page, decision: Decision) -> list[_Told]:
    status = decision.best
    if status == "none" or not decision.scopes:
        return []
    inspectorate, area, _ = decision.scopes[0]
    if inspectorate == "Ofsted" and area == "overall":
        lead = page.sentences[1].text if page.title and len(page.sentences) > 1 else ""
        spoken = decision.candidate.sentence.text
        area = establishment(page.title, lead, spoken, decision.candidate.grade.start) or area
    grade = meaning(decision.candidate.grade, inspectorate)
    if grade is None or (grade == "poor" and inspectorate == "Ofsted" and (page.published or "9") > "2013"):
        return []
    found_areas = [area]
    if inspectorate == "Ofsted" and area == "overall":
        found_areas = areas_of(page, decision.candidate) or ["overall"]
        if found_areas == [SOME]:
            if grade != "inadequate":
                return []  # of parts that are not named nothing can be said but that the whole may have failed
            found_areas = ["overall"]
        if grade == "inadequate" and (page.published or "") < _AREAS_ALONE and _decides(page, decision.candidate):
            found_areas = ["overall", *found_areas]
    if grade in _MEASURE and _ENDED.search(decision.candidate.sentence.text):
        return []  # a measure that ended is no grade that stands, nor one that was given
    chance = decision.status[decision.best]
    able = [owner for owner in decision.owners if owner.gss == OWN or _able(owner.gss, inspectorate, area)]
    joined = _joined(page, decision.candidate)
    able = [owner for owner in able if owner.gss not in joined] if status == "current" else able
    owners = _chosen(able, council=area in _COUNCILS)
    if area in _ESTABLISHMENTS and _private(page, decision.candidate, area):
        owners = [Owner(OWN, 0.9)]
    if inspectorate == "Regulator of Social Housing" and _ASSOCIATIONS.search(decision.candidate.sentence.text):
        owners = [Owner(OWN, 0.9)]
    if len(owners) >= _ROLL or (
        len(owners) >= _LIST and (status != "current" or "count in sentence" in decision.candidate.features)
    ):
        return []  # a statistic that names examples: no judgement is told of any one of them
    return [
        _Told(
            owner.gss,
            _of_nation(inspectorate, owner.gss),
            one,
            grade,
            status,
            min(chance, 0.5 + owner.probability / 2),
            decision.candidate,
        )
        for owner in owners
        if owner.gss != OWN  # what fell on an academy trust or a private home is no judgement of an authority
        for one in found_areas
    ]


def _joined(page: Page, candidate: Candidate) -> set[str]:
    """Who had the grade before others got it: "Westminster joins Barnsley on C1"."""
    sentence = candidate.sentence
    spans = ((m.gss, sentence.text[: m.start - sentence.start]) for m in page.by_sentence[candidate.index])
    return {gss for gss, before in spans if _JOINS.search(before)}


def _decides(page: Page, candidate: Candidate) -> bool:
    """Whether the text says that the grade of an area is thereby that of the whole."""
    following = page.sentences[candidate.index + 1].text if candidate.index + 1 < len(page.sentences) else ""
    spoken = f"{candidate.sentence.text[candidate.grade.end :]} {following if _THAT.match(following) else ''}"
    return _DECIDES.search(spoken) is not None


def _private(page: Page, candidate: Candidate, area: str) -> bool:
    """Whether the establishment judged is nobody's in local government; whose a school is, is often told late."""
    opening = " ".join(sentence.text for sentence in page.sentences[: 12 if area == "school" else 3])
    nearby = f"{opening} {candidate.sentence.text}"
    return bool(_PRIVATE.search(nearby)) and not _PUBLIC.search(nearby)


def _of_nation(inspectorate: str, gss: str) -> str:
    """Each nation has its own ombudsman for councils; papers call all of them just that."""
    if inspectorate not in _OMBUDSMEN.values():
        return inspectorate
    return _OMBUDSMEN.get(places()[gss].nation, inspectorate)


def areas_of(page: Page, candidate: Candidate) -> list[str]:
    """The areas of a council's children's services that the phrase grades; none: the service as a whole."""
    grade, text = candidate.grade, candidate.sentence.text
    same = [c.grade for c in page.candidates if c.index == candidate.index]
    floor = max((g.end for g in same if g.end <= grade.start), default=0)
    ceiling = min((g.start for g in same if g.start >= grade.end), default=len(text))
    return areas(text, grade.start, grade.end, floor, ceiling)


def resolve(page: Page, decisions: list[Decision]) -> list[JudgementFound]:
    """The judgements of a document, the likeliest first."""
    told = [one for decision in decisions for one in _told(page, decision)]
    told = _with_table(page, told)
    previous = [t for t in told if t.status == "previous"]
    best: dict[tuple[str, str, str, str, bool], _Told] = {}
    judged: dict[str, set[str]] = {}
    for one in told:
        if one.status == "current":
            judged.setdefault(one.inspectorate, set()).add(one.gss)
    for one in told:
        if one.area == "adoption":
            continue
        if one.status == "previous" and one.gss not in judged.get(one.inspectorate, {one.gss}):
            continue  # the grade before is of a council that has a new one, whatever other name stands near it
        key = (one.gss, one.inspectorate, one.area, one.grade, one.status == "current")
        if key not in best or best[key].probability < one.probability:
            best[key] = one
    kept = _settled(page, list(best.values()))
    return sorted((_found(page, one, previous, kept) for one in kept), key=lambda j: (-j.is_current, -j.probability))


def _with_table(page: Page, told: list[_Told]) -> list[_Told]:
    """A table of grades settles what its areas were given; it is the news of the document that holds it."""
    found = rows(page)
    if not found:
        return told
    able = [m for m in page.mentions if places()[m.gss].upper and places()[m.gss].nation == "England"]
    if not able:
        return told
    gss = max(able, key=lambda m: (m.role == "subject", m.probability)).gss
    kept = [t for t in told if not (t.gss == gss and t.inspectorate == "Ofsted" and t.status == "current")]
    blank = Grade(0, 0, "table", ())
    return kept + [
        _Told(gss, "Ofsted", r.area, r.grade, "current", _TABLE, Candidate(blank, r.sentence, r.number)) for r in found
    ]


def _settled(page: Page, told: list[_Told]) -> list[_Told]:
    """Drop what a stronger telling of the same inspection contradicts or repeats."""
    kept: list[_Told] = []
    for one in sorted(told, key=lambda t: -t.probability - _FIRST * (t.status == "current")):
        rivals = [k for k in kept if (k.gss, k.inspectorate, k.area) == (one.gss, one.inspectorate, one.area)]
        if any(k.grade == one.grade for k in rivals):
            continue  # the same grade both as news and as background: the likelier telling stands
        if one.status == "previous" and one.probability < _SHOWN:
            continue
        if one.candidate.grade.form == "fail" and any(k.gss == one.gss and k.status == "current" for k in kept):
            continue  # "failed", where the text states what was given
        if (
            one.status == "current"
            and any(k.status == "current" for k in rivals)
            and one.area not in ("complaint", "fire", "school")
        ) and (one.area != "overall" or one.inspectorate != "Ofsted" or (page.published or "") < "2026-04"):
            continue  # one inspection gives one grade; but Ofsted's of councils only until March 2026
        kept.append(one)
    return _by_areas(kept) if (page.published or "") >= _AREAS_ALONE else kept


def _by_areas(told: list[_Told]) -> list[_Told]:
    """Without overall grades of councils whose areas are told: since April 2026 Ofsted gives none.

    A bottom grade goes only where an area bears it: else its area was told in words that are not known.
    """
    now = [t for t in told if t.inspectorate == "Ofsted" and t.status == "current"]
    areas = [t for t in now if t.area in OFSTED_AREAS and t.area != "overall"]
    named, failed = {t.gss for t in areas}, {t.gss for t in areas if t.grade == "inadequate"}
    return [
        t
        for t in told
        if not (t.area == "overall" and t.status == "current")
        or t.gss not in (failed if t.grade == "inadequate" else named)
    ]


def _found(page: Page, one: _Told, previous: list[_Told], kept: list[_Told]) -> JudgementFound:
    sentence = one.candidate.sentence
    before = _before(one, previous, kept)
    return JudgementFound(
        authority=AuthorityName(gss=one.gss, name=places()[one.gss].name),
        inspectorate=one.inspectorate,
        framework=framework(one.inspectorate, one.area, one.grade, page.published),
        body=body_of(one.inspectorate, one.area),
        area=one.area,
        grade=one.grade,
        previous_grade=before,
        direction=direction(one.inspectorate, one.grade, before),
        is_current=one.status == "current",
        bottom=bottom(one.inspectorate, one.grade),
        evidence=Evidence(text=sentence.text, start=sentence.start, end=sentence.end, field=sentence.field),
        probability=round(one.probability, 4),
    )


def _before(one: _Told, previous: list[_Told], kept: list[_Told]) -> str | None:
    """The grade that this one replaced, where the text tells it."""
    if one.status != "current":
        return None
    for other in sorted(previous, key=lambda t: -t.probability):
        if other.inspectorate == one.inspectorate and other.gss == one.gss and other.area in (one.area, "overall"):
            return other.grade
    for other in kept:
        same = (other.gss, other.inspectorate, other.area) == (one.gss, one.inspectorate, one.area)
        if same and other.status == "background":
            return other.grade
    signs = one.candidate.features
    if "same before" in signs and one.candidate.grade.form != "good":
        return one.grade
    return None
