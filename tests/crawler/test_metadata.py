"""Titles and dates where what a page tells of itself does not agree."""

import json

import pytest

from crawler import dates
from crawler.channels.base import one_line
from crawler.extract import extract

STORY = (
    "<p>Members of the cabinet agreed on Tuesday to open the new depot, and said that no post would be lost.</p>" * 3
)
HEADLINE = "Council agrees to open a new depot by the river"


def page(head: str = "", top: str = f"<h1>{HEADLINE}</h1>", foot: str = "", **told: object) -> bytes:
    """A page with a story; `told` is its structured data."""
    data = json.dumps({"@type": "NewsArticle", **told}) if told else ""
    script = f'<script type="application/ld+json">{data}</script>' if data else ""
    return f"<html><head>{script}{head}</head><body><main>{top}{STORY}</main>{foot}</body></html>".encode()


def og(title: str, name: str = "og:title") -> str:
    return f'<meta property="{name}" content="{title}">'


@pytest.mark.parametrize(
    "body",
    [
        page(f"<title>{HEADLINE} | The Ledger</title>"),
        page(f"<title>{HEADLINE} - News - Hartlow Borough Council</title>"),
        page(f"<title>BBC News - {HEADLINE}</title>"),
        page(og(f"{HEADLINE} – The Ledger")),
        page(og("News") + f"<title>{HEADLINE}</title>"),
        page(og("Hartlow Council", "og:site_name") + og("Hartlow Council")),
        page(og("Council agrees to open a new …"), headline=HEADLINE),
        page(f"<title>{HEADLINE} — Depot Watch</title>", "<h1>Depot Watch</h1>"),
        page("<title>Depot Watch</title>", f"<h1>Depot Watch</h1><h2>{HEADLINE}</h2>", headline=HEADLINE),
        page(og("Depot shock!") + og(HEADLINE, "twitter:title"), headline=HEADLINE),
        page(headline=HEADLINE.replace("new", "&quot;new&quot;").replace("&quot;", "")),
    ],
)
def test_the_title_is_the_headline_and_nothing_around_it(body: bytes) -> None:
    assert extract(body).title == HEADLINE


def test_a_dash_within_a_headline_is_part_of_it() -> None:
    told = "Bin strike - what happens next to your collection"
    assert extract(page(og(told), f"<h1>{told}</h1>")).title == told


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (page(datePublished="2025-03-04T09:30:00+00:00"), "2025-03-04T09:30:00+00:00"),
        (page(og("2025-03-04T09:30:00Z", "article:published_time"), datePublished="2025-03-04"), "2025-03-04T09:30:00"),
        (page(og("1741080600", "article:published_time")), "2025-03-04T09:30:00+00:00"),
        (page(top=f"<h1>{HEADLINE}</h1><p>Published: 4 March 2025 9.30am</p>"), "2025-03-04T09:30:00"),
        (page(top=f"<h1>{HEADLINE}</h1><p>Cyhoeddwyd: 4 Mawrth 2025</p>"), "2025-03-04"),
        (page(foot="<h4>Published</h4><time datetime=2025-03-04T09:30:00Z>4 March 2025</time>"), "2025-03-04T09:30:00"),
        (page(foot="<dl><dt>Date published</dt><dd>4 March 2025</dd></dl>"), "2025-03-04"),
    ],
)  # fmt: skip
def test_dates_keep_what_the_page_gives(body: bytes, published: str) -> None:
    assert (extract(body).published or "").startswith(published)


@pytest.mark.parametrize(
    "body",
    [
        page(),
        page(datePublished="2999-01-01"),
        page(datePublished="0000-00-00"),
        page(datePublished="2025-02-30T10:00:00Z"),
        page(
            foot="<ul><li><a href=/x><b>Published</b> <time datetime='2025-01-01'>1 January 2025</time></a></li></ul>"
        ),
        page(foot="<p>Page last reviewed by Hartlow</p><p>Established in 1974, moved here on 3 May 1991.</p>"),
        page(foot="<p>Published</p><p>4 March 2025</p><p>Published</p><p>9 May 2024</p>"),
    ],
)
def test_a_page_without_a_date_of_its_own_has_none(body: bytes) -> None:
    assert extract(body).published is None


def test_a_change_before_the_beginning_is_no_change() -> None:
    draft = extract(page(datePublished="2025-03-04T09:30:00Z", dateModified="2025-01-01T00:00:00Z"))
    assert draft.modified is None


def test_the_object_that_is_the_page_s_own_speaks_for_it() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Another story of the day",
        "datePublished": "2020-01-01",
        "author": "X Y",
    }
    own = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "url": "https://l.example/news/depot",
        "datePublished": "2025-03-04",
    }
    head = f'<script type="application/ld+json">{json.dumps([other, own])}</script>'
    draft = extract(page(head + '<link rel="canonical" href="https://l.example/news/depot">'))
    assert (draft.title, draft.published) == (HEADLINE, "2025-03-04")


@pytest.mark.parametrize(("written", "day"), [("1af Mai 2024", "2024-05-01"), ("12 Rhagfyr 2023", "2023-12-12")])
def test_welsh_months_are_read(written: str, day: str) -> None:
    found = dates.seen(written)
    assert (found[0] if found else None) == day


def test_what_nobody_sees_is_in_no_title_name_or_text() -> None:
    signs = "\u200b\u202e\u2066\ufeff\u200e"
    body = page(og(f"Agr{signs}eed plan"), f"<h1>Agr{signs}eed plan</h1>", author=f"Jane{signs} Smith").decode()
    body = body.replace("<p>", f"<p>{signs}</p><p>&#8203;&#x202e;{signs}")
    draft = extract(body.encode(), "https://paper.example/1")
    assert (draft.title, draft.byline) == ("Agreed plan", ["Jane Smith"])
    assert not set(signs) & set(draft.text) and "\n\n\n" not in draft.text
    assert one_line(f"Coun{signs}cil") == "Council"


def test_a_title_is_bounded() -> None:
    assert len(str(extract(page(og("plan " * 200_000), "<h1>x</h1>"), "https://paper.example/1").title)) == 1000


@pytest.mark.parametrize("told", ["20261120 09:00:00 +24:00", "2026-11-20T09:00:00UTC+24:00", "Nov 2026 09:00 +24:00"])
def test_a_zone_that_is_none_costs_the_date_and_not_the_page(told: str) -> None:
    found = extract(page(datePublished=told), "https://paper.example/1")
    assert (found.title, found.published) == (HEADLINE, None)
