"""The register: what is in it, and how the news meets it."""

import ast
from datetime import date
from pathlib import Path

from classifier.gazetteer import places
from classifier.register import outcomes
from classifier.register.join import by_authority, meet
from models.reading import AuthorityName, Evidence, JudgementFound

ROOM = Path(__file__).parents[2] / "classifier"


def _told(grade: str, gss: str = "E08000027", current: bool = True) -> JudgementFound:
    return JudgementFound(
        authority=AuthorityName(gss=gss, name="x"),
        inspectorate="Ofsted",
        grade=grade,
        is_current=current,
        evidence=Evidence(text="x", start=0, end=1),
        probability=0.9,
    )


def test_every_outcome_has_an_authority_a_day_and_an_origin() -> None:
    found = outcomes()
    assert len(found) > 600
    assert all(o.gss in places() and o.publication_date and o.origin for o in found)
    assert all(o.inspection_start <= o.inspection_end for o in found if o.inspection_start and o.inspection_end)


def test_news_agrees_disagrees_or_is_not_yet_there() -> None:
    register = by_authority(outcomes())["E08000027"]
    agree = meet(_told("inadequate"), date(2016, 4, 6), register)
    assert (agree.result, agree.lead) == ("agree", 1)
    assert meet(_told("good"), date(2016, 4, 6), register).result == "disagree"
    assert meet(_told("inadequate"), date(2030, 1, 1), register).result == "absent"


def test_a_story_before_the_report_has_a_negative_lead() -> None:
    assert meet(_told("inadequate"), date(2016, 4, 1), outcomes()).lead == -4


def test_background_meets_the_older_outcome_of_that_grade() -> None:
    met = meet(_told("inadequate", current=False), date(2019, 6, 1), outcomes())
    assert met.result == "agree" and met.outcome and met.outcome.publication_date == date(2016, 4, 5)


def test_what_names_nobody_or_no_grade_is_absent() -> None:
    told = _told("inadequate").model_copy(update={"grade": None})
    assert meet(told, date(2016, 4, 6), outcomes()).result == "absent"
    assert meet(_told("inadequate"), None, outcomes()).result == "absent"


def test_the_register_is_no_input_to_tagging() -> None:
    """Only the code that mirrors and joins outcomes may import it."""
    allowed = {"run.py"}
    for path in ROOM.rglob("*.py"):
        if path.parent.name == "register" or path.name in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.startswith("classifier.register") for name in names), path
