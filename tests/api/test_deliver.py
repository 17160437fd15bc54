"""Delivery: one message a place, each event once, tried until it arrived."""

import itertools
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from standardwebhooks.webhooks import Webhook
from starlette.testclient import TestClient

from api import alerts, deliver, keys, webhooks
from api.app import create_app
from models.article import Article
from models.follow import Delivery, Message, SavedSearch
from models.settings import Settings
from models.settings import settings as environment
from models.story import Story, StoryArticle
from tests.api import postbox, receiver
from tests.api.factory import Filler
from tests.api.postbox import Postbox
from tests.api.receiver import Receiver

AT = datetime.now(UTC).replace(microsecond=0)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
BAD = ("inspection/ofsted-inadequate",)


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver.receiving() as made:
        yield made


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox.receiving() as made:
        monkeypatch.setenv("COUNCILWIRE_SMTP_URL", made.url)
        monkeypatch.setenv("COUNCILWIRE_PUBLIC_URL", "https://wire.example")
        environment.cache_clear()
        yield made
    monkeypatch.undo()
    environment.cache_clear()


@pytest.fixture
def key(filler: Any) -> str:
    return keys.new(filler.session, "desk", ["alerts"], BEFORE)


def search(filler: Any, query: str = "tag:inspection", **more: Any) -> SavedSearch:
    """An alert of the first key."""
    secrets = webhooks.rotated([], BEFORE) if more.get("webhook") else []
    made = SavedSearch(key_id=1, name=query, query=query, created=BEFORE, secrets=secrets, **more)
    filler.session.add(made)
    filler.session.commit()
    return made


def news(filler: Any, title: str = "Failed", story: int | None = None) -> Any:
    """An article that is tagged now, and what it owes."""
    made = filler.article("local-gov", title, f"{title}. It is inadequate.", AT, BAD, story)
    alerts.match(filler.session, [made.id], AT)
    filler.session.commit()
    return made


def told(hook: Receiver) -> list[list[str]]:
    """Titles of each request that came in."""
    bodies = [json.loads(body) for _, _, body in hook.requests]
    return [[event["article"]["title"] for event in body["data"]["events"]] for body in bodies]


def run(filler: Any, hook: Receiver | None = None, at: datetime = AT) -> dict[str, int]:
    counts = deliver.deliver(filler.session.get_bind(), at, hook.doors if hook else frozenset())
    filler.session.expire_all()
    return {name: number for name, number in counts.items() if number}


def test_an_alert_arrives_once_however_often_delivery_runs(filler: Any, key: str, hook: Receiver) -> None:
    held = search(filler, webhook=hook.url)
    news(filler)
    assert run(filler, hook) == {"composed": 1, "sent": 1}
    assert run(filler, hook) == {} and run(filler, hook, AT + timedelta(days=30)) == {}
    _, headers, body = hook.requests[0]
    read = Webhook(held.secrets[0]["secret"]).verify(body, headers)
    assert read["type"] == "alert.matched" and read["data"]["alerts"][0]["query"] == "tag:inspection"
    event = read["data"]["events"][0]
    assert event["alerts"] == [held.id] and event["event"].startswith("story:")
    assert event["article"]["tags"][0]["evidence"][0]["text"] and "text" not in event["article"]
    assert len(hook.requests) == 1


def test_one_message_tells_what_many_alerts_found_and_each_event_once(
    filler: Any, key: str, hook: Receiver, box: Postbox
) -> None:
    searches = [
        search(filler, query, webhook=hook.url, email="desk@paper.example") for query in ("inadequate", "failed")
    ]
    searches.append(search(filler, "tag:inspection/ofsted-inadequate", email="desk@paper.example"))
    for title in ("Failed", "Failed again"):
        news(filler, title)
    assert run(filler, hook) == {"composed": 2, "sent": 2}
    assert sorted(told(hook)[0]) == ["Failed", "Failed again"] and len(hook.requests) == 1
    _, headers, body = hook.requests[0]
    for held in searches[:2]:
        Webhook(held.secrets[0]["secret"]).verify(body, headers)
    assert len(box.messages) == 1
    plain = box.messages[0].get_body(("plain",))
    assert plain is not None and plain.get_content().splitlines().count("https://local-gov.example/1") == 1
    assert "Found by: inadequate, failed, tag:inspection/ofsted-inadequate" in plain.get_content()


def test_a_place_is_not_told_again_by_another_alert_at_another_time(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, "inadequate", webhook=hook.url)
    search(filler, "failed", webhook=hook.url, frequency="daily")
    news(filler)
    run(filler, hook)
    assert run(filler, hook, AT + timedelta(days=2)) == {}
    assert told(hook) == [["Failed"]]


def merge(filler: Filler, older: int, younger: Article) -> None:
    """An article's story turns out to be an older one."""
    place = filler.session.scalars(select(StoryArticle).where(col(StoryArticle.article_id) == younger.id)).one()
    gone = filler.session.get_one(Story, place.story_id)
    gone.merged_into = place.story_id = older
    filler.session.add_all([gone, place])
    filler.session.commit()


def test_stories_that_turn_out_to_be_one_are_one_event_of_a_message(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    search(filler, "tag:inspection failed", webhook=hook.url)
    news(filler, "Failed")
    merge(filler, 1, news(filler, "Failed again"))
    assert run(filler, hook) == {"composed": 1, "sent": 1}
    (event,) = json.loads(hook.requests[0][2])["data"]["events"]
    assert (event["event"], event["alerts"]) == ("story:1", [1, 2])


def test_a_place_is_not_told_of_a_story_that_turns_out_to_be_one_it_knows(
    filler: Any, key: str, hook: Receiver
) -> None:
    search(filler, "first", webhook=hook.url)
    search(filler, "second", webhook=hook.url)
    news(filler, "The first")
    assert run(filler, hook) == {"composed": 1, "sent": 1}
    merge(filler, 1, news(filler, "The second"))
    assert run(filler, hook) == {} and told(hook) == [["The first"]]


def test_digests_wait_for_their_morning_and_hold_all_that_came(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url, frequency="daily")
    for title in ("One", "Two", "Three"):
        news(filler, title)
    assert run(filler, hook) == {}
    assert run(filler, hook, AT + timedelta(days=1)) == {"composed": 1, "sent": 1}
    assert sorted(told(hook)[0]) == ["One", "Three", "Two"]


def test_a_receiver_that_fails_is_tried_again_with_the_same_id_and_body(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    news(filler)
    hook.statuses = [503, 500]
    assert run(filler, hook) == {"composed": 1, "put off": 1}
    assert run(filler, hook) == {}, "not before its time"
    assert run(filler, hook, AT + timedelta(seconds=7)) == {"put off": 1}
    assert run(filler, hook, AT + timedelta(minutes=10)) == {"sent": 1}
    assert len({headers["webhook-id"] for _, headers, _ in hook.requests}) == 1
    assert len({body for _, _, body in hook.requests}) == 1 and len(hook.requests) == 3
    message = filler.session.scalars(select(Message)).one()
    assert [entry["status"] for entry in message.log] == [503, 500, 204] and message.attempts == 3


def test_a_receiver_is_given_three_days_and_then_left_alone(filler: Any, key: str, hook: Receiver) -> None:
    held = search(filler, webhook=hook.url)
    news(filler)
    hook.statuses = [500] * 50
    at, last = AT, {"put off": 1}
    while last and at < AT + timedelta(days=10):
        last = run(filler, hook, at)
        due = filler.session.scalars(select(Message)).one().due
        at = due or at
        if due is None:
            break
    assert last == {"given up": 1} and timedelta(days=3) <= at - AT <= timedelta(days=4)
    assert len(hook.requests) == len(deliver.WAITS) + 1
    filler.session.refresh(held)
    assert not held.active and "answered 500" in str(held.stopped)


def test_a_receiver_that_is_gone_ends_the_alert_unless_it_has_another_channel(
    filler: Any, key: str, hook: Receiver, box: Postbox
) -> None:
    one, two = search(filler, webhook=hook.url), search(filler, webhook=hook.url, email="desk@paper.example")
    news(filler)
    hook.statuses = [410]
    assert run(filler, hook) == {"composed": 2, "sent": 1, "given up": 1}
    filler.session.refresh(one)
    filler.session.refresh(two)
    assert not one.active and two.active and two.webhook is None and "gone" in str(two.stopped)
    news(filler, "Next")
    assert run(filler, hook) == {"composed": 1, "sent": 1}
    assert len(box.messages) == 2 and len(hook.requests) == 1


def test_retry_after_is_heeded(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    news(filler)
    hook.statuses, hook.headers = [429], {"Retry-After": "7200"}
    run(filler, hook)
    assert run(filler, hook, AT + timedelta(minutes=119)) == {}
    assert run(filler, hook, AT + timedelta(minutes=121)) == {"sent": 1}


def test_one_dead_receiver_holds_up_no_other(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook="http://127.0.0.1:1/")
    search(filler, webhook=hook.url)
    news(filler)
    assert run(filler, hook) == {"composed": 2, "sent": 1, "given up": 1}


def test_what_its_publisher_withdrew_in_the_meantime_is_not_told(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    made = news(filler)
    made.gone = AT
    filler.session.add(made)
    filler.session.commit()
    assert run(filler, hook) == {} and hook.requests == []
    assert filler.session.scalars(select(Message)).all() == []


def test_a_hundred_events_make_a_message_and_a_program_misses_none(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    articles = [filler.article("local-gov", f"Failed {n}", f"{n} is inadequate.", AT, BAD).id for n in range(130)]
    assert alerts.match(filler.session, articles, AT) == 130
    filler.session.commit()
    assert run(filler, hook) == {"composed": 2, "sent": 2}
    assert sorted(len(titles) for titles in told(hook)) == [30, 100]
    assert len({title for titles in told(hook) for title in titles}) == 130


def test_a_long_mail_shows_a_hundred_and_counts_the_rest(filler: Any, key: str, box: Postbox) -> None:
    search(filler, email="desk@paper.example")
    articles = [filler.article("local-gov", f"Failed {n}", f"{n} is inadequate.", AT, BAD).id for n in range(130)]
    alerts.match(filler.session, articles, AT)
    filler.session.commit()
    assert run(filler) == {"composed": 1, "sent": 1}
    plain = box.messages[0].get_body(("plain",))
    assert plain is not None and "And 30 more" in plain.get_content()


def test_deliveries_that_run_at_once_send_nothing_twice(filler: Any, key: str, hook: Receiver) -> None:
    for number in range(4):
        search(filler, webhook=f"{hook.url}?{number}")
    for number in range(5):
        news(filler, f"Failed {number}")
    ready = threading.Barrier(4)

    def go() -> None:
        ready.wait()
        deliver.deliver(filler.session.get_bind(), AT, hook.doors)

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = [(path, event["event"]) for path, _, body in hook.requests for event in json.loads(body)["data"]["events"]]
    assert len(sent) == 20 == len(set(sent))


def test_a_message_whose_sender_died_is_sent_by_the_next(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    news(filler)
    on = filler.session.get_bind()
    assert deliver.compose(on, AT) == 1
    message = deliver._due(on, AT)[0]
    assert deliver._take(on, message, AT) and not deliver._take(on, message, AT)
    assert run(filler, hook) == {}
    assert run(filler, hook, AT + deliver.LEASE) == {"sent": 1}


def test_who_waits_in_a_long_line_is_taken_and_signed_when_its_turn_comes(
    filler: Any, key: str, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        search(filler, webhook=f"{hook.url}?{number}")
    news(filler)
    on, send, waiting, clock = filler.session.get_bind(), webhooks.send, list[int](), itertools.count(0, 400)
    monkeypatch.setattr(deliver, "WORKERS", 1)
    monkeypatch.setattr(deliver, "time", SimpleNamespace(monotonic=lambda: next(clock)))

    def slow(*given: Any) -> webhooks.Attempt:
        waiting.append(len(deliver._due(on, AT)))
        return send(*given)

    monkeypatch.setattr(webhooks, "send", slow)
    assert run(filler, hook) == {"composed": 3, "sent": 3}
    assert waiting == [2, 1, 0], "another run may send what has not had its turn"
    signed = [int(headers["webhook-timestamp"]) - int(AT.timestamp()) for _, headers, _ in hook.requests]
    assert signed == [400, 800, 1200], "five minutes are what a receiver allows"


def test_a_replay_sends_the_same_again_and_stops_no_alert(filler: Any, key: str, hook: Receiver) -> None:
    held = search(filler, webhook=hook.url)
    news(filler)
    run(filler, hook)
    asked = {"Authorization": f"Bearer {key}"}
    with TestClient(create_app(filler.session.get_bind(), settings=Settings(rate_limit=0)), headers=asked) as client:
        log = client.get(f"/v1/alerts/{held.id}/deliveries").json()["items"]
        assert [(one["state"], len(one["log"])) for one in log] == [("sent", 1)]
        assert client.post(f"/v1/deliveries/{log[0]['id']}/replay").json()["state"] == "waiting"
        assert client.post(f"/v1/deliveries/msg_{'0' * 32}/replay").status_code == 404
    hook.statuses = [410]
    assert run(filler, hook, datetime.now(UTC)) == {"given up": 1}
    assert hook.requests[0][1]["webhook-id"] == hook.requests[1][1]["webhook-id"]
    assert hook.requests[0][2] == hook.requests[1][2]
    filler.session.refresh(held)
    assert held.active


def test_the_link_in_a_mail_stops_its_alerts_with_one_click(filler: Any, key: str, box: Postbox) -> None:
    held = search(filler, email="desk@paper.example")
    news(filler)
    run(filler)
    link = str(box.messages[0]["List-Unsubscribe"]).strip(" <>").removeprefix("https://wire.example")
    news(filler, "Not told any more")
    with TestClient(create_app(filler.session.get_bind(), settings=Settings(rate_limit=0))) as client:
        page = client.get(link)
        assert page.status_code == 200 and "tag:inspection" in page.text and "<form" in page.text
        filler.session.refresh(held)
        assert held.active, "looking is not stopping: mail programs follow links by themselves"
        assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        assert client.post(link).status_code == 200
        assert client.post(link[:-1] + "g").status_code in (404, 422)
    filler.session.refresh(held)
    assert not held.active and held.stopped
    assert run(filler) == {} and len(box.messages) == 1


def test_an_unset_mail_server_puts_messages_off(filler: Any, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCILWIRE_SMTP_URL", "")
    environment.cache_clear()
    search(filler, email="desk@paper.example")
    news(filler)
    assert run(filler) == {"composed": 1, "put off": 1}
    message = filler.session.scalars(select(Message)).one()
    assert "COUNCILWIRE_SMTP_URL" in message.log[0]["error"]


def test_every_delivery_is_either_told_or_in_a_message(filler: Any, key: str, hook: Receiver, database: Engine) -> None:
    search(filler, "inadequate", webhook=hook.url)
    search(filler, "failed", webhook=hook.url, frequency="weekly")
    for number in range(3):
        news(filler, f"Failed {number}")
    run(filler, hook)
    run(filler, hook, AT + timedelta(days=8))
    with Session(database) as session:
        rows = session.scalars(select(Delivery).order_by(col(Delivery.id))).all()
    assert len(rows) == 6 and all((row.message_id is None) == row.told for row in rows)


def test_what_a_revoked_key_was_owed_is_not_sent(filler: Any, key: str, hook: Receiver) -> None:
    search(filler, webhook=hook.url)
    hook.statuses = [500]
    news(filler)
    assert run(filler, hook) == {"composed": 1, "put off": 1}
    keys.revoke(filler.session, "desk", AT)
    assert run(filler, hook, AT + timedelta(days=1)) == {}
    assert len(hook.requests) == 1
