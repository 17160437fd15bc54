"""What is due, and who does it, one rule at a time: schedule, frontier, leases, health."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text, update
from sqlmodel import Session, col

from crawler import frontier, health, lease, schedule
from crawler.archive import Fetched, store
from crawler.channels import Entry, Feed, Listing
from crawler.spider import SourceSpider
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
