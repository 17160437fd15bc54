"""What is kept of articles behind a paywall."""

from crawler.headline import openly
from models.draft import Draft, Refused

URL = "https://www.paywalled.example/news/a-story"
HINT = {"title": "Council told to act", "published": "2026-11-20T08:00:00+00:00", "modified": None}


def test_of_a_locked_article_only_what_stands_in_the_open_is_kept() -> None:
    locked = Draft(url=URL, title="Council told to act", byline=["A. Reporter"], text="First lines.", access="paywall")
    kept = openly(locked, "paywall", URL)
    assert isinstance(kept, Draft)
    assert (kept.title, kept.byline, kept.text, kept.access) == (locked.title, locked.byline, "", "paywall")


def test_a_page_that_is_nothing_but_its_wall_still_gives_headline_and_link() -> None:
    kept = openly(Refused("login", "the site asks to log in"), "paywall", URL, HINT)
    assert isinstance(kept, Draft)
    assert (kept.url, kept.title, kept.text, kept.published_from) == (URL, HINT["title"], "", "channel")


def test_an_article_that_a_paywalled_source_leaves_open_is_kept_whole() -> None:
    draft = Draft(url=URL, title="Free to read", text="All of it.", access="free")
    assert openly(draft, "paywall", URL) is draft


def test_a_missing_page_is_no_wall() -> None:
    refused = Refused("soft-404", "the page says it is not there")
    assert openly(refused, "paywall", URL, HINT) is refused
    nothing = Refused("no-text", "no article text on the page")
    assert openly(nothing, "paywall", URL, {}) is nothing


def test_sources_without_a_paywall_are_not_touched() -> None:
    draft = Draft(url=URL, title="Registered", text="Three paragraphs.", access="registration")
    assert openly(draft, "registration", URL, HINT) is draft
