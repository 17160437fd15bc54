"""Every phrase that may be a judgement, found in a document."""

from collections.abc import Sequence

from classifier.describe import describe, whole_text
from classifier.gazetteer import places
from classifier.grades import Grade, stated
from classifier.inspectorates import named
from classifier.link import Mention
from classifier.page import WORD, Candidate, Page
from classifier.sentences import Sentence

_MENTIONS = 150  # mentions looked at in one document
_MOST = 120  # candidates looked at in one document; a longer text is a table of results
_SAME_WORD = {"judgment": "judgement", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}


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
    about = whole_text(page) if page.candidates else {}
    for number, candidate in enumerate(page.candidates):
        describe(page, number, candidate, about)
    return page


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


def _masked(page: Page, index: int) -> list[tuple[str, int, int]]:
    """The words of a sentence with names, numbers and grades replaced by what they are."""
    sentence = page.sentences[index]
    spans = [(m.start - sentence.start, m.end - sentence.start, "<place>") for m in page.by_sentence[index]]
    spans += [(c.grade.start, c.grade.end, "<grade>") for c in page.candidates if c.index == index]
    spans += [(start, start + 1, "<body>") for start, _ in page.inspectorates[index]]
    spans.sort()
    found: list[tuple[str, int, int]] = []
    at = 0
    for match in WORD.finditer(sentence.text):
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
