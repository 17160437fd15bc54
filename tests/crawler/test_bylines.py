"""Who wrote a page, as a reader sees it: people of any name, and nobody where a title or a body stands."""

import pytest

from crawler.extract import extract
from crawler.names import people

STORY = (
    "<p>Councillors in the borough agreed on Tuesday that every bin will be emptied on a Monday from next spring, "
    "after a long debate about lorries, overtime and the state of the depot roof.</p>"
    "<p>The cabinet member said the change would save money and spare residents the guesswork that followed each bank "
    "holiday. A leaflet will go to every household in March.</p>"
)


def byline(line: str) -> list[str]:
    page = f"<title>Bins to wait</title><article><h1>Bins to wait</h1>{line}{STORY}</article>"
    return extract(page.encode(), "https://paper.example/news/bins-to-wait").byline


PEOPLE = (
    *("J. R. Hartley", "J.R. Hartley", "J R Hartley", "Mary J. Watson", "Mary Jane Watson", "Mary O’Neill"),
    *("Ewan McDonald", "Anna Smith-Jones", "Ann St. John", "Dr Jane Smith", "Prof. Ann Bee", "Rhŷs ap Owen"),
    *("Zoë Álvarez", "Łukasz Żak", "Đorđe Petrović", "Monica Atkinson", "Sunita Thurston", "April Jones", "Will Self"),
)
NOBODY = (
    *("Local Democracy Reporter", "Staff reporter", "Education Correspondent", "Web Editor", "LDRS"),
    *("Press Association", "Press Office", "Communications Team", "Example Council", "Newsquest Media Group"),
    *("20 November 2026", "Monday 3 May", "Updated Monday", "5 min read", "Home Affairs"),
)
LINES = (
    '<span class="author">{}</span>',
    '<p><span class="author">{}</span></p>',
    '<p><a rel="author" href="/by/1">{}</a></p>',
    '<div class="byline"><span>{}</span></div>',
    '<div class="meta"><span class="author">{}</span> <span class="date">20 November 2026</span></div>',
)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("line", LINES)
def test_a_person_in_a_byline_is_found_whatever_the_name(line: str, name: str) -> None:
    assert byline(line.format(name)) == [name]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_found_after_by(name: str) -> None:
    assert byline(f"<p>By {name}</p>") == [name]


@pytest.mark.parametrize("words", NOBODY)
@pytest.mark.parametrize("line", LINES)
def test_titles_bodies_and_dates_are_no_persons(line: str, words: str) -> None:
    assert byline(line.format(words)) == []


def test_an_author_named_elsewhere_in_the_article_is_not_its_own() -> None:
    teaser = '<aside><p><a href="/news/other">Cabinet papers</a> <span class="author">Jane Smith</span></p></aside>'
    page = f"<title>Bins to wait</title><article><h1>Bins to wait</h1><b>Politics</b>{STORY}{teaser}</article>"
    assert extract(page.encode(), "https://paper.example/news/bins-to-wait").byline == []


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Mary O&#039;Neill", ["Mary O'Neill"]),
        ("Ann Bee &amp; Cy Dee", ["Ann Bee", "Cy Dee"]),
        ("&lt;b&gt;Jane Smith&lt;/b&gt;", ["Jane Smith"]),
        ("<a href='javascript:x'>Jane Smith</a>", ["Jane Smith"]),
    ],
)
def test_names_in_structured_data_may_be_written_as_markup(told: str, found: list[str]) -> None:
    assert people(told) == found
