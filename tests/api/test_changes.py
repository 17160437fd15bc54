"""Keeping in step: whoever asks what changed since learns of all that is served, not of edits alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api import keys
from models.article import Article
from models.tag import Annotation
from tests.api.factory import ARRIVED, Filler

SINCE = ARRIVED + timedelta(hours=1)


def changed(client: TestClient, **more: Any) -> list[int]:
    """Ids of all pages of what changed, two by two."""
    found: list[int] = []
    asked = {"updated_since": SINCE.isoformat(), "limit": 2, **more}
    while True:
        told = client.get("/v1/articles", params=asked).json()
        found += [one["id"] for one in told["items"]]
        if told["next"] is None:
            return found
        asked["cursor"] = told["next"]


@pytest.fixture
def news(filler: Filler) -> list[Article]:
    made = [filler.article("local-gov", f"News {n}", "Bins are late.") for n in range(6)]
    filler.session.commit()
    return made


def tagged(session: Session, article: Article, hours: int) -> None:
    held = session.get_one(Annotation, article.id)
    held.at = SINCE + timedelta(hours=hours)
    session.add(held)


def test_what_was_tagged_since_comes_in_the_order_of_change(
    filler: Filler, client: TestClient, news: list[Article]
) -> None:
    assert changed(client) == []
    for place, hours in ((4, 1), (0, 2), (3, 3), (5, 0)):
        tagged(filler.session, news[place], hours)
    news[1].updated = SINCE + timedelta(minutes=90)
    filler.session.add(news[1])
    filler.session.commit()
    assert changed(client) == changed(client, q="bins") == [6, 5, 2, 1, 4]


def test_what_nobody_has_read_yet_comes_by_its_own_change(
    filler: Filler, client: TestClient, news: list[Article]
) -> None:
    filler.session.delete(filler.session.get_one(Annotation, news[2].id))
    news[2].updated = SINCE
    filler.session.add(news[2])
    filler.session.commit()
    assert changed(client) == [3]


def test_what_a_person_corrected_comes_again(filler: Filler, client: TestClient, news: list[Article]) -> None:
    key = {"Authorization": f"Bearer {keys.new(filler.session, 'desk', ['label'], ARRIVED)}"}
    assert client.post("/v1/articles/2/labels", headers=key, json={"add": ["highways-transport"]}).status_code == 201
    assert changed(client) == [2]


@pytest.mark.parametrize("format_", ["rss", "atom", "feed.json", "csv", "ndjson"])
def test_every_format_holds_what_changed_and_no_more(
    filler: Filler, client: TestClient, news: list[Article], format_: str
) -> None:
    tagged(filler.session, news[3], 1)
    filler.session.commit()
    told = client.get(f"/v1/articles.{format_}", params={"updated_since": SINCE.isoformat()}).text
    assert [title for title in (f"News {n}" for n in range(6)) if title in told] == ["News 3"]
