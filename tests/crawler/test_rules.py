"""What a crawl will not do, and how it reads what it gets, one rule at a time: guard, manners, traps, channels."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.channels import Feed, Listing, Sitemap
from crawler.channels.base import ChannelError
from crawler.manners import reserved, retry_after
from crawler.network import Forbidden, Guard, is_public
from crawler.refusal import refusal
from crawler.trap import Budget, absurd, shape
from models.draft import Draft, Refused
from models.identity import identity

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


# ---- the guard ------------------------------------------------------------------------------------------------


INWARD = (
    "127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1"
    " 240.0.0.1 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1"
    " ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:db8::1 nonsense"
)


def test_no_address_but_a_public_one_passes() -> None:
    assert [address for address in INWARD.split() if is_public(address)] == []


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ["http://./x", "https://.../", "http:///x", "http://", "ftp://paper.example/x", "x"])
def test_an_address_without_a_host_has_no_identity(url: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        identity(url)


FORBIDDEN = (
    "http://127.0.0.1/ http://127.1/ http://0x7f.1/ http://2130706433/ http://017700000001/ http://[::1]/ http://0/"
    " http://[::ffff:7f00:1]/ https://10.1.2.3/ http://169.254.169.254/latest/ http://news.example:22/"
    " ftp://news.example/ file:///etc/passwd http://user:word@news.example/ http:///x gopher://x/"
)


def test_forbidden_addresses_are_refused_before_anything_is_sent() -> None:
    for url in FORBIDDEN.split():
        with pytest.raises(Forbidden):
            Guard().check_url(url)


def test_a_name_that_resolves_inwards_is_refused() -> None:
    with pytest.raises(Forbidden, match="not public"):
        Guard().check_address("10.0.0.7", "news.example")


def test_a_door_is_one_address_and_one_port() -> None:
    guard = Guard(doors=frozenset({("127.0.0.1", 8101)}))
    guard.check_url("http://127.0.0.1:8101/")
    for url in ("http://127.0.0.1:8102/", "http://127.0.0.1/", "http://127.0.0.2:8101/", "http://localhost:8101/"):
        with pytest.raises(Forbidden):
            guard.check_url(url)


# ---- manners --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("0", 0.0), ("", None), ("soon", None), ("-5", None), ("9" * 40, 10.0**7), ("٣", None)],
)
def test_retry_after_is_read_in_seconds_and_nonsense_is_not(value: str, seconds: float | None) -> None:
    from scrapy.http import Response

    assert retry_after(Response("http://x/", headers={"Retry-After": value.encode()} if value else {})) == seconds


def test_reservations_hold_for_folders_and_patterns() -> None:
    assert reserved(["/archive/*"], "/archive/2020/a")
    assert reserved(["/"], "/anything")
    assert reserved(["*/premium/*"], "/news/premium/a")
    assert not reserved(["/archive/*"], "/news/a")
    assert not reserved([], "/")


# ---- traps and refusals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/calendar/2031/05/",
        "https://x.example/events?month=2044-01",
        "https://x.example/a/b/a/b/a/b",
        "https://x.example/" + "a/" * 20,
        "https://x.example/?" + "&".join(f"f{n}=1" for n in range(9)),
        "https://x.example/" + "a" * 3000,
    ],
)
def test_absurd_addresses_are_not_followed(url: str) -> None:
    assert absurd(url, NOW)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/news/2026/11/22/a-story-in-2050",
        "https://x.example/?p=123",
        "https://x.example/news/uk/news/uk-story",
    ],
)
def test_honest_addresses_are(url: str) -> None:
    assert absurd(url, NOW) is None


def test_shapes_keep_folders_and_names_and_forget_numbers() -> None:
    assert shape("https://x.example/events/2026/05/a?b=1") == shape("https://x.example/events/2027/11/z?b=2")
    assert shape("https://x.example/events/a") != shape("https://x.example/news/a")


def test_a_slice_of_time_holds_as_many_requests_as_its_pause_allows() -> None:
    spent = Budget(pages=100, seconds=3600.0, size=10**9, slice=600.0)
    assert spent.over(1000.0) is None
    assert (spent.room(1000.0, 5.0), spent.room(1590.0, 5.0), spent.room(1590.0, 120.0)) == (120, 2, 1)
    assert not spent.sliced(1599.0) and spent.sliced(1600.0)


def test_a_budget_says_which_limit_is_used_up() -> None:
    budget = Budget(pages=2, seconds=10, size=100)
    assert budget.over(0.0) is None
    budget.spent_pages = 2
    assert "COUNCILWIRE_RUN_PAGES" in str(budget.over(1.0))
    assert "COUNCILWIRE_RUN_SECONDS" in str(Budget(2, 10, 100, began=0.0).over(11.0))
    assert "COUNCILWIRE_RUN_SIZE" in str(Budget(2, 10, 100, spent_size=100).over(0.0))


def test_a_long_story_about_a_missing_page_is_a_story() -> None:
    body = b"<title>Page not found: the council's lost archive</title><h1>Page not found</h1>"
    assert refusal(body, Draft(title="Page not found", text="word " * 400)) is None
    refused = refusal(body, Draft(title="Page not found", text="Sorry."))
    assert refused is not None
    assert refused.reason == "soft-404"


def test_a_headline_that_holds_the_words_is_no_notice() -> None:
    body = b"<h1>Missing: the page not found in the council's minutes of its stormy meeting on Tuesday night in Dudley"
    assert refusal(body, Draft(title="x", text="A short notice of a meeting.")) is None


@given(st.binary(max_size=400))
def test_whatever_the_bytes_a_refusal_is_decided(body: bytes) -> None:
    assert refusal(body, Refused("no-text")) is None or refusal(body, Refused("no-text"))


# ---- channels -------------------------------------------------------------------------------------------------


@given(st.binary(max_size=600))
def test_whatever_the_bytes_a_channel_reads_them_or_says_that_they_are_none(body: bytes) -> None:
    for kind in (Feed("http://x/"), Sitemap("http://x/"), Listing("http://x/")):
        for start in (
            b"",
            b"<rss><channel><item>",
            b"<urlset><url><loc>",
            b'{"version":"https://jsonfeed.org/version/1","items":[',
        ):
            try:
                kind.read(start + body, "http://x/")
            except ChannelError:
                continue


def test_a_feed_of_a_hundred_thousand_items_is_read_as_far_as_news_go() -> None:
    items = b"".join(b"<item><link>http://x/%d</link></item>" % n for n in range(100_000))
    assert len(Feed("http://x/").read(b"<rss><channel>" + items + b"</channel></rss>", "http://x/").entries) == 10_000


def test_dates_in_feeds_are_read_in_all_their_forms() -> None:
    forms = [
        "Sun, 22 Nov 2026 12:00:00 GMT",
        "Sun, 22 Nov 2026 13:00:00 +0100",
        "2026-11-22T12:00:00Z",
        "22 November 2026 12:00",
    ]
    for form in forms:
        body = f"<rss><channel><item><link>http://x/a</link><pubDate>{form}</pubDate></item></channel></rss>"
        assert Feed("http://x/").read(body.encode(), "http://x/").entries[0].published == NOW, form
    body = "<rss><channel><item><link>http://x/a</link><pubDate>yesterday-ish</pubDate></item></channel></rss>"
    assert Feed("http://x/").read(body.encode(), "http://x/").entries[0].published is None
