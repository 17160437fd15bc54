"""Inspectorates: every body, its scale, and which values are the bottom band."""

from pathlib import Path

import pytest

from api import vocabulary
from classifier.grades import folded, meaning, stated
from classifier.inspectorates import INSPECTORATES, by_name, canonical, named
from classifier.scales import bottom, direction, framework, table

DOC = Path(__file__).parents[2] / "docs" / "inspectorates.md"


def test_every_body_and_grade_can_be_asked_for_before_a_story_tells_of_it() -> None:
    assert set(vocabulary.INSPECTORATES) == set(by_name())
    known = {grade for body in INSPECTORATES for scale in body.scales for grade in scale.grades}
    assert set(vocabulary.GRADES) <= known


def test_a_body_is_known_by_any_of_its_names() -> None:
    names = ("Care Quality Commission", "CQC", "HMIP", "RSH", "Ofsted", "A new body")
    known = ["CQC", "CQC", "HM Inspectorate of Probation", "Regulator of Social Housing", "Ofsted", "A new body"]
    assert [canonical(name) for name in names] == known


def test_the_documented_table_is_the_one_in_the_code() -> None:
    assert table() in DOC.read_text("utf-8")


def test_every_bottom_band_value_that_is_a_grade_stands_at_the_end_of_its_scale() -> None:
    for body in INSPECTORATES:
        for scale in body.scales:
            inside = [g for g in scale.grades if g in scale.bottom]
            assert list(scale.grades[len(scale.grades) - len(inside) :]) == inside, (body.name, scale.framework)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ofsted said", "Ofsted"),
        ("the Care Quality Commission", "CQC"),
        ("Ofsted and the CQC found", "Ofsted/CQC"),
        ("the Local Government and Social Care Ombudsman", "LGSCO"),
        ("the Housing Ombudsman", "Housing Ombudsman"),
        ("Care Inspectorate Wales", "Care Inspectorate Wales"),
        ("the Care Inspectorate", "Care Inspectorate"),
        ("HMI Probation", "HM Inspectorate of Probation"),
        ("HMICFRS", "HMICFRS"),
        ("a joint targeted area inspection", "JTAI"),
    ],
)
def test_names_and_aliases_are_recognised(text: str, name: str) -> None:
    assert [found for _, found in named(text)] == [name]


@pytest.mark.parametrize(
    ("phrase", "body", "grade"),
    [
        ("requires improvement to be good", "Ofsted", "requires improvement"),
        ("the lowest of four grades", "Ofsted", "inadequate"),
        ("the lowest of three outcomes", "Ofsted/CQC", "widespread and/or systemic failings"),
        ("the top grade", "Regulator of Social Housing", "C1"),
        ("the second lowest rating", "Ofsted", "requires improvement"),
        ("widespread and systemic failings", "Ofsted/CQC", "widespread and/or systemic failings"),
        ("severe maladministration", "Housing Ombudsman", "severe maladministration"),
        ("graded C3", "Regulator of Social Housing", "C3"),
    ],
)
def test_phrases_mean_grades_of_the_bodys_own_scale(phrase: str, body: str, grade: str) -> None:
    assert [meaning(found, body) for found in stated(phrase)] == [grade]


def test_bottom_bands_differ_between_bodies() -> None:
    assert bottom("Ofsted", "inadequate") and bottom("Regulator of Social Housing", "C3")
    assert bottom("Care Inspectorate", "weak") and not bottom("Ofsted", "requires improvement")
    assert not bottom("Housing Ombudsman", "maladministration") and not bottom("Ofsted", None)


def test_direction_is_told_only_on_one_scale() -> None:
    assert direction("Ofsted", "inadequate", "good") == "down"
    assert direction("Regulator of Social Housing", "C2", "C3") == "up"
    assert direction("Ofsted", "inadequate", "inadequate") == "same"
    assert direction("Ofsted", "inadequate", "C3") is None


def test_frameworks_follow_the_day_of_the_story() -> None:
    assert framework("Ofsted", "overall", "inadequate", "2016-04-06") == "SIF"
    assert framework("Ofsted", "overall", "inadequate", "2019-05-17") == "ILACS"
    assert framework("Ofsted/CQC", "area-send", None, "2024-01-01") == "Area SEND 2023"


def test_gold_wordings_fold_into_ours() -> None:
    assert folded("Requires improvement to be good") == "requires improvement"
    assert folded("outcome 3") == "widespread and/or systemic failings"
    assert folded("c3") == "C3" and folded("none") is None
    assert all(folded(g) for body in by_name().values() for s in body.scales for g in s.grades)
