"""Sentences of a text, with offsets that point exactly at them."""

import re
from typing import NamedTuple

# A full stop after one of these ends no sentence.
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "st",
        "cllr",
        "coun",
        "cr",
        "sir",
        "hon",
        "no",
        "nos",
        "vs",
        "v",
        "etc",
        "eg",
        "ie",
        "approx",
        "dept",
        "gov",
        "sgt",
        "insp",
        "supt",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ltd",
        "inc",
        "co",
        "plc",
        "para",
        "s",
        "ss",
        "sch",
        "art",
        "ed",
        "vol",
        "fig",
    ]
)
_BREAK = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s)|\n[ \t]*(?:\n\s*)*)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*)\.$")
_LONGEST_SHORT = 40  # characters before a full stop in which an abbreviation is looked for
_LONGEST = 1200  # a "sentence" longer than this is a table or noise: cut at the next space


class Sentence(NamedTuple):
    """A sentence: `text` stands at `start:end` of the document's `field`."""

    text: str
    start: int
    end: int
    field: str = "text"


def _ends_here(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the full stop or line break at `match` ends the sentence that began at `start`."""
    mark = match.group()
    if "\n" in mark:
        return True
    following = text[match.end() : match.end() + 40].lstrip()
    if following[:1].islower():
        # "Is it safe?" asked …, or an abbreviation: the sentence goes on
        return False
    if mark.startswith(".") and not mark.startswith(".."):
        before = _WORD_BEFORE.search(text, max(start, match.start() - _LONGEST_SHORT), match.start() + 1)
        if before:
            word = before.group(1)
            if word.lower() in _SHORT and (word[0].isupper() or following[:1].isdigit()):
                return False
            if len(word) == 1 and word.isupper() and word != "I":
                return False  # an initial
    return True


def _cut(text: str, start: int, end: int, field: str) -> list[Sentence]:
    found = []
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > _LONGEST:
            space = text.find(" ", start + _LONGEST, end)
            stop = space if space > 0 else start + _LONGEST
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            found.append(Sentence(text[start:last], start, last, field))
        start = stop
    return found


def split(text: str, field: str = "text") -> list[Sentence]:
    """Sentences of `text` in order. Every character that is not white space belongs to exactly one of them."""
    found: list[Sentence] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not _ends_here(text, match, start):
            continue
        found += _cut(text, start, match.end(), field)
        start = match.end()
    found += _cut(text, start, len(text), field)
    return found


def sentences(title: str, text: str) -> list[Sentence]:
    """The headline as one sentence of field `title`, then the sentences of the text."""
    headline = list(_cut(title, 0, len(title), "title")) if title.strip() else []
    return headline + split(text)
