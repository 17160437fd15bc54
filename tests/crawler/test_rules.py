"""The rules a crawl follows, one by one: schedule, frontier, leases, guard, traps, refusals."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text, update
from sqlmodel import Session, col

from crawler import frontier, health, lease, schedule
from crawler.archive import Fetched, store
from crawler.channels import Entry, Feed, Listing, Sitemap
from crawler.channels.base import ChannelError
from crawler.manners import reserved, retry_after
from crawler.network import Forbidden, Guard, is_public
from crawler.refusal import refusal
from crawler.spider import SourceSpider
from crawler.trap import Budget, absurd, shape
from models.draft import Draft, Refused
from models.page import Page
from models.source import Channel, Source

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Paper(SourceSpider):
    name = "paper"
    title = "Paper"
    home = "https://paper.example/"
    channels = (Feed("https://paper.example/rss"), Listing("https://paper.example/news"))
    weekly = 10


def channel(on: Engine) -> Channel:
    with Session(on) as session:
        row = session.get(Channel, 1)
        assert row is not None
        session.expunge(row)
        return row


def page(on: Engine, url: str = "https://paper.example/a") -> Page:
    with Session(on) as session:
        row = session.execute(select(Page).where(col(Page.url) == url)).scalar_one()
        session.expunge(row)
        return row


def told(on: Engine, *entries: Entry, at: datetime = NOW, by: str = "feed") -> int:
    return frontier.add(on, Paper(), entries, at, by)


def entry(path: str = "a", **more: object) -> Entry:
    return Entry(f"https://paper.example/{path}", **more)  # type: ignore[arg-type]


def fetch(on: Engine, at: datetime, **more: object) -> dict[str, int]:
    """Claim whatever is due and give it this answer."""
    claimed = frontier.claim(on, "paper", at, "w", 100)
    return store(on, [Fetched(one.id or 0, at=at, **more) for one in claimed], "w").counts  # type: ignore[arg-type]


@pytest.fixture
def paper(database: Engine) -> Engine:
    frontier.register(database, [Paper])
    return database


# ---- schedule -------------------------------------------------------------------------------------------------


def test_an_interval_grows_by_half_and_shrinks_by_a_fifth(paper: Engine) -> None:
    schedule.visited(paper, channel(paper), NOW, "one")
    assert channel(paper).interval == pytest.approx(3600 * 0.8)
    schedule.visited(paper, channel(paper), NOW, "one")
    assert channel(paper).interval == pytest.approx(3600 * 0.8 * 1.5)
    schedule.visited(paper, channel(paper), NOW)
    assert channel(paper).interval == pytest.approx(3600 * 0.8 * 1.5 * 1.5)


def test_an_interval_has_bounds_and_the_publisher_a_floor(paper: Engine) -> None:
    for _ in range(20):
        schedule.visited(paper, channel(paper), NOW)
    assert channel(paper).interval == schedule.LONGEST
    for number in range(40):
        schedule.visited(paper, channel(paper), NOW, f"new {number}")
    assert channel(paper).interval == schedule.SHORTEST
    schedule.visited(paper, channel(paper), NOW, "again", floor=7200)
    assert channel(paper).interval == 7200
    assert channel(paper).due == NOW + timedelta(seconds=7200)


def test_failures_back_off_and_a_dead_channel_is_retired(paper: Engine) -> None:
    waits, at = [], NOW
    for _ in range(schedule.DEAD + 3):
        schedule.failed(paper, channel(paper), at, "HTTP 500")
        due = channel(paper).due
        assert due is not None
        waits.append((due - at).total_seconds())
        at = due
        if channel(paper).retired:
            break
    assert waits[:3] == [1200, 2400, 4800]
    assert max(waits) == schedule.LONGEST
    assert at - NOW < timedelta(days=30)


def test_a_channel_that_answers_410_is_retired_at_once_and_tried_when_asked_for(paper: Engine) -> None:
    schedule.failed(paper, channel(paper), NOW, "HTTP 410", gone=True)
    assert [row.url for row in schedule.claim(paper, "paper", NOW, "w", False)] == ["https://paper.example/news"]
    schedule.revive(paper, ["paper"])
    assert len(schedule.claim(paper, "paper", NOW, "w", False)) == 1


def test_a_channel_is_leased_to_one_process(paper: Engine) -> None:
    assert len(schedule.claim(paper, "paper", NOW, "one", True)) == 2
    assert schedule.claim(paper, "paper", NOW, "two", True) == []
    assert schedule.due_sources(paper, NOW) == set()
    lease.release(paper, "one")
    assert len(schedule.claim(paper, "paper", NOW, "two", True)) == 2


def test_a_source_that_another_run_is_busy_with_is_not_due(paper: Engine) -> None:
    told(paper, entry("a"), entry("b"))
    assert schedule.due_sources(paper, NOW) == {"paper"}
    assert len(frontier.claim(paper, "paper", NOW, "one", 1)) == 1
    assert schedule.due_sources(paper, NOW) == set()
    assert schedule.due_sources(paper, NOW + lease.LEASE * 2) == {"paper"}


def test_a_visit_cut_short_is_due_again_and_knows_it(paper: Engine) -> None:
    schedule.claim(paper, "paper", NOW, "one", True)
    lease.release(paper, "one")
    again = schedule.claim(paper, "paper", NOW, "two", True)
    assert [row.walking for row in again] == [True, True]


def test_a_channel_no_longer_declared_is_retired_and_may_come_back(paper: Engine) -> None:
    class Smaller(Paper):
        channels = (Feed("https://paper.example/rss"),)

    frontier.register(paper, [Smaller])
    assert len(schedule.claim(paper, "paper", NOW, "w", False)) == 1
    lease.release(paper, "w")
    frontier.register(paper, [Paper])
    assert len(schedule.claim(paper, "paper", NOW, "w", False)) == 2


# ---- frontier -------------------------------------------------------------------------------------------------


def test_a_page_told_twice_is_fetched_once(paper: Engine) -> None:
    assert told(paper, entry(), entry("a?utm_source=x"), entry()) == 1
    assert told(paper, entry()) == 0
    assert fetch(paper, NOW, status=200, body=b"<p>x</p>") == {"fetched": 1}
    assert fetch(paper, NOW) == {}


def test_pages_of_other_sites_are_left_out(paper: Engine) -> None:
    others = [
        "https://elsewhere.example/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "//",
        "http://[",
        "",
    ]
    assert told(paper, *(Entry(url) for url in others)) == 0


def test_two_channels_that_disagree_do_not_take_turns_in_having_a_page_fetched(paper: Engine) -> None:
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    told(paper, entry(modified=early, digest="long"), by="feed")
    fetch(paper, NOW, status=200, body=b"<p>x</p>")
    with Session(paper) as session:
        session.execute(update(Page).values(state="extracted"))
        session.commit()
    for _ in range(3):
        assert told(paper, entry(modified=late, digest="short"), by="other") == (1 if _ == 0 else 0)
        assert told(paper, entry(modified=early, digest="long"), by="feed") == 0
        fetch(paper, NOW, status=304)
        with Session(paper) as session:
            session.execute(update(Page).values(state="extracted"))
            session.commit()


def test_only_what_left_above_older_entries_counts_as_vanished(paper: Engine) -> None:
    told(paper, *(entry(str(n)) for n in range(6)))
    with Session(paper) as session:
        session.execute(update(Page).values(state="extracted"))
        session.commit()
    before = [[f"https://paper.example/{n}", ""] for n in range(6)]
    still = {f"https://paper.example/{n}" for n in (0, 1, 3)}
    assert frontier.vanished(paper, before, still, NOW) == 1  # 2 left; 4 and 5 have merely aged
    assert [one.url[-1] for one in frontier.claim(paper, "paper", NOW, "w", 9)] == ["2"]
    assert frontier.vanished(paper, before, set(), NOW) == 0  # a list that is all new says nothing of the old


def test_a_young_article_is_looked_at_again_at_three_ages_and_then_no_more(paper: Engine) -> None:
    told(paper, entry(published=NOW - timedelta(hours=1)))
    at, ages = NOW, []
    fetch(paper, at, status=200, body=b"<p>x</p>")
    while (due := page(paper).due) is not None:
        ages.append(round((due - NOW) / timedelta(days=1)))
        with Session(paper) as session:
            session.execute(update(Page).values(state="extracted"))
            session.commit()
        at = due
        fetch(paper, at, status=304)
    assert ages == [1, 3, 7]


def test_what_was_old_when_it_was_found_is_not_looked_at_again(paper: Engine) -> None:
    told(paper, entry(published=NOW - timedelta(days=400)))
    fetch(paper, NOW, status=200, body=b"<p>x</p>")
    assert page(paper).due is None


def test_a_page_is_quarantined_after_three_failures_with_growing_rests(paper: Engine) -> None:
    told(paper, entry())
    at, rests = NOW, []
    for _ in range(3):
        fetch(paper, at, status=500, error="HTTP 500")
        due = page(paper).due
        if due:
            rests.append(due - at)
            assert frontier.claim(paper, "paper", due - timedelta(seconds=1), "w", 9) == []
            at = due
    assert rests == [timedelta(minutes=10), timedelta(hours=2)]
    assert page(paper).state == "quarantined"
    assert frontier.claim(paper, "paper", at + timedelta(days=99), "w", 9) == []


def test_a_page_whose_lease_went_to_another_is_left_to_it(paper: Engine) -> None:
    told(paper, entry())
    mine = frontier.claim(paper, "paper", NOW, "slow", 9)
    later = NOW + lease.LEASE + timedelta(seconds=1)
    assert len(frontier.claim(paper, "paper", later, "quick", 9)) == 1
    assert store(paper, [Fetched(mine[0].id or 0, b"<p>late</p>", 200, at=later)], "slow").counts == {}
    assert page(paper).lease_by == "quick"


# ---- leases ---------------------------------------------------------------------------------------------------


def test_a_dead_holder_is_noticed_at_once_and_a_living_one_is_left(paper: Engine) -> None:
    told(paper, entry("a"), entry("b"))
    code = "import sys; sys.path.insert(0, '.'); from crawler import lease; print(lease.name('x'))"
    dead = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert len(frontier.claim(paper, "paper", NOW, dead, 1)) == 1
    assert len(frontier.claim(paper, "paper", NOW, lease.name("me"), 1)) == 1
    assert lease.reap(paper) == [dead]
    assert len(frontier.claim(paper, "paper", NOW, "next", 9)) == 1


def test_a_number_that_came_again_is_another_process() -> None:
    parts = lease.name("x").split("|")
    assert lease.alive("|".join(parts))
    assert not lease.alive("|".join([*parts[:3], "1", parts[4]]))
    assert lease.alive("|".join([parts[0], "another machine", str(os.getpid()), "1", parts[4]]))


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


# ---- health ---------------------------------------------------------------------------------------------------


def state(on: Engine, at: datetime = NOW) -> str:
    return health.health(on, ["paper"], at)[0].state


def test_a_source_is_new_then_healthy_then_failing(paper: Engine) -> None:
    assert state(paper) == "new"
    for number in (1, 2):
        with Session(paper) as session:
            row = session.get(Channel, number)
            assert row is not None
            session.expunge(row)
        schedule.visited(paper, row, NOW, "content")
    assert state(paper) == "healthy"
    assert health.note_changes(paper, ["paper"], NOW) == ["paper: new → healthy"]
    assert health.note_changes(paper, ["paper"], NOW) == []
    with Session(paper) as session:
        rows = session.execute(select(Channel)).scalars().all()
        session.expunge_all()
    for row in rows:
        schedule.failed(paper, row, NOW, "HTTP 500")
    assert state(paper) == "failing"
    assert health.note_changes(paper, ["paper"], NOW) == ["paper: healthy → failing HTTP 500"]
    with paper.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sourcestate")).scalar_one() == 2


def test_a_source_that_nobody_could_read_for_days_is_failing(paper: Engine) -> None:
    with Session(paper) as session:
        session.execute(update(Source).values(last_success=NOW - timedelta(days=9)))
        session.execute(update(Channel).values(last_success=NOW - timedelta(days=9)))
        session.commit()
    assert state(paper) == "failing"
