"""Whom a judgement fell on: every authority of the text against the phrase that states the grade."""

import re
from collections.abc import Iterator

from classifier.linear import Features
from classifier.link import Mention
from classifier.page import Candidate, Page

OWN = "own"  # a body no authority answers for: an academy, a private home, a housing association
_PRIVATE = re.compile(
    r"\b(?:academy|academies|housing association|private(?:ly)?|independent (?:home|school|provider)|"
    r"charity|provider|firm|company|trust|"
    r"co-op(?:erative)?|care home|nursing home|homecare|operator|owner|school|primary|nursery|college|"
    r"brigade|fire and rescue|association|group)\b",
    re.I,
)
_OURS = re.compile(
    r"\b(?:council-run|run by (?:the )?(?:council|county|city|borough)|council['’]s|its own|maintained|"
    r"council-owned|authority['’]s)\b",
    re.I,
)
_INSIDE = re.compile(r"\b(?:council|authority|borough|unitary|town|city|district),? (?:in|within|outside|near) $", re.I)
_FOLLOWS = re.compile(r"(['’]s\b|\W*\w+)")
_LIST = re.compile(r"^(?:,| and|,? and|, and| &| or|/|\s)+$")
_EACH = re.compile(r"\b(?:each|both|all|were|are|have|alike|too|also|respectively|join(?:s|ed)?)\b", re.I)


def pairs(page: Page, candidate: Candidate) -> Iterator[tuple[str, Features]]:
    """Every authority that the judgement may be of (GSS, or `OWN`), with features of the pair."""
    index, text = candidate.index, candidate.sentence.text
    here = page.by_sentence[index]
    at = candidate.sentence.start + candidate.grade.start
    everyone: dict[str, Features] = {}
    total = len({m.gss for m in page.mentions})
    subjects = len(page.subjects)
    for mention in page.mentions:
        if mention.gss not in everyone:
            everyone[mention.gss] = {
                f"total={min(total, 4)}": 1,
                f"role={mention.role}": 1,
                f"role={mention.role}, total={min(total, 3)}": 1,
                "share subject": mention.probability,
                f"subjects={min(subjects, 3)}": 1,
            }
            if mention.role == "subject" and subjects == 1:
                everyone[mention.gss]["only subject"] = 1
        if mention.field == "title":
            everyone[mention.gss]["in title"] = 1
        if mention.body:
            everyone[mention.gss]["by its body"] = 1
    nearest_before = max((m for m in here if m.start <= at), key=lambda m: m.start, default=None)
    nearest_after = min((m for m in here if m.start > at), key=lambda m: m.start, default=None)
    previous = _last_named(page, index)
    for gss, features in everyone.items():
        features["bias"] = 1
        mine = [m for m in here if m.gss == gss]
        if mine and all(_INSIDE.search(text[: m.start - candidate.sentence.start]) for m in mine):
            features["a council within it"] = 1
        if mine:
            features["in sentence"] = 1
            for m in mine:
                word = text[: m.start - candidate.sentence.start].rsplit(None, 1)[-1:]
                if word:
                    features[f"after {word[0].lower()}"] = 1
                following = _FOLLOWS.match(text[m.end - candidate.sentence.start :])
                if following:
                    features[f"before {following.group(1).lower()}"] = 1
            if len({m.gss for m in here}) == 1:
                features["alone in sentence"] = 1
            if nearest_before is not None and nearest_before.gss == gss:
                features["nearest before"] = 1
            elif nearest_before is not None and any(_listed(page, text, m, nearest_before, candidate) for m in mine):
                features["listed before"] = 1
            if nearest_after is not None and nearest_after.gss == gss:
                features["nearest after"] = 1
                if nearest_before is None:
                    features["nearest after, none before"] = 1
                between = text[candidate.grade.end : nearest_after.start - candidate.sentence.start]
                if len(between) < 40:
                    features["close after"] = 1
                if re.match(r"\W*(?:for|to|in|:|at|against)\b", between, re.I):
                    features["given to"] = 1
            elif nearest_after is not None and any(_listed(page, text, nearest_after, m, candidate) for m in mine):
                features["listed after"] = 1
            if _between_grades(page, candidate, mine):
                features["another grade between"] = 1
        else:
            features["not in sentence"] = 1
            if here:
                features["others in sentence"] = 1
                if any(m.role == "subject" for m in here):
                    features["another subject in sentence"] = 1
            elif previous and previous[-1].gss == gss:
                features["last named before"] = 1
                if len({m.gss for m in previous}) == 1:
                    features["alone in last sentence"] = 1
            elif any(m.gss == gss for m in previous):
                features["in last sentence"] = 1
            lead = page.by_sentence[1] if len(page.by_sentence) > 1 else []
            if candidate.sentence.field == "title" and not here and any(m.gss == gss for m in lead):
                features["headline names none, lead does"] = 1
        for name in ("school", "care home", "children's home", "fire", "housing", "fostering", "hospital"):
            if f"sentence:{name}" in candidate.features:
                features[f"about {name}"] = 0.7
        if _OURS.search(text):
            features["ours"] = 1
        features[f"form={candidate.grade.form}"] = 0.5
        yield gss, features
    own: Features = {"own": 1, f"own total={min(total, 3)}": 1, f"own form={candidate.grade.form}": 1}
    if here:
        own["own, authority in sentence"] = 1
    if _PRIVATE.search(text):
        own["own, private"] = 1
    if _OURS.search(" ".join(s.text for s in page.sentences[:20])):
        own["own, ours"] = 1
    for kind in {match.group().lower() for match in _PRIVATE.finditer(text)}:
        own[f"own word={kind}"] = 1
    for name in (
        "school",
        "care home",
        "children's home",
        "fire",
        "housing",
        "fostering",
        "hospital",
        "children",
        "youth",
    ):
        if f"sentence:{name}" in candidate.features:
            own[f"own about {name}"] = 1
        if f"doc any:{name}" in candidate.features:
            own[f"own doc {name}"] = 0.5
    if not any(m.role == "subject" for m in page.mentions):
        own["own, no subject"] = 1
    yield OWN, own


def _last_named(page: Page, index: int) -> list[Mention]:
    for back in range(index - 1, -1, -1):
        if page.by_sentence[back] and page.sentences[back].field == "text":
            return page.by_sentence[back]
    return page.by_sentence[0] if index and page.by_sentence else []


def _listed(page: Page, text: str, first: Mention, second: Mention, candidate: Candidate) -> bool:
    """Whether two names stand in one list: "Wandsworth and Central Bedfordshire"."""
    low, high = sorted((first, second), key=lambda m: m.start)
    offset = candidate.sentence.start
    between = text[low.end - offset : high.start - offset]
    if _LIST.match(between or " "):
        return True
    inside = [m for m in page.by_sentence[candidate.index] if low.end <= m.start and m.end <= high.start]
    for m in sorted(inside, key=lambda m: -m.start):
        between = between[: m.start - low.end] + between[m.end - low.end :]
    return bool(inside) and bool(re.fullmatch(r"(?:,|and|&|or|the|\s)+", between))


def _between_grades(page: Page, candidate: Candidate, mine: list[Mention]) -> bool:
    """Whether another grade stands between the name and this one."""
    at = candidate.grade.start
    for other in page.candidates:
        if other.index != candidate.index or other is candidate:
            continue
        for m in mine:
            low, high = sorted((m.start - candidate.sentence.start, at))
            if low < other.grade.start < high:
                return True
    return False
