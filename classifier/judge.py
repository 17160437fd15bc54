"""Who judged whom, what, and is it now: judgements in a text, each with its evidence sentence.

Phrases that can state a grade are found by rule (`grades.py`); whether one of them states a judgement, and whether it
is the news, is learnt; so are whose judgement it is and whom it fell on. Scales, dates and areas are rules.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from classifier.candidates import read
from classifier.describe import whole
from classifier.exact import behind, denied, earlier, everyday, fresh, of_means, of_scale, spared, undone, unfounded
from classifier.grades import bodies_of, folded
from classifier.implied import Implied
from classifier.inspectorates import OFSTED_AREAS
from classifier.linear import Features, Linear
from classifier.link import Linker, Mention
from classifier.page import Candidate, Page
from classifier.resolve import Decision, Owner, areas_of, resolve
from classifier.sentences import Sentence, sentences
from classifier.visits import visits
from classifier.whom import OWN, pairs
from models.reading import Document, JudgementFound

_PARTS = ("status", "status2", "news", "scope", "whom")


def _scope_of(inspectorate: str, area: str) -> str:
    if inspectorate == "Ofsted" and (area in OFSTED_AREAS or area == "children"):
        area = "overall"
    return f"{inspectorate}|{area}"


class Judge:
    """Fitted on corpus records; deterministic; kept as skops files."""

    def __init__(self) -> None:
        self._status = Linear()
        self._status2 = Linear()
        self._news = Linear()
        self._scope = Linear()
        self._whom = Linear()
        self._implied = Implied()

    @classmethod
    def fit(cls, records: Sequence[Mapping[str, Any]], linker: Linker) -> "Judge":
        """Learn from corpus records; `linker` finds the authorities in them."""
        judge = cls()
        taught = [_Lesson(record, linker) for record in records]
        samples: list[Features] = []
        labels: list[str] = []
        weights: list[float] = []
        scopes: list[Features] = []
        owners: list[str] = []
        whom: list[Features] = []
        hits: list[str] = []
        places: list[tuple[Page, int]] = []
        fold: list[int] = []
        for number, lesson in enumerate(taught):
            for position, candidate in enumerate(lesson.page.candidates):
                label, weight, matched = lesson.label(candidate)
                if not weight or (label == "current" and _old(lesson.page, candidate)):
                    continue
                samples.append(candidate.features)
                labels.append(label)
                weights.append(weight)
                places.append((lesson.page, position))
                fold.append(number % 4)
                if matched and weight == 1:
                    for scope in sorted({_scope_of(i["inspectorate"], i["area"]) for i in matched}):
                        scopes.append(candidate.scope)
                        owners.append(scope)
                    truth = {i["authority_gss"] for i in matched}
                    for gss, features in pairs(lesson.page, candidate):
                        whom.append(features)
                        hits.append("yes" if gss in truth or (gss == OWN and None in truth) else "no")
        judge._status = Linear(strength=0.2, least=3).fit(samples, labels, weights)
        judge._scope = Linear(strength=1.0).fit(scopes, owners)
        judge._whom = Linear(strength=1.0).fit(whom, hits)
        judge._implied.fit([lesson.page for lesson in taught], records)
        judge._fit_second(samples, labels, weights, places, fold, taught)
        return judge

    def _fit_second(
        self,
        samples: list[Features],
        labels: list[str],
        weights: list[float],
        places: list[tuple[Page, int]],
        fold: list[int],
        taught: list["_Lesson"],
    ) -> None:
        """A second look that knows what the first made of a document's other candidates, taught out of fold."""
        news = self._fit_news(taught)
        first: dict[tuple[int, int], dict[str, float]] = {}
        for part in sorted(set(fold)):
            chosen = [n for n, f in enumerate(fold) if f != part]
            model = Linear(strength=0.2, least=3).fit(
                [samples[n] for n in chosen], [labels[n] for n in chosen], [weights[n] for n in chosen]
            )
            for number, (page, position) in enumerate(places):
                if fold[number] != part:
                    continue
                found = model.probabilities(page.candidates[position].features)
                first[id(page), position] = dict(zip(model.classes, map(float, found), strict=True))
        second = []
        for page, position in places:
            row = [first.get((id(page), other)) or {"none": 1.0} for other in range(len(page.candidates))]
            second.append(_second(page, position, row, news[id(page)]))
        self._status2 = Linear(strength=0.5).fit(second, labels, weights)

    def _fit_news(self, taught: list["_Lesson"]) -> dict[int, dict[str, float]]:
        """Learn what a whole document says about news of a judgement; returns its out-of-fold probabilities by page."""
        bags = [whole(lesson.page) for lesson in taught]
        labels = [lesson.news for lesson in taught]
        found: dict[int, dict[str, float]] = {}
        for part in range(4):
            chosen = [n for n in range(len(bags)) if n % 4 != part]
            model = Linear(strength=0.1, least=5).fit([bags[n] for n in chosen], [labels[n] for n in chosen])
            for number in range(part, len(bags), 4):
                chances = model.probabilities(bags[number])
                found[id(taught[number].page)] = dict(zip(model.classes, map(float, chances), strict=True))
        self._news = Linear(strength=0.1, least=5).fit(bags, labels)
        return found

    def save(self, folder: Path) -> None:
        """Write the fitted parts into `folder`."""
        for part in _PARTS:
            getattr(self, f"_{part}").save(folder / f"judge-{part}.skops")
        self._implied.save(folder)

    @classmethod
    def load(cls, folder: Path) -> "Judge":
        """Read what `save` wrote."""
        judge = cls()
        for part in _PARTS:
            setattr(judge, f"_{part}", Linear.load(folder / f"judge-{part}.skops"))
        judge._implied = Implied.load(folder)
        return judge

    def judgements(
        self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> list[JudgementFound]:
        """Every judgement that a document tells of, the likeliest first; none where it names no authority."""
        if not mentions:
            return []
        page = read(sentences, mentions, document.published)
        decisions = self._decide(page)
        found = resolve(page, decisions)
        found += visits(page, found)
        return found + self._implied.judgement(page, found)

    def _decide(self, page: Page) -> list[Decision]:
        if not page.candidates:
            return []
        first = [
            dict(zip(self._status.classes, map(float, self._status.probabilities(c.features)), strict=True))
            for c in page.candidates
        ]
        news = dict(zip(self._news.classes, map(float, self._news.probabilities(whole(page))), strict=True))
        decisions = []
        no_news = unfounded(" ".join(sentence.text for sentence in page.sentences[:2]))
        for position, candidate in enumerate(page.candidates):
            sentence, grade = candidate.sentence.text, candidate.grade
            if of_scale(sentence, grade.start) or denied(sentence, grade.start, grade.end):
                continue
            if any(rule(sentence, grade.start, grade.end) for rule in (undone, of_means, everyday)):
                continue
            second = self._status2.probabilities(_second(page, position, first, news))
            status = dict(zip(self._status2.classes, map(float, second), strict=True))
            _exactly(page, candidate, status)
            if no_news:
                status["none"] = status.get("none", 0.0) + status.pop("current", 0.0)
            if status.get("none", 0.0) > 0.8:
                continue
            decisions.append(Decision(candidate, status, self._scopes(candidate), self._owners(page, candidate)))
        return decisions

    def _scopes(self, candidate: Candidate) -> list[tuple[str, str, float]]:
        """(inspectorate, area, probability), likeliest first; only bodies whose scale has the grade."""
        chances = self._scope.probabilities(candidate.scope)
        possible = _named_first({n for n in bodies_of(candidate.grade.means) if _ground(n, candidate)}, candidate)
        found = []
        for name, chance in zip(self._scope.classes, chances, strict=True):
            inspectorate, area = name.split("|")
            if inspectorate in possible and _AREA_GROUNDS.get(area, "bias") in candidate.scope:
                found.append((inspectorate, area, float(chance)))
        return sorted(found, key=lambda row: -row[2])[:3]

    def _owners(self, page: Page, candidate: Candidate) -> list[Owner]:
        """Whom a judgement may have fallen on, with the probability of each."""
        column = self._whom.classes.index("yes")
        return [
            Owner(gss, float(self._whom.probabilities(features)[column])) for gss, features in pairs(page, candidate)
        ]


_OFSTED_ALONE = re.compile(
    r"\bchildren['’]?s (?:social|services|department|homes?)\b|\bchild protection\b|\bsocial work|\bschools?\b", re.I
)
_GROUNDS = {
    "Ofsted/CQC": ("any:send",),
    "Regulator of Social Housing": ("any:housing",),
    "Housing Ombudsman": ("any:ombudsman",),
    "LGSCO": ("any:ombudsman",),
    "PSOW": ("any:ombudsman", "any:wales"),
    "SPSO": ("any:ombudsman", "any:scotland"),
    "HMICFRS": ("any:fire",),
    "HM Inspectorate of Probation": ("any:youth",),
    "Care Inspectorate": ("any:scotland",),
    "Education Scotland": ("any:scotland",),
}


_OFSTEDS = ("any:children", "any:school", "any:children's home", "any:fostering")  # what Ofsted inspects
_AREA_GROUNDS = {
    "school": "any:school",
    "childrens-home": "any:children's home",
    "care-home": "any:care home",
    "homecare": "any:care home",
    "fostering": "any:fostering",
    "youth-justice": "any:youth",
    "fire": "any:fire",
}


def _ground(inspectorate: str, candidate: Candidate) -> bool:
    """Whether the text gives any ground for that body: its name, or what it alone judges."""
    about = candidate.scope
    if f"all named:{inspectorate}" in about:
        return True
    if inspectorate == "Ofsted":
        return any(name in about for name in _OFSTEDS)
    if inspectorate in (
        "Estyn",
        "Care Inspectorate Wales",
        "Audit Wales",
        "RQIA",
        "ETI",
        "Accounts Commission",
        "JTAI",
    ):
        return False
    return all(
        name in about or name.replace("any:", "nation=").title() in about for name in _GROUNDS.get(inspectorate, ())
    )


def _old(page: Page, candidate: Candidate) -> bool:
    """Whether the phrase bears an earlier year, so that it cannot be the news."""
    return earlier(candidate.sentence.text, candidate.grade.start, candidate.grade.end, page.published)


def _exactly(page: Page, candidate: Candidate, status: dict[str, float]) -> None:
    """Move the probability of what the words beside the phrase rule out to what they say."""
    text, start, end = candidate.sentence.text, candidate.grade.start, candidate.grade.end
    if _old(page, candidate):
        status["background"] = status.get("background", 0.0) + status.pop("current", 0.0)
    elif spared(text, start):
        for other in ("none", "previous", "background"):
            status["current"] = status.get("current", 0.0) + status.pop(other, 0.0)
    elif behind(text, start, end):
        status["previous"] = status.get("previous", 0.0) + status.pop("current", 0.0)
    elif fresh(text, start, end):
        status["current"] = status.get("current", 0.0) + status.pop("background", 0.0)


def _named_first(possible: set[str], candidate: Candidate) -> set[str]:
    """Without Ofsted where the text never names it but names another body that gives the grade, and the sentence speaks
    of no service that Ofsted alone inspects."""
    named = {name for name in possible if f"all named:{name}" in candidate.scope}
    if not named or "Ofsted" in named or _OFSTED_ALONE.search(candidate.sentence.text):
        return possible
    return possible - {"Ofsted"}


def _second(page: Page, position: int, first: Sequence[Mapping[str, float]], news: Mapping[str, float]) -> Features:
    """A candidate's first probabilities, and the best of the document's others."""
    own = first[position]
    candidate = page.candidates[position]
    found: Features = {f"first:{name}": value for name, value in own.items()}
    found["bias"] = 1
    found[f"form={candidate.grade.form}"] = 0.5
    for name, value in news.items():
        found[f"document:{name}"] = value
        for status in ("current", "background", "none"):
            found[f"document:{name}, first:{status}"] = value * own.get(status, 0.0)
    for number, row in enumerate(first):
        other = page.candidates[number]
        if number == position:
            continue
        same = "same grade" if set(other.grade.means) & set(candidate.grade.means) else "another grade"
        side = "before" if number < position else "after"
        for status in ("current", "background", "previous"):
            value = row.get(status, 0.0)
            for name in (f"{same} {side}: {status}", f"{same}: {status}"):
                found[name] = max(found.get(name, 0.0), value)
            if other.index == candidate.index:
                found[f"{same} here {side}: {status}"] = max(found.get(f"{same} here {side}: {status}", 0.0), value)
    for name in (
        "in title",
        "title has it",
        "said before",
        "subject in sentence",
        "only passing authority in sentence",
        "short text",
        "long ago near",
        "this year near",
        "no year",
        "several subjects",
        "negated before",
        "modal before",
    ):
        if name in candidate.features:
            found[name] = 1
    return found


class _Lesson:
    """A corpus record with its candidates, and what each of them should be called."""

    def __init__(self, record: Mapping[str, Any], linker: Linker) -> None:
        title, text = record["headline"], record["text"]
        self.page = read(sentences(title, text), linker.link(title, text, record["date"]), record["date"])
        self.inspections = [
            i | {"judgement": folded(i["judgement"]), "previous_judgement": folded(i.get("previous_judgement"))}
            for i in record["inspections"]
        ]
        self.spans = []
        for inspection in self.inspections:
            where = "title"
            start = title.find(inspection["evidence"])
            if start < 0:
                where, start = "text", text.find(inspection["evidence"])
            self.spans.append((where, start, start + len(inspection["evidence"])))

    @property
    def news(self) -> str:
        """What the whole record tells: a judgement that is news, one that is background, or none."""
        graded = [i for i in self.inspections if i["judgement"]]
        if any(i["is_current_news"] for i in graded):
            return "current"
        return "background" if graded else "none"

    def label(self, candidate: Candidate) -> tuple[str, float, list[dict[str, Any]]]:
        """The status of a candidate, how sure that is (0: unknown), and the judgements that it states."""
        means = set(candidate.grade.means)
        stating = [n for n, i in enumerate(self.inspections) if i["judgement"] in means]
        here = [n for n in stating if self._stands_in(n, candidate)]
        matched = [self.inspections[n] for n in here]
        if matched:
            current = sum(bool(i["is_current_news"]) for i in matched)
            status = "current" if 2 * current >= len(matched) else "background"
            return status, 1.0, [i for i in matched if bool(i["is_current_news"]) == (status == "current")]
        before = [i for i in self.inspections if i["previous_judgement"] in means]
        if stating:
            states = {bool(self.inspections[n]["is_current_news"]) for n in stating}
            if len(states) == 1 and not before and candidate.grade.form not in ("good", "fault", "fail", "closed"):
                return ("current" if states == {True} else "background"), 0.4, []
            return "none", 0.0, []
        if before:
            return "previous", 0.6 if candidate.grade.form == "good" else 1.0, []
        if self.inspections and self._area_of_one(candidate):
            return "none", 0.0, []  # the corpus names the headline judgement and leaves its areas out
        if any(i["judgement"] is None and self._stands_in(n, candidate) for n, i in enumerate(self.inspections)):
            return "none", 0.5, []
        return "none", 1.0, []

    def _area_of_one(self, candidate: Candidate) -> bool:
        return bool(areas_of(self.page, candidate)) and any(i["inspectorate"] == "Ofsted" for i in self.inspections)

    def _stands_in(self, number: int, candidate: Candidate) -> bool:
        where, start, end = self.spans[number]
        sentence = candidate.sentence
        if where != sentence.field:
            return False
        at = sentence.start + candidate.grade.start
        return start <= at < end or (sentence.start <= start and end <= sentence.end)
