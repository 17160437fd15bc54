"""API keys."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session
from starlette.testclient import TestClient

from api import keys

ARRIVED = datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    with Session(database, expire_on_commit=False) as opened:
        yield opened


def test_a_key_holds_256_bits_and_only_its_hash_is_kept(session: Session, database: Engine) -> None:
    key = keys.new(session, "desk", ["alerts"], ARRIVED)
    assert re.fullmatch(r"cw_[A-Za-z0-9_-]{43}", key)
    with database.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM apikey")).one())
    assert key not in kept and key[9:] not in kept
    assert key[:9] in kept and key[:9] in keys.table(session)


def test_two_keys_in_force_never_share_a_name(session: Session) -> None:
    keys.new(session, "desk", [], ARRIVED)
    with pytest.raises(keys.KeysError, match="there is a key 'desk' already"):
        keys.new(session, " desk ", [], ARRIVED)
    keys.revoke(session, "desk", ARRIVED)
    keys.new(session, "desk", [], ARRIVED)
    assert keys.in_force(session) == 1


def test_an_unknown_scope_is_refused_with_the_nearest_one(session: Session) -> None:
    with pytest.raises(keys.KeysError, match="did you mean 'alerts'"):
        keys.new(session, "desk", ["alert"], ARRIVED)
    assert keys.listed(session) == []


@pytest.mark.parametrize("by", ["name", "id", "prefix", "key"])
def test_a_key_is_revoked_by_whatever_its_owner_knows_of_it(session: Session, by: str) -> None:
    key = keys.new(session, "desk", ["label"], ARRIVED)
    held = keys.listed(session)[0]
    known = {"name": "desk", "id": str(held.id), "prefix": held.prefix, "key": key}[by]
    assert keys.revoke(session, known, ARRIVED + timedelta(days=1)).name == "desk"
    assert keys.in_force(session) == 0
    with pytest.raises(keys.KeysError, match="there is no key"):
        keys.revoke(session, known, ARRIVED)


def test_a_revoked_key_is_refused_at_once(client: TestClient, session: Session) -> None:
    key = keys.new(session, "desk", ["alerts"], ARRIVED)
    asked = {"Authorization": f"Bearer {key}"}
    assert client.get("/v1/alerts", headers=asked).status_code == 200
    keys.revoke(session, "desk", ARRIVED)
    refused = client.get("/v1/alerts", headers=asked)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.json()["type"] == "/problems/unknown-key"


def test_a_key_may_only_what_its_scopes_say(client: TestClient, session: Session) -> None:
    asked = {"Authorization": f"Bearer {keys.new(session, 'labels', ['label'], ARRIVED)}"}
    assert client.get("/v1/alerts").status_code == 401
    assert client.get("/v1/alerts", headers=asked).status_code == 403
    admin = {"Authorization": f"Bearer {keys.new(session, 'admin', ['admin'], ARRIVED)}"}
    assert client.get("/v1/alerts", headers=admin).status_code == 200


def test_only_the_scope_opens_the_full_text_of_what_is_not_openly_licensed(
    newsroom: Engine, client: TestClient, session: Session
) -> None:
    asked = {"Authorization": f"Bearer {keys.new(session, 'reader', ['read-full-text'], ARRIVED)}"}
    plain = {item["id"]: item for item in client.get("/v1/articles?limit=200").json()["items"]}
    full = {item["id"]: item for item in client.get("/v1/articles?limit=200", headers=asked).json()["items"]}
    closed = [id_ for id_, item in plain.items() if item["source"] != "public-inspection-notices"]
    assert closed and all(plain[id_]["text"] is None and full[id_]["text"] for id_ in closed)
    assert all(item["text"] for id_, item in plain.items() if id_ not in closed)
