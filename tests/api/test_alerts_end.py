"""Alerts that stop, leave a channel or move: what they were still trying to send goes nowhere, or along."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api import alerts, deliver, keys
from api.app import create_app
from models.follow import SavedSearch
from models.settings import Settings
from models.settings import settings as environment
from tests.api import postbox, receiver
from tests.api.factory import ARRIVED, Filler
from tests.api.postbox import Postbox
from tests.api.receiver import Receiver


@pytest.fixture
def hooks() -> Iterator[tuple[Receiver, Receiver]]:
    with receiver.receiving() as old, receiver.receiving() as new:
        yield old, new


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox.receiving() as made:
        monkeypatch.setenv("COUNCILWIRE_SMTP_URL", made.url)
        environment.cache_clear()
        yield made
    monkeypatch.undo()
    environment.cache_clear()


@pytest.fixture
def owner(filler: Filler, database: Engine, hooks: tuple[Receiver, Receiver], box: Postbox) -> Iterator[TestClient]:
    """A key's owner, with an alert of both channels whose first message neither takes at once."""
    app = create_app(database, settings=Settings(rate_limit=0, smtp_url=box.url))
    app.state.doors = hooks[0].doors | hooks[1].doors
    key = {"Authorization": f"Bearer {keys.new(filler.session, 'desk', ['alerts'], ARRIVED)}"}
    asked = {"name": "Bins", "query": "bins", "frequency": "instant", "email": "desk@paper.example"}
    with TestClient(app, headers=key) as client:
        assert client.post("/v1/alerts", json={**asked, "webhook": hooks[0].url}).status_code == 201
        news(filler)
        hooks[0].statuses, box.answers = [500], ["452 later"]
        assert later(database, hooks, 0) == {"composed": 2, "put off": 2}
        yield client


def news(filler: Filler) -> None:
    article = filler.article("local-gov", "Bins", "Bins are late.")
    article.first_seen = datetime.now(UTC)
    filler.session.commit()
    alerts.match(filler.session, [article.id or 0])
    filler.session.commit()


def later(on: Engine, hooks: tuple[Receiver, Receiver], hours: int = 1) -> dict[str, int]:
    at = datetime.now(UTC) + timedelta(hours=hours)
    counts = deliver.deliver(on, at, hooks[0].doors | hooks[1].doors)
    return {name: number for name, number in counts.items() if number}


@pytest.mark.parametrize("how", ["delete", "stop"])
def test_what_has_ended_sends_no_more(
    owner: TestClient, database: Engine, hooks: tuple[Receiver, Receiver], box: Postbox, how: str
) -> None:
    if how == "delete":
        assert owner.delete("/v1/alerts/1").status_code == 204
    else:
        assert owner.patch("/v1/alerts/1", json={"active": False}).status_code == 200
    assert later(database, hooks) == {}
    assert len(hooks[0].requests) == 1 and box.messages == []


def test_an_alert_that_moves_takes_along_what_had_not_arrived(
    owner: TestClient, database: Engine, hooks: tuple[Receiver, Receiver], box: Postbox
) -> None:
    owner.patch("/v1/alerts/1", json={"webhook": hooks[1].url, "email": "news@paper.example"})
    assert later(database, hooks) == {"composed": 2, "sent": 2}
    assert (len(hooks[0].requests), len(hooks[1].requests)) == (1, 1)
    assert [message["To"] for message in box.messages] == ["news@paper.example"]
    told = owner.get("/v1/alerts/1").json()
    assert told["active"] and told["stopped"] is None and told["waiting"] == 0


def test_a_channel_that_is_given_up_is_owed_nothing(
    owner: TestClient, database: Engine, hooks: tuple[Receiver, Receiver], box: Postbox
) -> None:
    assert owner.patch("/v1/alerts/1", json={"email": None}).json()["waiting"] == 0
    assert later(database, hooks) == {"sent": 1}
    assert len(hooks[0].requests) == 2 and box.messages == []


def test_the_link_in_a_mail_ends_the_mails_alone(
    owner: TestClient, database: Engine, hooks: tuple[Receiver, Receiver], box: Postbox, filler: Filler
) -> None:
    later(database, hooks)
    link = str(box.messages[0]["List-Unsubscribe"]).strip(" <>")
    assert owner.post(link[link.index("/alerts/stop") :]).status_code == 200
    news(filler)
    assert later(database, hooks, 2) == {"composed": 1, "sent": 1}
    assert len(hooks[0].requests) == 3 and len(box.messages) == 1
    filler.session.expire_all()
    held = filler.session.get_one(SavedSearch, 1)
    assert held.active and held.webhook and held.email is None


def test_a_message_on_its_way_when_its_alert_ends_is_not_tried_again(
    owner: TestClient, database: Engine, hooks: tuple[Receiver, Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    send = deliver.webhooks.send

    def stopped(*given: Any) -> Any:
        owner.patch("/v1/alerts/1", json={"active": False})
        return send(*given)

    monkeypatch.setattr(deliver.webhooks, "send", stopped)
    hooks[0].statuses = [500]
    later(database, hooks)
    assert later(database, hooks, 2) == {} and len(hooks[0].requests) == 2
    assert owner.get("/v1/alerts/1").json()["stopped"] is None


def test_why_an_alert_stopped_is_told_until_it_begins_anew(
    owner: TestClient, database: Engine, hooks: tuple[Receiver, Receiver], box: Postbox
) -> None:
    hooks[0].statuses, box.answers = [410], ["550 nobody"]
    assert later(database, hooks) == {"given up": 2}
    told = owner.patch("/v1/alerts/1", json={"name": "Another"}).json()
    assert not told["active"] and told["stopped"]
    told = owner.patch("/v1/alerts/1", json={"active": True}).json()
    assert told["active"] and told["stopped"] is None
