"""The table of grades that Ofsted's reports and notices open with: label, then grade, row by row."""

import re
from typing import NamedTuple

from classifier.page import Page
from classifier.sentences import Sentence

_GRADE = r"(?P<grade>outstanding|good|requires? improvement(?: to be good)?|adequate|inadequate)"
_LABELS = (
    (
        "leaders",
        r"impact of leaders(?: on social work practice(?: with children and families)?)?|leadership,? "
        r"management and governance",
    ),
    (
        "help-and-protection",
        r"(?:experiences and progress of )?children who need help and protection|help and protection(?= ?[:–—|-])",
    ),
    (
        "in-care",
        r"(?:experiences and progress of )?children in (?:public )?care(?: and care leavers| and achieving "
        r"permanence)?|"
        r"children looked after and achieving permanence|children in care(?= ?[:–—|-])",
    ),
    ("care-leavers", r"(?:experiences and progress of )?care leavers"),
    ("overall", r"overall effectiveness|overall judge?ment|overall(?= ?[:–—|-])"),
)
_ROW = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<a{number}>{label})" for number, (_, label) in enumerate(_LABELS))
    + (
        rf")(?:\s*[:–—|-]+\s*|\s+){_GRADE}\b(?-i:(?!\s+(?:enough|quality|practice|outcomes|progress|support|"
        rf"care|work|services)))"
    ),
    re.I,
)
# "The overall judgement is that children's services require improvement": single inspection framework, 2013 to 2018
_THAT = re.compile(
    rf"^\W*(?:\d+ )?children['’]s services in [\w ,&'’-]{{3,60}}? "
    rf"(?:are |is |(?=require)){_GRADE.replace('<grade>', '<grade2>')}|"
    rf"overall judge?ment is that (?:the )?(?:local authority['’]s )?(?:children['’]?s |local authority "
    rf")?services (?:are |is |in [\w ]{{3,40}} are )?{_GRADE}",
    re.I,
)
_PAST = re.compile(r"\b(?:were|was|previous\w*|last inspection|in 20\d\d)\b[^.]*$", re.I)
_OWN_WORDS = re.compile(
    r"\b(?:experiences and progress of|impact of leaders|leadership,? management and governance|"
    r"overall effectiveness)\b",
    re.I,
)
_LEAST = 2  # rows that make a table


class Row(NamedTuple):
    """A row of the table: the grade of one area, and the sentence it stands in."""

    area: str
    grade: str
    sentence: Sentence
    number: int  # of the sentence, headline first


def _grade(match: re.Match[str]) -> str:
    return next(value for name, value in match.groupdict().items() if name.startswith("grade") and value)


def _written(grade: str) -> str:
    grade = grade.lower()
    return "requires improvement" if grade.startswith("require") else grade


def rows(page: Page) -> list[Row]:
    """The rows of a document's table of grades; none where fewer than two stand in it. The first of an area wins."""
    found: dict[str, Row] = {}
    for index, sentence in enumerate(page.sentences):
        if sentence.field != "text":
            continue
        for match in _ROW.finditer(sentence.text):
            if _PAST.search(sentence.text, max(0, match.start() - 90), match.start()):
                continue
            number = next(n for n in range(len(_LABELS)) if match.group(f"a{n}"))
            area = _LABELS[number][0]
            found.setdefault(area, Row(area, _written(_grade(match)), sentence, index))
        for match in _THAT.finditer(sentence.text):
            found.setdefault("overall", Row("overall", _written(_grade(match)), sentence, index))
    stated = any(_THAT.search(row.sentence.text) for row in found.values())
    if not any(_OWN_WORDS.search(row.sentence.text) for row in found.values()):
        return []
    return list(found.values()) if len(found) >= _LEAST or stated else []
