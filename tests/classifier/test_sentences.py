"""Sentences: offsets that point exactly, and no cut where a sentence goes on."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from classifier.sentences import sentences, split


@given(st.text(alphabet="aB .\n\"'!?’…1,", max_size=300))
def test_offsets_point_at_each_sentence_and_nothing_is_lost(text: str) -> None:
    found = split(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_abbreviations_and_initials_end_no_sentence() -> None:
    found = split("Cllr. J. Smith of St. Helens spoke. Mr. Jones left at 3.15pm. It cost £1.5m.")
    assert [s.text for s in found] == [
        "Cllr. J. Smith of St. Helens spoke.",
        "Mr. Jones left at 3.15pm.",
        "It cost £1.5m.",
    ]


def test_quotes_and_line_breaks_end_sentences() -> None:
    assert [s.text for s in split("“It is over.” She left.\nNew paragraph")] == [
        "“It is over.”",
        "She left.",
        "New paragraph",
    ]


def test_a_question_that_goes_on_is_one_sentence() -> None:
    assert len(split("“Is it safe?” asked a member.")) == 1


def test_headline_is_a_sentence_of_its_own_field() -> None:
    assert [(s.field, s.text) for s in sentences("A headline", "A text.")] == [
        ("title", "A headline"),
        ("text", "A text."),
    ]


def test_a_text_without_full_stops_is_cut_in_bounded_pieces() -> None:
    assert all(len(s.text) < 1300 for s in split("word " * 5000))
