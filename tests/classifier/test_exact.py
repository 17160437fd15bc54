"""What the words beside a grade say of it."""

import time
from collections.abc import Callable

import pytest

from classifier.exact import behind, denied, earlier, everyday, fresh, of_means, of_scale, spared, undone, unfounded


@pytest.mark.parametrize(
    ("text", "phrase", "published", "old"),
    [
        ("The council was judged inadequate in 2015.", "inadequate", "2019-05-17", True),
        ("It shed its 2018 inadequate rating.", "inadequate", "2022-01-05", True),
        ("In March 2017 the grade was good.", "good", "2020-01-24", True),
        ("It required improvement, most recently at the end of 2019.", "required improvement", "2021-03-19", True),
        ("It was rated inadequate in December 2025.", "inadequate", "2026-02-02", False),
        ("It was rated inadequate in December 2025.", "inadequate", "2026-09-02", True),
        ("It was rated inadequate in 2015.", "inadequate", None, False),
        ("Rated good in 2015, it is now inadequate.", "inadequate", "2019-05-17", False),
        ("Inadequate (2019: good).", "good", "2023-09-11", True),
        ("Three months after its leaders were judged inadequate, Trafford was visited.", "inadequate", None, True),
        ("It is the first visit since the service was rated inadequate.", "inadequate", None, True),
        ("Four years after its first warning, Bradford is inadequate.", "inadequate", None, False),
        ("Trafford is the first since the reform to be judged inadequate.", "inadequate", None, False),
        ("Leeds has since been judged inadequate.", "inadequate", None, False),
    ],
)
def test_a_grade_that_bears_an_earlier_year_is_no_news(
    text: str, phrase: str, published: str | None, old: bool
) -> None:
    start = text.index(phrase)
    assert earlier(text, start, start + len(phrase), published) is old


@pytest.mark.parametrize(
    ("text", "phrase", "of"),
    [
        ("It does not use words such as good or inadequate.", "inadequate", True),
        ("A six-point scale that runs from excellent to unsatisfactory.", "unsatisfactory", True),
        ("The service fell from good to inadequate.", "inadequate", False),
    ],
)
def test_words_of_the_scale_are_no_grades_given(text: str, phrase: str, of: bool) -> None:
    assert of_scale(text, text.index(phrase)) is of


@pytest.mark.parametrize(
    ("text", "phrase", "left"),
    [
        ("Kirklees exits inadequate as a partnership pays off.", "inadequate", True),
        ("Two more councils have left Ofsted's lowest category.", "lowest category", True),
        ("Norfolk, inadequate until today, requires improvement.", "inadequate", True),
        ("Bury's inadequate label gone after three years.", "inadequate", True),
        ("The trust gets the council off the bottom rung.", "off the bottom", True),
        ("The overall judgement has not moved from inadequate.", "inadequate", False),
        ("It fell from good to inadequate.", "inadequate", False),
        ("It fell from good to inadequate.", "good", True),
    ],
)
def test_a_grade_left_behind_is_told_from_the_new_one(text: str, phrase: str, left: bool) -> None:
    start = text.index(phrase)
    assert behind(text, start, start + len(phrase)) is left


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No judgement of its children's services is inadequate.", True),
        ("Not one is inadequate.", True),
        ("It is no surprise that the service was rated inadequate.", False),
        ("Nobody was ready: the service is inadequate.", False),
        ("Ofsted has not rated children's services at Stoke-on-Trent City Council inadequate.", True),
        ("Ofsted hasn't rated it inadequate.", True),
        ("Luton has denied that its children's services were rated inadequate by Ofsted.", True),
        ("Claims that Ofsted rated Dudley inadequate are false.", True),
        ("Ofsted has withdrawn its inadequate judgement.", True),
        ("The council was not surprised to be rated inadequate.", False),
        ("It could not explain why it was rated inadequate.", False),
        ("He rejected a suggestion that its services are inadequate.", True),
    ],
)
def test_what_is_denied_is_no_judgement(text: str, said: bool) -> None:
    start = text.index("inadequate")
    assert denied(text, start, start + len("inadequate")) is said


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("Bradford's services were rated inadequate by Ofsted on Monday.", True),
        ("Today our services were found inadequate.", True),
        ("Buckinghamshire has been branded inadequate again.", True),
        ("It was rated inadequate and staff met on Monday.", False),
        ("Governors met on Monday about the home rated inadequate.", False),
    ],
)
def test_a_grade_of_these_days_is_the_news(text: str, now: bool) -> None:
    start = text.index("inadequate")
    assert fresh(text, start, start + len("inadequate")) is now


@pytest.mark.parametrize(
    ("rule", "text", "phrase", "other"),
    [
        (of_means, "The union called the offer inadequate.", "inadequate", True),
        (of_means, "They turned down an inadequate pay offer.", "inadequate", True),
        (of_means, "Its children's services are inadequate.", "inadequate", False),
        (of_means, "Inspectors judged our protection offer inadequate.", "inadequate", False),
        (everyday, "They had no adequate levels of support.", "adequate", True),
        (everyday, "Its services were not good enough.", "good", True),
        (everyday, "Leadership is good.", "good", False),
        (undone, "Much of that list is outstanding.", "outstanding", True),
        (undone, "Outstanding repairs had doubled.", "Outstanding", True),
        (undone, "It was good with outstanding features.", "outstanding", True),
        (undone, "Care for its children is outstanding.", "outstanding", False),
    ],
)
def test_words_of_grades_in_another_sense(
    rule: Callable[[str, int, int], bool], text: str, phrase: str, other: bool
) -> None:
    start = text.index(phrase)
    assert rule(text, start, start + len(phrase)) is other


def test_who_alone_is_spared_tells_of_the_others() -> None:
    text = "Nothing but adoption escapes the bottom mark."
    assert spared(text, text.index("bottom")) and not denied(text, text.index("bottom"), len(text) - 1)
    assert not spared("The borough escapes the bottom mark.", 23)


def test_a_leaked_draft_and_a_quashed_report_found_nothing() -> None:
    assert unfounded("A leaked report says that Devon's services are inadequate.")
    assert unfounded("The High Court has quashed the inadequate judgement on Bolton.")
    assert not unfounded("Devon's services are inadequate, Ofsted says.")


def test_the_rules_take_no_time_over_long_sentences() -> None:
    began = time.process_time()
    for text in ("no one was " * 5000, "in 2015 when " * 5000, "two years after " * 5000, "offer that is " * 5000):
        text += "inadequate"
        start = len(text) - len("inadequate")
        for rule in (behind, fresh, of_means, undone):
            rule(text, start, len(text))
        (
            denied(text, start, len(text)),
            of_scale(text, start),
            unfounded(text),
            earlier(text, start, len(text), "2020-01-01"),
        )
    assert time.process_time() - began < 5
