"""How sources do, for programs: one source's health, and the feed of changes of state."""

from datetime import timedelta

import feedparser
import pytest
from starlette.testclient import TestClient

from models.columns import now
from models.page import Page
from models.source import Channel, Host, Source, SourceState
from tests.api.factory import Filler


@pytest.fixture
def lately(filler: Filler) -> Filler:
    """Ofsted was read an hour ago and was quiet before; nobody ever read the other one."""
    at = now()
    session = filler.session
    ofsted = "https://ofsted.example"
    session.add(Host(origin=ofsted, robots="", robots_status=404, robots_at=at))
    session.add(Channel(source="ofsted", url=f"{ofsted}/feed", kind="feed", last_success=at - timedelta(hours=1)))
    session.add(Channel(source="local-gov", url="https://local-gov.example/feed", kind="feed"))
    filler.article("ofsted", "Report", "Inspectors came.", at).first_seen = at
    for number, state in enumerate(("extracted", "extracted", "extracted", "refused")):
        url = f"{ofsted}/more/{number}"
        session.add(Page(url=url, fetch_url=url, source="ofsted", state=state, found=at, fetched=at))
    session.add(SourceState(source="ofsted", state="quiet", reason="1 of the 9 articles <expected>", at=at))
    session.add(SourceState(source="ofsted", state="healthy", at=at + timedelta(days=1)))
    session.add(SourceState(source="local-gov", state="failing", reason="HTTP 500", at=at + timedelta(days=2)))
    read = session.get_one(Source, "ofsted")
    read.last_success, read.weekly = at, 1
    session.commit()
    return filler


def test_a_source_tells_how_it_does(lately: Filler, client: TestClient) -> None:
    told = client.get("/v1/sources/ofsted/health").json()
    assert (told["state"], told["expected"], told["week"], told["articles"]) == ("healthy", 1, 1, 1)
    assert told["error_rate"] == 0.25
    assert [(one["origin"], one["status"], one["decision"]) for one in told["robots"]] == [
        ("https://ofsted.example", 404, "allowed")
    ]
    assert [(one["kind"], one["errors"], one["retired"]) for one in told["channels"]] == [("feed", 0, False)]


def test_a_source_that_nobody_read_is_new_and_an_unknown_one_is_missing(lately: Filler, client: TestClient) -> None:
    told = client.get("/v1/sources/local-gov/health").json()
    assert (told["state"], told["robots"][0]["decision"]) == ("new", "unread")
    assert client.get("/v1/sources/no-such/health").status_code == 404
    assert client.get("/v1/sources/ofsted/health?x=1").status_code == 422


def test_changes_of_state_are_a_feed(lately: Filler, client: TestClient) -> None:
    found = client.get("/feeds/sources.json").json()["items"]
    assert [(one["source"], one["state"]) for one in found] == [
        ("local-gov", "failing"),
        ("ofsted", "healthy"),
        ("ofsted", "quiet"),
    ]
    narrowed = client.get("/feeds/sources.json?source=ofsted&state=quiet").json()["items"]
    assert [one["reason"] for one in narrowed] == ["1 of the 9 articles <expected>"]
    for format_ in ("rss", "atom"):
        read = feedparser.parse(client.get(f"/feeds/sources.{format_}").content)
        assert [entry.title for entry in read.entries] == ["Local Gov: failing", "Ofsted: healthy", "Ofsted: quiet"]
        assert len({entry.id for entry in read.entries}) == 3
    assert "Local Gov,failing,HTTP 500" in client.get("/feeds/sources.csv").text
    assert client.get("/feeds/sources.ndjson").text.count("\n") == 3
