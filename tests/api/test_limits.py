"""Rate limits."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api import keys
from api.app import create_app
from api.limits import CLIENTS, LOOPBACK, UNKNOWN, Limits
from models.settings import Settings


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_client_is_refused_after_its_quota_and_let_in_again_when_told() -> None:
    clock = Clock()
    limits = Limits(60, clock)
    given = [limits.take("203.0.113.9") for _ in range(61)]
    assert [one.allowed for one in given if one] == [True] * 60 + [False]
    refused = dict(given[-1].headers if given[-1] else ())
    assert refused["Retry-After"] == "1"
    assert refused["RateLimit"] == '"default";r=0;t=1' and refused["RateLimit-Policy"] == '"default";q=60;w=60'
    clock.now += 1
    again = limits.take("203.0.113.9")
    assert again and again.allowed


def test_one_client_does_not_use_up_the_quota_of_another() -> None:
    limits = Limits(1)
    for host in ("203.0.113.9", "203.0.113.10", "2001:db8:1:1::5", "2001:db8:1:2::5"):
        assert (one := limits.take(host)) and one.allowed
    assert (last := limits.take("2001:db8:1:2:ffff::9")) and not last.allowed, "a /64 is one home"
    assert (mapped := limits.take("::ffff:203.0.113.9")) and not mapped.allowed, "the same host in another spelling"


def test_a_made_up_key_does_not_open_a_new_quota() -> None:
    limits = Limits(5)
    given = [limits.take("203.0.113.9", f"Bearer guess{number}") for number in range(5 + UNKNOWN + 1)]
    assert [one.allowed for one in given if one] == [True] * (5 + UNKNOWN) + [False]
    assert (without := limits.take("203.0.113.9")) and not without.allowed
    limits.trust("cw_real")
    assert (one := limits.take("203.0.113.9", "Bearer cw_real")) and one.allowed
    limits.trust("cw_real", valid=False)
    assert (one := limits.take("203.0.113.9", "Bearer cw_real")) and not one.allowed


def test_this_machine_itself_is_as_good_as_unlimited_unless_the_operator_says_so() -> None:
    assert (free := Limits(None).take("127.0.0.1")) and free.quota == LOOPBACK
    assert (bound := Limits(2).take("127.0.0.1")) and bound.quota == 2
    assert Limits(0).take("203.0.113.9") is None


def test_clients_long_quiet_are_forgotten() -> None:
    limits = Limits(1)
    for number in range(CLIENTS + 100):
        limits.take(f"host{number}")
    assert len(limits.buckets) == CLIENTS


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/tags"])
def test_every_answer_tells_the_quota_and_refusals_tell_when_to_come_back(database: Engine, path: str) -> None:
    with TestClient(create_app(database, settings=Settings(rate_limit=2)), client=("203.0.113.9", 5)) as client:
        answers = [client.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=1", "r=0", "r=0"]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 31
    assert answers[2].headers["content-type"] == "application/problem+json"
    assert "Retry-After" not in answers[0].headers


def test_a_valid_key_has_its_own_quota_behind_a_busy_address(database: Engine) -> None:
    with Session(database) as session:
        key = keys.new(session, "desk", ["alerts"], datetime(2026, 11, 22, tzinfo=UTC))
    app = create_app(database, settings=Settings(rate_limit=2))
    with TestClient(app, client=("203.0.113.9", 5)) as client:
        assert [client.get("/v1/articles").status_code for _ in range(3)] == [200, 200, 429]
        known = {"Authorization": f"Bearer {key}"}
        assert client.get("/v1/alerts", headers=known).status_code == 200
        assert client.get("/v1/articles", headers={"Authorization": "Bearer cw_guess"}).status_code == 401
        assert client.get("/v1/articles").status_code == 429
