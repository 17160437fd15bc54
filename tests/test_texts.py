"""Texts that a user hands to a command: a sentence is one, and so is a headline."""

import pytest

from crawler.extract import extract_text
from running.texts import Unreadable, documents


@pytest.mark.parametrize(
    ("given", "title", "text"),
    [
        ("Council tax rises\n", "", "Council tax rises"),
        ("Ofsted judges Dudley inadequate", "", "Ofsted judges Dudley inadequate"),
        ("Council tax rises\nBins are late again\n", "Council tax rises", "Bins are late again"),
        ("Bin strike ends\n\nThe union called off its strike.", "Bin strike ends", "The union called off its strike."),
        (
            "Ofsted has rated Dudley’s children’s services inadequate.",
            "",
            "Ofsted has rated Dudley’s children’s services inadequate.",
        ),
    ],
)
def test_any_text_of_a_few_words_is_read(given: str, title: str, text: str) -> None:
    (found,), problems = documents(given.encode(), "-", extract_text)
    assert (found.title, found.text, problems) == (title, text, [])


@pytest.mark.parametrize("given", ["", " \n ", "12 34 56 78"])
def test_less_is_refused_with_what_a_text_is(given: str) -> None:
    with pytest.raises(Unreadable, match="a text has a few words"):
        documents(given.encode(), "-", extract_text)
