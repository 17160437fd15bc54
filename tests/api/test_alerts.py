"""Alerts: what fits, what is owed once, and the operations of their owners."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, select, text, update
from sqlmodel import Session, col
from starlette.testclient import TestClient

from api import alerts, keys
from api.app import create_app
from api.conditions import Compiler
from api.reading import Reader
from api.vocabulary import read as read_vocabulary
from models import correction
from models.article import Article
from models.follow import Delivery, Label, SavedSearch
from models.judgement import Judgement
from models.settings import Settings
from models.story import Story
from models.tag import Annotation, Tagging

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
BEFORE = AT - timedelta(days=1)
SETTINGS = Settings(public_url="https://wire.example", smtp_url="smtp://127.0.0.1:1", rate_limit=0, alerts_per_key=5)
WEBHOOK = "https://paper.example/hook"
FAILURES = "tag:inspection/ofsted-inadequate"
BAD = ("inspection/ofsted-inadequate",)


def search(filler: Any, query: str = FAILURES, created: datetime = BEFORE, **more: Any) -> SavedSearch:
    """An alert of a key of its own."""
    name = f"key {query} {more} {datetime.now()}"
    keys.new(filler.session, name, ["alerts"], created)
    key = keys.listed(filler.session)[-1]
    made = SavedSearch(key_id=key.id or 0, name="a", query=query, created=created, **{"webhook": WEBHOOK, **more})
    filler.session.add(made)
    filler.session.commit()
    return made


def owed(session: Session) -> list[tuple[int, str, str]]:
    return sorted((d.search_id, d.channel, d.event) for d in session.scalars(select(Delivery)))


def test_an_article_that_fits_is_owed_over_every_channel_of_the_alert(filler: Any) -> None:
    both = search(filler, email="desk@paper.example")
    other = search(filler, "tag:send")
    made = filler.article("local-gov", "Failed", "Ofsted judged it inadequate.", AT, BAD)
    assert alerts.match(filler.session, [made.id], AT) == 1
    assert [row[:2] for row in owed(filler.session)] == [(both.id, "email"), (both.id, "webhook")]
    assert other.id not in [row[0] for row in owed(filler.session)]


def test_a_second_report_of_one_story_is_not_owed_again(filler: Any) -> None:
    search(filler)
    first = filler.article("local-gov", "Failed", "Ofsted judged it inadequate.", AT, BAD)
    alerts.match(filler.session, [first.id], AT)
    story = int(owed(filler.session)[0][2].removeprefix("story:"))
    second = filler.article("ofsted", "Failing", "It is inadequate.", AT, BAD, story)
    assert alerts.match(filler.session, [first.id, second.id], AT) == 0
    assert len(owed(filler.session)) == 1


@pytest.mark.parametrize("told", ["older", "younger"])
def test_stories_that_turn_out_to_be_one_are_told_once(filler: Any, told: str) -> None:
    search(filler)
    articles = [filler.article("local-gov", f"Failed {n}", "It is inadequate.", AT, BAD) for n in (1, 2)]
    session = filler.session
    older, younger = session.scalars(select(Story).order_by(col(Story.id))).all()
    alerts.match(session, [articles[0 if told == "older" else 1].id], AT)
    session.execute(update(Story).where(col(Story.id) == younger.id).values(merged_into=older.id))
    third = filler.article("ofsted", "Failed too", "It is inadequate.", AT, BAD, older.id)
    assert alerts.match(session, [third.id], AT) == 0


def test_two_stories_that_tell_the_same_judgement_are_one_event_within_its_window(filler: Any) -> None:
    search(filler)
    for days, expected in ((0, 1), (20, 0), (300, 1)):
        made = filler.article("local-gov", f"Failed {days}", "It is inadequate.", AT + timedelta(days=days), BAD)
        filler.judged(made, "E08000027", "inadequate" if days != 20 else None)
        assert alerts.match(filler.session, [made.id], AT) == expected, days
    elsewhere = filler.article("local-gov", "Failed elsewhere", "It is inadequate.", AT, BAD)
    filler.judged(elsewhere, "E08000025", "inadequate")
    assert alerts.match(filler.session, [elsewhere.id], AT) == 1


def test_what_was_seen_before_the_alert_was_made_is_not_owed(filler: Any) -> None:
    search(filler, created=AT + timedelta(hours=1))
    made = filler.article("local-gov", "Failed", "It is inadequate.", AT, BAD)
    assert alerts.match(filler.session, [made.id], AT + timedelta(days=1)) == 0


def test_stopped_alerts_revoked_keys_and_withdrawn_articles_owe_nothing(filler: Any) -> None:
    session = filler.session
    search(filler, active=False)
    revoked = search(filler)
    keys.revoke(session, str(revoked.key_id), AT)
    gone = filler.article("local-gov", "Failed", "It is inadequate.", AT, BAD)
    assert alerts.match(session, [gone.id], AT) == 0
    search(filler)
    gone.gone = AT
    session.add(gone)
    assert alerts.match(session, [gone.id], AT) == 0


def test_an_alert_whose_query_is_not_understood_any_more_does_not_hold_up_others(filler: Any) -> None:
    search(filler, "tag:once/upon-a-time")
    fine = search(filler)
    made = filler.article("local-gov", "Failed", "It is inadequate.", AT, BAD)
    assert alerts.match(filler.session, [made.id], AT) == 1
    assert owed(filler.session)[0][0] == fine.id


def test_an_alert_the_database_cannot_answer_does_not_keep_articles_from_being_tagged(
    filler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, fine = search(filler, "tag:send"), search(filler)
    usual = Compiler.condition
    monkeypatch.setattr(
        Compiler, "condition", lambda self, node: text("no_column = 1") if "send" in str(node) else usual(self, node)
    )
    made = filler.article("local-gov", "Failed", "It is inadequate.", AT, BAD)
    assert alerts.match(filler.session, [made.id], AT) == 1
    filler.session.commit()
    assert filler.session.get(Article, made.id) is not None
    assert [row[0] for row in owed(filler.session)] == [fine.id] and broken.id != fine.id


def test_nothing_is_owed_when_the_transaction_that_tagged_is_undone(filler: Any, database: Engine) -> None:
    search(filler)
    made = filler.article("local-gov", "Failed", "It is inadequate.", AT, BAD)
    assert alerts.match(filler.session, [made.id], AT) == 1
    filler.session.rollback()
    with Session(database) as session:
        assert owed(session) == [] and session.scalar(select(Article)) is None


@pytest.mark.parametrize(
    ("frequency", "found", "due"),
    [
        ("instant", "2026-11-22T05:30", "2026-11-22T05:30"),
        ("daily", "2026-11-22T05:30", "2026-11-22T06:00"),
        ("daily", "2026-11-22T06:00", "2026-11-23T06:00"),
        ("weekly", "2026-11-22T05:30", "2026-11-23T06:00"),  # a Sunday
        ("weekly", "2026-11-23T06:00", "2026-11-30T06:00"),  # a Monday, as the digest goes out
        ("weekly", "2026-11-24T23:59", "2026-11-30T06:00"),
    ],
)
def test_digests_are_due_in_the_morning_and_weekly_ones_on_mondays(frequency: str, found: str, due: str) -> None:
    at, then = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (found, due))
    assert alerts.due_at(frequency, at) == then


def test_a_preview_counts_events_and_not_reports(filler: Any, database: Engine) -> None:
    for week in range(8):
        story = None
        for hour in range(3):
            when = AT - timedelta(weeks=week, hours=3 - hour)
            made = filler.article("local-gov", "Failed", "It is inadequate.", when, BAD, story)
            session = filler.session
            story = session.scalar(select(col(Story.id)).where(col(Story.lead_id) == made.id)) or story
    filler.article("local-gov", "Long ago", "It was inadequate.", AT - timedelta(days=400), BAD)
    filler.session.commit()
    with database.connect() as connection:
        reader = Reader(connection, read_vocabulary(connection), AT)
        node = alerts.parse(FAILURES)
        told = {frequency: alerts.preview(reader, node, frequency) for frequency in ("instant", "daily", "weekly")}
    assert all(one["events_per_week"] == 1.0 and one["weeks"] == 8.0 for one in told.values())
    assert [one["messages_per_week"] for one in told.values()] == [1.0, 1.0, 1.0]
    assert len(told["instant"]["items"]) == 10


# ---- over HTTP ------------------------------------------------------------------------------------------------


@pytest.fixture
def client(database: Engine) -> Iterator[TestClient]:
    """The application, with a key of all scopes but admin."""
    with Session(database) as session:
        key = keys.new(session, "desk", ["alerts", "label"], BEFORE)
    with TestClient(create_app(database, settings=SETTINGS), headers={"Authorization": f"Bearer {key}"}) as made:
        yield made


def asked(**more: Any) -> dict[str, Any]:
    return {"name": "Failures", "query": "failing", "webhook": WEBHOOK, **more}


def test_an_alert_is_made_read_changed_and_deleted(client: TestClient) -> None:
    made = client.post("/v1/alerts", json=asked(email="desk@paper.example", frequency="daily"))
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    where = made.headers["location"]
    assert client.get(where).json() == {**made.json(), "secret": None}
    changed = client.patch(where, json={"query": "inadequate", "email": None})
    assert changed.status_code == 200
    assert (changed.json()["query"], changed.json()["email"], changed.json()["frequency"]) == (
        "inadequate",
        None,
        "daily",
    )
    assert [one["id"] for one in client.get("/v1/alerts").json()["items"]] == [made.json()["id"]]
    assert client.delete(where).status_code == 204
    assert client.get(where).status_code == 404


def test_an_alert_that_is_deleted_while_it_is_changed_is_not_found(client: TestClient, database: Engine) -> None:
    where = client.post("/v1/alerts", json=asked()).headers["location"]

    def meanwhile(session: Session, context: object, instances: object) -> None:
        with database.begin() as other:
            other.execute(delete(SavedSearch))

    event.listen(Session, "before_flush", meanwhile, once=True)
    answer = client.patch(where, json={"frequency": "weekly"})
    assert answer.status_code == 404 and "meanwhile" in answer.json()["title"]


def test_a_secret_is_shown_when_it_is_made_and_never_again(client: TestClient) -> None:
    made = client.post("/v1/alerts", json=asked()).json()
    rotated = client.post(f"/v1/alerts/{made['id']}/secret").json()
    moved = client.patch(f"/v1/alerts/{made['id']}", json={"webhook": WEBHOOK + "/b"}).json()
    shown = [made["secret"], rotated["secret"], moved["secret"]]
    assert len(set(shown)) == 3 and all(shown)
    for answer in (client.get("/v1/alerts"), client.get(f"/v1/alerts/{made['id']}")):
        assert "whsec_" not in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"query": "tag:sned"}, "Did you mean 'send'?"),
        ({"query": "a (b"}, "bracket"),
        ({"query": "   "}, "needs a query"),
        ({"webhook": "http://127.0.0.1/"}, "not a public address"),
        ({"webhook": "http://[::1]:80/"}, "not a public address"),
        ({"webhook": "https://paper.example:8443/"}, "port 8443"),
        ({"webhook": "gopher://paper.example/"}, "only http and https"),
        ({"webhook": None}, "an e-mail address or a webhook"),
        ({"email": "desk@paper.example\r\nBcc: x@y.example"}, "not an e-mail address"),
        ({"name": ""}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"frequency": "hourly"}, "frequency"),
        ({"colour": "red"}, "colour"),
        ({"active": 1}, "active"),
    ],
)
def test_an_alert_that_cannot_be_is_refused_and_says_why(
    client: TestClient, filler: Any, change: dict[str, Any], said: str
) -> None:
    answer = client.post("/v1/alerts", json=asked(**change))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.text
    assert client.get("/v1/alerts").json()["items"] == []


def test_no_e_mail_is_promised_where_none_can_be_sent(database: Engine, filler: Any) -> None:
    key = keys.new(filler.session, "desk", ["alerts"], BEFORE)
    with TestClient(create_app(database, settings=Settings(smtp_url="", rate_limit=0))) as client:
        answer = client.post("/v1/alerts", json=asked(email="a@b.example"), headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 422 and "COUNCILWIRE_SMTP_URL" in answer.text


def test_a_key_has_a_bounded_number_of_alerts_and_sees_no_others(client: TestClient, filler: Any) -> None:
    others = search(filler)
    for _ in range(5):
        assert client.post("/v1/alerts", json=asked()).status_code == 201
    full = client.post("/v1/alerts", json=asked())
    assert full.status_code == 409 and full.json()["type"] == "/problems/too-many-alerts"
    assert len(client.get("/v1/alerts").json()["items"]) == 5
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/secret"), ("GET", "/deliveries")):
        answer = client.request(method, f"/v1/alerts/{others.id}{path}", json={} if method == "PATCH" else None)
        assert answer.status_code == 404, (method, path)


def test_a_preview_needs_no_key_and_keeps_nothing(newsroom: Engine, client: TestClient) -> None:
    answer = TestClient(client.app).post("/v1/alerts/preview", json={"query": FAILURES})
    told = answer.json()
    assert answer.status_code == 200 and told["items"] and told["weeks"] >= 1
    assert all(FAILURES.removeprefix("tag:") in [tag["tag"] for tag in item["tags"]] for item in told["items"])
    assert all(item["text"] is None for item in told["items"])
    assert client.get("/v1/alerts").json()["items"] == []


# ---- corrections ----------------------------------------------------------------------------------------------


def test_a_correction_is_in_force_at_once_and_stays_with_its_text(client: TestClient, filler: Any) -> None:
    made = filler.article("local-gov", "Failed", "It is inadequate.", AT, BAD, kind="news", failing=True)
    filler.judged(made, "E08000027", "inadequate")
    filler.session.commit()
    assert len(client.get("/feeds/inadequate.json").json()["items"]) == 1
    said = {"add": ["send"], "remove": list(BAD), "kind": "opinion", "note": "an old rating"}
    answer = client.post(f"/v1/articles/{made.id}/labels", json=said)
    assert answer.status_code == 201 and answer.json()["by"] == "desk"
    item = client.get(f"/v1/articles/{made.id}").json()
    assert [(tag["tag"], tag["by"], tag["probability"]) for tag in item["tags"]] == [("send", "person", 1.0)]
    assert item["kind"] == "opinion" and item["failing_now"] is False
    assert client.get("/feeds/inadequate.json").json()["items"] == []
    with Session(filler.session.get_bind()) as session:
        label = session.scalars(select(Label)).one()
        assert (label.title, label.text) == ("Failed", "It is inadequate.")
    assert client.get(f"/v1/articles/{made.id}/labels").json()["items"] == [answer.json()]


def test_the_later_correction_wins_over_the_earlier_and_over_a_new_tagging(client: TestClient, filler: Any) -> None:
    made = filler.article("local-gov", "Plans", "About plans.", AT, ("send",))
    filler.session.commit()
    for said in ({"remove": ["send"]}, {"add": ["send", "housing"]}, {"remove": ["housing"]}):
        assert client.post(f"/v1/articles/{made.id}/labels", json=said).status_code == 201
    with Session(filler.session.get_bind()) as session:
        session.add(Tagging(article_id=made.id, slug="housing", probability=0.9, threshold=0.5))
        session.flush()
        assert correction.apply(session, [made.id]) == {made.id}
        session.commit()
        held = session.scalars(select(Tagging).where(col(Tagging.article_id) == made.id)).all()
        assert [(tagging.slug, tagging.by) for tagging in held] == [("send", "person")]
        assert session.get_one(Annotation, made.id).kind == "news"


def test_a_tag_that_a_person_adds_is_news_to_alerts(client: TestClient, filler: Any) -> None:
    search(filler, "tag:send")
    made = filler.article("local-gov", "Plans", "About plans.", AT)
    filler.session.commit()
    client.post(f"/v1/articles/{made.id}/labels", json={"add": ["send"]})
    with Session(filler.session.get_bind()) as session:
        assert len(owed(session)) == 1


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ({}, 422, "says something"),
        ({"add": ["sned"]}, 422, "Did you mean 'send'?"),
        ({"add": ["send"], "remove": ["send"]}, 422, "cannot both"),
        ({"kind": "gossip"}, 422, "kind"),
        ({"add": ["send"] * 21}, 422, "add"),
        ({"note": "a\x00b", "add": ["send"]}, 422, "note"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    client: TestClient, filler: Any, said: dict[str, Any], status: int, why: str
) -> None:
    made = filler.article("local-gov", "Plans", "About plans.", AT)
    filler.session.commit()
    answer = client.post(f"/v1/articles/{made.id}/labels", json=said)
    assert answer.status_code == status and why in answer.text
    assert client.post("/v1/articles/999999/labels", json={"add": ["send"]}).status_code == 404
    with Session(filler.session.get_bind()) as session:
        assert session.scalars(select(Label)).all() == []
        assert session.scalars(select(Judgement)).all() == []
