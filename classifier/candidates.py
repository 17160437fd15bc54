"""Every phrase that may be a judgement, with the features that tell whether it is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.gazetteer import Place, day, places
from classifier.grades import Grade, stated
from classifier.inspectorates import named
from classifier.linear import Features
from classifier.link import Mention
from classifier.sentences import Sentence

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+|[,;:.?!\"“”‘()–—-]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = re.compile(
    r"\b(?:January|February|March|April|(?<=in |of )May|June|July|August|September|October|November|December)\b"
)
_WHEN: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "weekday": r"\b(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\btoday\b|this (?:week|morning|month)|\bnow\b",
        "last period": r"last (?:year|month|spring|summer|autumn|winter|week)|in the (?:spring|summer|autumn|winter)|(?:two|three|four|five|six|\d+|some|several) (?:years|months|weeks) (?:ago|earlier|before)|a (?:year|decade|month|fortnight) (?:ago|earlier|before)|decade",
        "perfect": r"\b(?:has|have) (?:\w+ )?(?:been |again )?(?:rated|judged|graded|found|given|placed|branded|awarded|put|told|said|dropped|fallen|risen|slipped|moved|climbed|kept|got|gone|become)",
        "past perfect": r"\bhad (?:\w+ )?(?:been |again )?(?:rated|judged|graded|found|given|placed|branded|awarded|put|told|said|dropped|fallen|got|gone|become|failed)|['’]d been",
        "relative": r"\b(?:which|who|that|whose) (?:was|were|had|is|are|has)\b",
        "since": r"\bsince\b|\bever since\b|\bfollow(?:s|ing|ed)\b|\bafter\b|\bin the wake of\b",
        "out of": r"\b(?:out of|no longer|shaken? off|moves? (?:on )?from|escaped? (?:from )?|lifted out|shed|leaves?|left behind|once|formerly|previously|used to)\b",
        "from to": r"\b(?:up|down|fell|fallen|rise|risen|rose|moved|gone|dropped|slipped|climbed|upgraded|downgraded|improved|improvement) (?:\w+ )?from\b",
        "last inspection": r"\b(?:last|previous|earlier|first|preceding) (?:full |time |graded |ofsted )?(?:inspection|report|visit|inspected|judgement|rating|grade|verdict|time)|last inspected|the time before|when (?:it was )?last",
        "future": r"\b(?:next (?:inspection|visit|month|year)|will|due|expected|would)\b",
    }.items()
}
# What governs the phrase from the left, within its clause.
_GOVERNING: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "nobody": r"\b(?:no|none|nobody|neither|not one|not a single|nothing|hardly any|few)\b[^.;:,]*$",
        "not": r"\b(?:not|never|n['’]t|without|nor|avoid(?:s|ed|ing)?|escap(?:es|ed|ing)|rather than|instead of|short of|other than|far from|anything but)\b(?:\W+\w+){0,4}\W*$|n['’]t\b(?:\W+\w+){0,4}\W*$",
        "may": r"\b(?:could|may|might|would|will|should|if|were to|whether|imagine|suppose|fears?|risk(?:s|ing)?|at risk of|threat of|expect(?:s|ed)?|likely|prepar(?:e|ing) for|brac(?:e|ing) for|rumou?r(?:ed|s)?|leaked|draft|predict(?:s|ed)?|self-assess\w+|thinks?|believes?|'d be|hopes?|aims?|wants?|target|bid)\b(?:\W+\w+){0,7}\W*$",
        "left": r"\b(?:no longer|out of|shed(?:s|ding)?|shak(?:es|en|ing) off|leav(?:es|ing)|left|moved? on from|lifted (?:out of|from)|clears?|cleared|lost|loses|escap(?:es|ed)|climb(?:s|ed)? (?:out of|from|off)|from|up from|down from|once|formerly|previously|was|were|had been|after|since|replac(?:es|ing))(?: (?:its|the|their|being|an?|rated|judged|found|branded|Ofsted['’]?s?|was|in|of|grade|rating|two|years?))*\W*$",
        "since": r"\bsince\b[^.;]*$",
        "which": r"\b(?:which|who|that)\b[^.;]*$",
        "because": r"\b(?:after|following|because|as)\b[^.;]*$",
        "quoted": r"[\"“‘][^\"”’]*$",
        "remains": r"\b(?:remains?|still|stays?|again|keeps?|kept|retain(?:s|ed)?|continues?)\b(?:\W+\w+){0,3}\W*$",
        "some": r"\b(?:some|one|two|three|four|five|a third|half|most|many|seven|several|\d+)\b(?: of (?:the|its|\d+))?(?:\W+\w+){0,5}\W*$",
    }.items()
}
_BAG = 25  # sentences that the bag of words looks at
_MENTIONS = 150  # mentions looked at in one document
_MOST = 120  # candidates looked at in one document; a longer text is a table of results
# What the service inspected is called; each topic is one feature.
TOPICS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "children": r"children['’]?s (?:social|services|department|care)|child(?:ren)? protection|social work|services for children|children in care|looked[- ]after|care leavers|vulnerable children|children who need|front door|children",
        "send": r"\bSEND\b|special educational|special needs|area partnership|local area|integrated care board|\bICB\b|EHC|additional needs",
        "adult": r"adult(?:s['’]?)? (?:social )?(?:care|services)|Care Act|unpaid carers|adults",
        "care home": r"care home|nursing home|residential home|homecare|home ?care|residents['’]? (?:home|lounge)|care provider",
        "children's home": r"children['’]?s home|secure home|residential (?:children|unit)|respite (?:unit|home|centre)|short[- ]breaks? (?:unit|home|centre)",
        "fostering": r"fostering (?:service|agency)|adoption agency|independent fostering",
        "school": r"school|academy|academies|primary|secondary|nursery|college|pupils|headteacher|head ?teacher|sixth form|pre-?school",
        "fire": r"\bfire\b|brigade|firefighter",
        "youth": r"youth (?:justice|offending)|young offend|\bYOT\b|\bYOS\b|\bYJS\b|probation",
        "housing": r"landlord|tenants?|social housing|homes|repairs|consumer (?:standard|grade)|housing",
        "ombudsman": r"ombudsm[ae]n|complain",
        "education": r"education service|education department|schools service|local education",
        "scotland": r"Scot(?:land|tish)|Care Inspectorate",
        "wales": r"Wales|Welsh",
        "police": r"\bpolice\b|constabulary",
        "hospital": r"hospital|NHS trust|maternity|GP surgery",
        "board": r"safeguarding (?:children )?board|LSCB",
    }.items()
}
_SIGNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "negated": r"\b(?:no longer|not|never|none|neither|nor|without|n['’]t|cannot|escape[ds]?|avoid(?:s|ed)?|nobody|rather than|instead of|free of)\b",
        "modal": r"\b(?:could|may|might|would|should|if|whether|fears?|feared|risk|risks|expects?|expected|likely|threat|threatens?|unless|until|aims?|hopes?|plans?|draft|leaked|rumou?r|predicts?|warns?|bid|target|wants?|will be|want)\b",
        "past": r"\b(?:since|previous(?:ly)?|earlier|former(?:ly)?|once|had|was|were|ago|last (?:time|year|month|inspection)|before|then|used to|history|first|after|when|in the past|old|following)\b",
        "now": r"\b(?:now|today|yesterday|this week|published|latest|new|has been|have been|is|are|this morning|on (?:mon|tues|wednes|thurs|fri)day|this time|released|announced)\b",
        "verdict": r"\b(?:rated|judged|graded|branded|found|deemed|awarded|given|gave|gives|declared|ruled|marked|labelled|received|got|gets|slapped|rates|judges|rating|grade|judgement|judgment|verdict|concluded|assessed|ranked|scored|says|said|finds|places|placed|handed|dropped|fell|slipped|plunged|plummeted|downgraded|upgraded|rose|risen|climbs?|climbed|moved|moves|keeps?|kept|retain(?:s|ed)|remains?|stays?|still|again|holds?|held|earns?|earned|wins?|won|collects?|calls?|called|described|put)\b",
        "same": r"\b(?:remains?|remained|still|again|stays?|stayed|keeps?|kept|retain(?:s|ed)?|unchanged|unmoved|holds?|once more|repeat)\b",
        "fall": r"\b(?:fell|fall(?:s|en|ing)?|drop(?:s|ped)?|down(?:graded)?|slip(?:s|ped)?|plunge[ds]?|plummet(?:s|ed)?|slid(?:es)?|lost|loses|demoted|sinks?|sank|tumble[ds]?|worse)\b",
        "rise": r"\b(?:rose|rise[ns]?|up|upgraded|climb(?:s|ed|ing)?|improved?|moved? (?:up|out)|jump(?:s|ed)?|leap[st]?|shaken? off|sheds?|out of|leaves?|left|lifted|escape[ds]?|better|promoted|shakes)\b",
        "count": r"\b(?:quarter|third|half|per cent|percent|%|of 153|most|many|several|all but|number of|proportion|share|dozens?|one in|councils (?:are|were|have)|authorities (?:are|were|have)|nationally|across (?:england|the country))\b",
        "visit": r"\b(?:monitoring|focused|visit|visited|letter|progress|follow-up|six[- ]month)\b",
        "direction": r"\b(?:direction|commissioner|notice|minister|department for education|DfE|trust|secretary of state|intervention)\b",
        "provide": r"\b(?:funding|offer|pay|plan|plans|parking|supply|resources|response|staffing|rise|settlement|consultation|information|lighting|compensation)\b",
        "inspect": r"\b(?:inspect(?:ion|ions|ors?|ed|orate)|ofsted|watchdog|regulator|report|assessors?|CQC|ombudsman|estyn|HMICFRS)\b",
        "challenge": r"\b(?:court|judge|judicial review|quash(?:ed)?|appeal|challenge[ds]?|disput(?:e|es|ed))\b",
        "job": r"\b(?:salary|closing date|apply|vacancy|we are looking|join us|recruit|hours per week|£\d+,\d+ (?:to|-|–))\b",
        "election": r"\b(?:election|hustings|candidate|manifesto|vote|voters|poll)\b",
    }.items()
}


@dataclass(slots=True)
class Candidate:
    """A phrase that may state a judgement, in its sentence."""

    grade: Grade  # offsets within the sentence
    sentence: Sentence
    index: int  # of the sentence, headline first
    features: Features = field(default_factory=dict)
    scope: Features = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """A document as the judge sees it: sentences, who is named where, what is said of the whole."""

    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    published: str | None
    by_sentence: list[list[Mention]] = field(default_factory=list)
    inspectorates: list[list[tuple[int, str]]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    subjects: dict[str, Place] = field(default_factory=dict)
    words: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The headline, or nothing."""
        return self.sentences[0].text if self.sentences and self.sentences[0].field == "title" else ""


def read(sentences: Sequence[Sentence], mentions: Sequence[Mention], published: str | None) -> Page:
    """Find every candidate of a document, with features."""
    page = Page(sentences, mentions[:_MENTIONS], published)
    page.by_sentence = _mentions_by_sentence(sentences, page.mentions)
    page.inspectorates = [named(sentence.text) for sentence in sentences]
    page.subjects = {m.gss: places()[m.gss] for m in page.mentions if m.role == "subject"}
    last: Grade | None = None
    for index, sentence in enumerate(sentences):
        for grade in stated(sentence.text):
            if grade.form == "same":
                if last is None:
                    continue
                grade = grade._replace(means=last.means)
            elif grade.form != "fail":
                last = grade
            page.candidates.append(Candidate(grade, sentence, index))
        if len(page.candidates) >= _MOST:
            break
    for index in {c.index for c in page.candidates} | {0, 1}:
        if index < len(page.sentences):
            page.words[index] = _masked(page, index)
    about = _whole(page)
    for number, candidate in enumerate(page.candidates):
        _describe(page, number, candidate, about)
    return page


def whole(page: Page) -> Features:
    """A document as a bag of words: the headline's apart, the first sentences heavier than the rest."""
    found: Features = {"bias": 1}
    for index, sentence in enumerate(page.sentences[:_BAG]):
        words = words_of(sentence.text)
        kind = "title" if sentence.field == "title" else "lead" if index < 3 else "text"
        for word in words:
            found[f"{kind}={word}"] = 0.6
            found[f"any={word}"] = 0.5
        for one, two in zip(words, words[1:], strict=False):
            found[f"two={one} {two}"] = 0.3
    for candidate in page.candidates[:40]:
        found[f"grade {candidate.sentence.field}={candidate.grade.form}"] = 1
    for row in page.inspectorates:
        for _, name in row:
            found[f"named={name}"] = 1
    found[f"subjects={min(len(page.subjects), 3)}"] = 1
    found[f"candidates={min(len(page.candidates), 5)}"] = 1
    return found


def _mentions_by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    found: list[list[Mention]] = [[] for _ in sentences]
    ordered = sorted(mentions, key=lambda m: (m.field != "title", m.start))
    at = 0
    for mention in ordered:
        while at < len(sentences) and (
            (sentences[at].field == "title" and mention.field != "title")
            or (sentences[at].field == mention.field and sentences[at].end <= mention.start)
        ):
            at += 1
        if at < len(sentences) and sentences[at].field == mention.field:
            found[at].append(mention)
    return found


def _topics(text: str, prefix: str) -> Features:
    return {f"{prefix}:{name}": 1.0 for name, pattern in TOPICS.items() if pattern.search(text)}


def _whole(page: Page) -> Features:
    """What the document as a whole is about."""
    text = " ".join(sentence.text for sentence in page.sentences[:60])
    found: Features = {}
    for name, pattern in TOPICS.items():
        count = len(pattern.findall(text))
        if count:
            found[f"all:{name}"] = min(count, 5) / 5
            found[f"any:{name}"] = 1
    seen = {name for row in page.inspectorates for _, name in row}
    for name in seen:
        found[f"all named:{name}"] = 1
        if len(seen) == 1:
            found[f"only named:{name}"] = 1
    for row in page.inspectorates[:1]:
        for _, name in row:
            found[f"title named:{name}"] = 1
    for name, _ in [(n, 0) for n in ("Scotland", "Wales", "Northern Ireland")]:
        if any(place.nation == name for place in page.subjects.values()):
            found[f"nation={name}"] = 1
    if page.subjects and not any(place.upper for place in page.subjects.values()):
        found["lower tier"] = 1
    found |= _topics(page.title, "title")
    for index in (0, 1):
        for word, _, _ in page.words.get(index, ()):
            found[f"head {index}={word}"] = 1
    return found


def words_of(text: str) -> list[str]:
    """The words, numbers and marks of a text, folded."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


_SAME_WORD = {"judgment": "judgement", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}


def _masked(page: Page, index: int) -> list[tuple[str, int, int]]:
    """The words of a sentence with names, numbers and grades replaced by what they are."""
    sentence = page.sentences[index]
    spans = [(m.start - sentence.start, m.end - sentence.start, "<place>") for m in page.by_sentence[index]]
    spans += [(c.grade.start, c.grade.end, "<grade>") for c in page.candidates if c.index == index]
    spans += [(start, start + 1, "<body>") for start, _ in page.inspectorates[index]]
    spans.sort()
    found: list[tuple[str, int, int]] = []
    at = 0
    for match in _WORD.finditer(sentence.text):
        start, end = match.span()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            name = spans[at][2]
            if not found or found[-1][0] != name or found[-1][1] != spans[at][0]:
                found.append((name, spans[at][0], spans[at][1]))
            continue
        word = match.group().lower().replace("’", "'")
        if word.isdigit():
            word = "<year>" if len(word) == 4 and word[:2] in ("19", "20") else "<number>"
        found.append((_SAME_WORD.get(word, word), start, end))
    return found


_CLAUSE = frozenset(
    [
        ",",
        ";",
        ":",
        "-",
        "(",
        ")",
        ".",
        "?",
        "!",
        "which",
        "who",
        "while",
        "but",
        "after",
        "since",
        "when",
        "because",
        "although",
        "though",
        "as",
    ]
)


def _clause(left: list[str], right: list[str]) -> list[str]:
    """The words of the clause that holds the phrase."""
    first = next((n for n in range(len(left) - 1, -1, -1) if left[n] in _CLAUSE), -1)
    last = next((n for n, word in enumerate(right) if word in _CLAUSE), len(right))
    opener = left[first : first + 1] if first >= 0 else ["<start>"]
    return [f"opens {opener[0]}", *left[first + 1 :], *right[:last]]


def _describe(page: Page, number: int, candidate: Candidate, about: Features) -> None:
    grade, sentence, index = candidate.grade, candidate.sentence, candidate.index
    text = sentence.text
    before, after = text[: grade.start], text[grade.end :]
    words = page.words[index]
    left = [word for word, _, end in words if end <= grade.start]
    right = [word for word, start, _ in words if start >= grade.end]
    features: Features = {f"form={grade.form}": 1, "bias": 1}
    near_left, near_right = ["<start>", *left][-6:], [*right, "<end>"][:5]
    for distance, word in enumerate(reversed(near_left)):
        features[f"left{min(distance, 2)}={word}"] = 1
        features[f"left={word}"] = 1
    for distance, word in enumerate(near_right):
        features[f"right{min(distance, 2)}={word}"] = 1
        features[f"right={word}"] = 1
    for one, two in zip(near_left, near_left[1:], strict=False):
        features[f"left pair={one} {two}"] = 1
    for one, two in zip(near_right, near_right[1:], strict=False):
        features[f"right pair={one} {two}"] = 1
    features[f"left three={' '.join(near_left[-3:])}"] = 1
    features[f"around={near_left[-1]} _ {near_right[0]}"] = 1
    features[f"form={grade.form}, right={near_right[0]}"] = 1
    features[f"form={grade.form}, left={near_left[-1]}"] = 1
    for word in set(_clause(left, right)):
        features[f"clause={word}"] = 0.7
    everything = [word for word, _, _ in words]
    for word in set(everything):
        features[f"in={word}"] = 0.4
    if everything:
        features[f"sentence opens={everything[0]}"] = 0.5
        features[f"sentence opens={' '.join(everything[:2])}"] = 0.5
    for name, pattern in _SIGNS.items():
        if pattern.search(before[-70:]):
            features[f"{name} before"] = 1
            features[f"{name} before, {grade.form}"] = 1
        if pattern.search(after[:60]):
            features[f"{name} after"] = 1
        if pattern.search(text):
            features[f"{name} in sentence"] = 1
        if page.title and index and pattern.search(page.title):
            features[f"{name} in title"] = 1
    for name, pattern in _GOVERNING.items():
        if pattern.search(before):
            features[f"governed: {name}"] = 1
            features[f"governed: {name}, {grade.form}"] = 1
    if before[-1:] in "'\"‘“" and before:
        features["quoted"] = 1
    _time(page, candidate, features)
    _place(page, number, candidate, features)
    for name, value in about.items():
        if name.startswith(("any:", "title:", "all named:", "lower", "nation", "only")):
            features[f"doc {name}"] = value * 0.7
        elif name.startswith("head "):
            features[name] = 0.3
    features |= _topics(text, "sentence")
    candidate.features = features
    candidate.scope = _scope(page, candidate, about)


def _time(page: Page, candidate: Candidate, features: Features) -> None:
    """Years named near the phrase against the year of the story."""
    on = day(page.published)
    text = candidate.sentence.text
    years = [(match.start(), int(match.group())) for match in _YEAR.finditer(text)]
    month = _MONTH.search(text)
    if month and on:
        ago = (on.month - _MONTHS.index(month.group()[:3].lower()) - 1) % 12
        features[f"months ago={'0 to 1' if ago < 2 else '2 to 4' if ago < 5 else 'more'}"] = 1
    for name, pattern in _WHEN.items():
        if pattern.search(text):
            features[f"when: {name}"] = 1
        if pattern.search(text[max(0, candidate.grade.start - 60) : candidate.grade.end + 45]):
            features[f"when near: {name}"] = 1
    if not years:
        features["no year"] = 1
        if candidate.index:
            past = _YEAR.findall(page.sentences[candidate.index - 1].text)
            if past and on and int(past[-1]) < on.year - 1:
                features["year before this sentence"] = 1
        return
    near = min(years, key=lambda pair: abs(pair[0] - candidate.grade.start))
    close = abs(near[0] - candidate.grade.start) < 45
    latest = on.year if on else max(year for _, year in years)
    gap = latest - near[1]
    name = "this year" if gap <= 0 else "last year" if gap == 1 else "long ago"
    features[f"{name} in sentence"] = 1
    if close:
        features[f"{name} near"] = 1
        side = "after" if near[0] > candidate.grade.start else "before"
        features[f"{name} {side}"] = 1


def _place(page: Page, number: int, candidate: Candidate, features: Features) -> None:
    """Where the phrase stands in the document, and beside which others."""
    others = page.candidates
    grade, index = candidate.grade, candidate.index
    features["in title" if candidate.sentence.field == "title" else f"sentence={min(index, 4)}"] = 1
    if len(page.sentences) <= 2:
        features["short text"] = 1
    same = [c for c in others if set(c.grade.means) & set(grade.means) and c is not candidate]
    if any(c.sentence.field == "title" for c in same):
        features["title has it"] = 1
    elif any(c.sentence.field == "title" for c in others) and index:
        features["title has another"] = 1
    if any(c.index < index for c in same):
        features["said before"] = 1
    inside = [c for c in others[max(0, number - 8) : number + 9] if c.index == index]
    position = inside.index(candidate)
    features[f"of={min(len(inside), 4)}"] = 1
    if len(inside) > 1:
        features["first of several" if position == 0 else "later of several"] = 1
        if position:
            between = candidate.sentence.text[inside[position - 1].grade.end : grade.start]
            for word in words_of(between)[:6]:
                features[f"since last={word}"] = 1
        if position + 1 < len(inside):
            features[f"next form={inside[position + 1].grade.form}"] = 1
    here = page.by_sentence[index]
    if here:
        features["authority in sentence"] = 1
        if any(m.role == "subject" for m in here):
            features["subject in sentence"] = 1
        else:
            features["only passing authority in sentence"] = 1
        if len({m.gss for m in here}) > 1:
            features["several authorities in sentence"] = 1
    elif not page.mentions:
        features["no authority in text"] = 1
    if page.inspectorates[index]:
        features["inspectorate in sentence"] = 1
    elif index and page.inspectorates[index - 1]:
        features["inspectorate in sentence before"] = 1
    elif not any(page.inspectorates):
        features["no inspectorate in text"] = 1
    if len(page.subjects) > 1:
        features["several subjects"] = 1


def _scope(page: Page, candidate: Candidate, about: Features) -> Features:
    """Features that tell who judged, and what kind of service."""
    grade, index, text = candidate.grade, candidate.index, candidate.sentence.text
    found: Features = {f"form={grade.form}": 1, "bias": 1}
    found |= {name: value for name, value in about.items() if not name.startswith("head ")}
    for name, value in _topics(text, "sentence").items():
        found[name] = 2 * value
    for name, value in _topics(text[max(0, grade.start - 60) : grade.end + 50], "near").items():
        found[name] = 2 * value
    here = page.inspectorates[index]
    for start, name in here:
        found[f"named:{name}"] = 2
        if start < grade.start:
            found[f"named before:{name}"] = 1
    if here:
        closest = min(here, key=lambda pair: abs(pair[0] - grade.start))[1]
        found[f"closest:{closest}"] = 2
    else:
        for back in range(index - 1, -1, -1):
            if page.inspectorates[back]:
                found[f"last named:{page.inspectorates[back][-1][1]}"] = 2
                break
        if index:
            for name in _topics(page.sentences[index - 1].text, "previous"):
                found[name] = 0.7
    for word in set(words_of(text[max(0, grade.start - 90) : grade.end + 60])):
        found[f"word={word}"] = 0.4
    on = day(page.published)
    if on:
        found["before 2013" if on.year < 2013 else "since 2023" if on.year >= 2023 else "2013 to 2022"] = 0.5
    return found
