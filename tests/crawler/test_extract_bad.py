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


@pytest.mark.parametrize("after", ["", "<p>Yours</p>", "so <footer>©</footer><div>x</div>"])
@pytest.mark.parametrize(
    "before", ["<title>x</title>", "<!doctype html><meta charset=utf-8>", "<html><head><base href=/>"]
)
def test_a_page_that_leaves_out_head_and_body_is_read_in_its_order(before: str, after: str) -> None:
    found = extract(f"{before}<main><h1>Report</h1>{TEXT}</main>{after}".encode(), "http://paper.example/1")
    assert found.text.startswith(STORY) and found.title


NASTY = {
    "attributes": "<body><p " + " ".join(f"a{n}='>'" for n in range(300_000)) + ">x</p>",
    "a long attribute": "<body><div class='" + "ad " * 2_000_000 + "'>x</div>",
    "entities": "<body>" + "&amp;" * 1_000_000,
    "one word": "<body><p>" + "a" * 8_000_000 + "</p>",
    "line breaks": "<body>" + "<br>" * 500_000,
    "authors": "<head>" + "<meta name=author content='A B'>" * 100_000 + "</head>",
    "nested data": "<script type='application/ld+json'>" + '{"@graph":[' * 100_000 + "</script>",
    "many data": "<script type='application/ld+json'>["
    + '{"@type":"NewsArticle","headline":"x"},' * 100_000
    + "{}]</script>",
    "jobs": "<body>" + TEXT + "<h2>Jobs</h2><p>£20,000 a year</p>" * 20_000,
    "frames": "<frameset><frame src=x></frameset><noframes>",
    "a long title": "<title>" + "x" * 3_000_000 + "</title>",
    "digits": "<body><p>" + "1" * 400_000 + "</p><p>" + "£" * 400_000 + "</p>",
    "names": "<body><p class=byline>By " + "Ann Bee, " * 100_000 + "</p>",
    "boxes": "<body>" + TEXT + "<div><span>You can sign up</span></div>" * 5_000,
}


@pytest.mark.parametrize("name", NASTY)
def test_the_story_survives_what_is_made_to_be_slow(name: str) -> None:
    begun = time.process_time()
    assert STORY in extract((NASTY[name] + TEXT).encode(), "http://paper.example/1").text
    assert time.process_time() - begun < 20  # most take a tenth of a second; what grows with the square takes minutes


@pytest.mark.parametrize("body", ["<a href=x>" * 100_000 + TEXT, "<table>" + "<tr><td>a<td>b" * 100_000 + TEXT])
def test_what_cannot_be_read_to_its_end_ends_in_bounded_time(body: str) -> None:
    begun = time.process_time()
    try:
        assert extract(body.encode()).text
    except Refused as refused:
        assert refused.reason == "no-text"
    assert time.process_time() - begun < 30


BYTES = {
    "utf-16 that says utf-8": ("<meta charset=utf-8>" + TEXT).encode("utf-16"),
    "a character cut in half": TEXT.encode() + b"\xe2\x82",
    "a mark within": ("\ufeff" + TEXT).encode(),
    "shift-jis": ("<meta charset=shift_jis>" + TEXT).encode("shift_jis"),
    "a lone surrogate": TEXT.encode() + b"\xed\xa0\x80",
    "nothing between letters": TEXT.replace("p>", "p>\0").encode(),
    "two encodings": TEXT.encode() + "“Dŵr”".encode() + "£5".encode("cp1252"),
}


@pytest.mark.parametrize("name", BYTES)
def test_the_story_survives_wrong_encodings(name: str) -> None:
    assert STORY in extract(BYTES[name], "http://paper.example/1").text


@pytest.mark.parametrize("body", [b"\x1f\x8b" + b"\0" * 99, TEXT.encode("cp037")])
def test_bytes_that_are_no_text_are_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="not-html"):
        extract(body)


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
