"""Plain text goes through the same layers: bulletins come out whole, with nothing foreign in them."""

import pytest

from crawler.extract import extract_text
from tests.pages import rough


@pytest.mark.parametrize("number", range(12))
def test_a_bulletin_sent_as_plain_text_gives_its_story(number: int) -> None:
    text, paragraphs, _ = rough.plain_bulletin(number)
    draft = extract_text(text)
    assert draft.text.split("\n\n") == paragraphs
    assert draft.byline and draft.published and draft.title not in (None, "View this email in your browser")


def test_lines_that_their_writer_broke_stay_broken() -> None:
    lines = [
        "The first item of business was the minutes of the last meeting of the board.",
        "It rained.",
        "Nobody came.",
    ]
    text = "\n".join(lines * 3)
    assert extract_text(text).text.split("\n\n") == lines * 3
