"""Where the walk finds no story, a second reader is asked; it never makes one out of furniture."""

import pytest
from lxml import html

from crawler import rescue
from crawler.extract import extract
from models.draft import Refused

PARAGRAPH = (
    "The committee agreed on Tuesday to repair the bridge before the winter, at a cost that nobody would name yet."
)


def test_a_story_in_a_tree_is_read_whole() -> None:
    lines = [f"{PARAGRAPH} It was the {n}th item." for n in range(6)]
    tree = html.fromstring("<html><body><div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div></body></html>")
    assert rescue.story(tree) == "\n\n".join(lines)


@pytest.mark.parametrize("inside", ["", "<ul>" + "<li><a href=/x>Read more</a></li>" * 50 + "</ul>"])
def test_furniture_is_no_story(inside: str) -> None:
    assert rescue.story(html.fromstring(f"<html><body>{inside}<p>End</p></body></html>")) is None
    with pytest.raises(Refused, match="no-text"):
        extract(f"<html><body>{inside}<p>End</p></body></html>".encode())


def test_a_tree_too_large_to_read_twice_is_left_alone() -> None:
    tree = html.fromstring(
        "<html><body>" + "<i></i>" * (rescue.MOST_NODES + 5) + f"<p>{PARAGRAPH}</p>" * 5 + "</body></html>"
    )
    assert rescue.story(tree) is None
