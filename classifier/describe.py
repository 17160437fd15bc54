"""What tells whether a phrase is a judgement: the words around it, its time, its place in the document, its subject."""

import itertools
import re
from functools import lru_cache

from classifier.exact import UNMOVED
from classifier.gazetteer import day
from classifier.linear import Features
from classifier.page import Candidate, Page, words_of
from classifier.signs import GOVERNING, MONTH, MONTHS, SIGNS, TOPICS, WHEN

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BAG = 25  # sentences that the bag of words looks at
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


def whole(page: Page) -> Features:
    """A document as a bag of words: the headline's apart, the first sentences heavier than the rest."""
    found: Features = {"bias": 1}
    for index, sentence in enumerate(page.sentences[:_BAG]):
        words = words_of(sentence.text)
        kind = "title" if sentence.field == "title" else "lead" if index < 3 else "text"
        for word in words:
            found[f"{kind}={word}"] = 0.6
            found[f"any={word}"] = 0.5
        for one, two in itertools.pairwise(words):
            found[f"two={one} {two}"] = 0.3
    for candidate in page.candidates[:40]:
        found[f"grade {candidate.sentence.field}={candidate.grade.form}"] = 1
    for row in page.inspectorates:
        for _, name in row:
            found[f"named={name}"] = 1
    found[f"subjects={min(len(page.subjects), 3)}"] = 1
    found[f"candidates={min(len(page.candidates), 5)}"] = 1
    return found


@lru_cache(maxsize=1024)
def _topics_in(text: str) -> tuple[str, ...]:
    """The topics that a text speaks of; candidates of one sentence ask again."""
    low = text.lower()
    return tuple(name for name, pattern in TOPICS.items() if pattern.search(low))


@lru_cache(maxsize=1024)
def _signs_in(text: str) -> tuple[str, ...]:
    """The signs that a text shows."""
    low = text.lower()
    return tuple(name for name, pattern in SIGNS.items() if pattern.search(low))


@lru_cache(maxsize=1024)
def _times_in(text: str) -> tuple[str, ...]:
    """The times that a text speaks of."""
    low = text.lower()
    return tuple(name for name, pattern in WHEN.items() if pattern.search(low))


def _topics(text: str, prefix: str) -> Features:
    return {f"{prefix}:{name}": 1.0 for name in _topics_in(text)}


def whole_text(page: Page) -> Features:
    """What the document as a whole is about."""
    text = " ".join(sentence.text for sentence in page.sentences[:60]).lower()
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


def _clause(left: list[str], right: list[str]) -> list[str]:
    """The words of the clause that holds the phrase."""
    first = next((n for n in range(len(left) - 1, -1, -1) if left[n] in _CLAUSE), -1)
    last = next((n for n, word in enumerate(right) if word in _CLAUSE), len(right))
    opener = left[first : first + 1] if first >= 0 else ["<start>"]
    return [f"opens {opener[0]}", *left[first + 1 :], *right[:last]]


def describe(page: Page, number: int, candidate: Candidate, about: Features) -> None:
    """Put features into the `number`th candidate of a page; `about` is what `whole_text` found."""
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
    for one, two in itertools.pairwise(near_left):
        features[f"left pair={one} {two}"] = 1
    for one, two in itertools.pairwise(near_right):
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
    for name in _signs_in(before[-70:]):
        features[f"{name} before"] = 1
        features[f"{name} before, {grade.form}"] = 1
    for name in _signs_in(after[:60]):
        features[f"{name} after"] = 1
    for name in _signs_in(text):
        features[f"{name} in sentence"] = 1
    if page.title and index:
        for name in _signs_in(page.title):
            features[f"{name} in title"] = 1
    governing = UNMOVED.sub(" remains ", before.lower())
    for name, pattern in GOVERNING.items():
        if pattern.search(governing):
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
    month = MONTH.search(text)
    if month and on:
        ago = (on.month - MONTHS.index(month.group()[:3].lower()) - 1) % 12
        features[f"months ago={'0 to 1' if ago < 2 else '2 to 4' if ago < 5 else 'more'}"] = 1
    for name in _times_in(text):
        features[f"when: {name}"] = 1
    for name in _times_in(text[max(0, candidate.grade.start - 60) : candidate.grade.end + 45]):
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
