"""Flags: what judgements mean for the story as a whole."""

from classifier.flags import flags, ofsted_failure
from models.reading import AuthorityName, Evidence, JudgementFound


def _judgement(**more: object) -> JudgementFound:
    base: dict[str, object] = {
        "authority": AuthorityName(gss="E08000027", name="Dudley"),
        "inspectorate": "Ofsted",
        "grade": "inadequate",
        "bottom": True,
        "is_current": True,
        "evidence": Evidence(text="x", start=0, end=1),
        "probability": 0.9,
    }
    return JudgementFound.model_validate(base | more)


def test_an_overall_failure_is_failing_now() -> None:
    assert flags([_judgement()], published="2016-04-06").failing_now


def test_one_area_is_a_failure_only_since_april_2026() -> None:
    area = _judgement(area="care-leavers")
    overall = _judgement(area="overall", grade="requires improvement", bottom=False)
    before, after = flags([area, overall], published="2025-03-04"), flags([area], published="2026-08-03")
    assert not before.failing_now and before.contested
    assert after.failing_now


def test_a_standing_rating_is_background() -> None:
    found = flags([_judgement(is_current=False)])
    assert found.standing_inadequate and not found.failing_now


def test_a_new_better_grade_ends_the_standing_one() -> None:
    found = flags([_judgement(is_current=False), _judgement(grade="good", bottom=False)])
    assert not found.standing_inadequate and not found.failing_now


def test_other_bodies_bottom_bands_count_for_failing_but_not_for_ofsted() -> None:
    landlord = _judgement(inspectorate="Regulator of Social Housing", area="consumer", grade="C3")
    found = flags([landlord])
    assert found.failing_now and found.ofsted == 0


def test_a_body_nobody_answers_for_is_not_failing_now() -> None:
    assert not flags([_judgement(authority=AuthorityName(gss=None, name=""), area="school", body="school")]).failing_now


def test_an_implied_failure_counts_without_a_grade_and_a_visit_does_not() -> None:
    implied = _judgement(grade=None, bottom=False, implied_failure=True)
    visit = _judgement(grade=None, bottom=False)
    assert ofsted_failure([implied])[0] == 0.9 and ofsted_failure([implied])[1]
    assert ofsted_failure([visit]) == (0.0, [])
