"""Bad input: bounded, and the story kept where there is one."""

import time

import pytest

from crawler.extract import extract, extract_text
from crawler.parse import decode
from models.draft import Refused

STORY = "The council said on Tuesday that it would publish the whole report, and that members would be told first."
TEXT = f"<p>{STORY}</p>" * 3


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + TEXT,
        "<body>" + "<b>x</b>" * 300_000 + TEXT,
        "<body><script>" + "var a='</p><div>';" * 600_000 + "</script>" + TEXT,
        "<body>&#0;<p>&#xD800;&#55357;</p>" + TEXT + "&#0;",
        "<body>" + "<!--" * 100_000 + TEXT,
        "<table><tr><td>" * 20_000 + TEXT,
        "<body>" + TEXT + "<p>Related</p><p>Read more</p>" * 5_000,
    ],
    ids=["nested", "million", "script", "references", "comments", "tables", "openers"],
)
def test_the_story_survives(body: str) -> None:
    assert STORY in extract(body.encode(), "http://paper.example/1").text


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<script>1</script>", b"\0\0\0", b"<" * 50_000])
def test_a_page_without_text_is_refused_with_a_reason(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        extract(body)
    assert refused.value.reason in ("empty", "not-html", "no-text")


def test_many_siblings_end_in_bounded_time() -> None:
    begun = time.process_time()
    with pytest.raises(Refused):
        extract(b"<h1>x</h1>" * 100_000)
    assert time.process_time() - begun < 30  # far above what it takes; a square of the page would be minutes


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("“Café”".encode(), "“Café”"),
        ("“Café”".encode("cp1252"), "“Café”"),
        ("“Café”".encode("utf-16"), "“Café”"),
        ("Café ".encode() + "“x”".encode("cp1252"), "Café “x”"),
        (b"<meta charset=utf-8>" + "£5".encode("latin-1"), "<meta charset=utf-8>£5"),
    ],
)
def test_bytes_are_read_as_what_they_can_be(body: bytes, text: str) -> None:
    assert decode(body) == text


def test_references_to_characters_below_a_hundred_stay() -> None:
    assert (
        "council's"
        in extract(b"<p>The council&#039;s report was read by every member before the meeting began.</p>" * 2).text
    )


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(Refused):
        extract_text("\n \n")
