"""Webhooks: signatures, the guard, and how attempts end."""

import socket
import time
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from api import webhooks
from models.columns import now
from tests.api.receiver import Receiver, receiving

BODY = '{"type":"alert.matched"}'


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


def send(receiver: Receiver, keys: list[str] | None = None, path: str = "") -> webhooks.Attempt:
    return webhooks.send(
        receiver.url + path, "msg_1", BODY, keys or [webhooks.new_secret()], now(), doors=receiver.doors
    )


def test_a_request_verifies_with_the_standard_library_of_standard_webhooks(receiver: Receiver) -> None:
    key = webhooks.new_secret()
    assert len(b64decode(key.removeprefix("whsec_"))) == 32
    assert send(receiver, [key], "?a=1").ok
    path, headers, body = receiver.requests[0]
    assert path == "/hook?a=1" and headers["host"] == f"127.0.0.1:{receiver.port}"
    assert Webhook(key).verify(body, headers) == {"type": "alert.matched"}
    with pytest.raises(WebhookVerificationError):
        Webhook(webhooks.new_secret()).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(key).verify(body + b" ", headers)


def test_for_a_day_after_rotation_both_secrets_verify(receiver: Receiver) -> None:
    at = now()
    first = webhooks.rotated([], at - timedelta(days=3))
    second = webhooks.rotated(first, at)
    assert send(receiver, webhooks.in_force(second, at)).ok
    _, headers, body = receiver.requests[0]
    for secret in (first[0]["secret"], second[0]["secret"]):
        Webhook(secret).verify(body, headers)
    assert webhooks.in_force(second, at + timedelta(hours=25)) == [second[0]["secret"]]


def test_rotating_often_keeps_few_secrets_and_extends_none() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    held = webhooks.rotated([], at)
    oldest = held[0]["secret"]
    for hour in range(1, 30):
        held = webhooks.rotated(held, at + timedelta(hours=hour))
    assert len(held) <= 5 and oldest not in [one["secret"] for one in held]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(receiver: Receiver, status: int) -> None:
    receiver.statuses, receiver.headers = [status], {"Location": receiver.url + "/elsewhere"}
    attempt = send(receiver)
    assert not attempt.ok and not attempt.final and attempt.status == status
    assert "redirects are not followed" in str(attempt.error)
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1%25lo]/",
        "http://user:word@93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "http://93.184.216.34:22/",
        "http://93.184.216.34:0/",
        "//93.184.216.34/",
        "http://",
        "nonsense",
        "http://a\r\nHost: b/",
    ],
)
def test_an_address_that_is_not_public_is_never_connected_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connected)
    attempt = webhooks.send(url, "msg_1", BODY, [webhooks.new_secret()], now())
    assert not attempt.ok and attempt.status is None and attempt.error


def test_a_name_that_resolves_to_a_private_address_is_refused_at_every_connection(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name may be public when the alert is made and private when it is used."""
    real = socket.getaddrinfo
    found = ["93.184.216.34", "127.0.0.1"]

    def resolve(host: str, port: int, **more: int) -> list[object]:
        return [real(one, port, **more)[0] for one in found] if host == "hooks.example" else real(host, port, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url, ports = f"http://hooks.example:{receiver.port}/", frozenset({receiver.port})
    assert webhooks.address(url, ports)
    attempt = webhooks.send(url, "msg_1", BODY, [webhooks.new_secret()], now(), ports)
    assert "hooks.example resolves to 127.0.0.1, which is not public" in str(attempt.error)
    assert receiver.requests == []


def test_a_receiver_that_drips_is_left_in_time(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "PATIENCE", 0.6)
    receiver.drip = 0.02
    begun = time.monotonic()
    attempt = send(receiver)
    assert not attempt.ok and not attempt.final
    assert time.monotonic() - begun < 5


def test_answers_say_what_is_to_be_done_next(receiver: Receiver) -> None:
    receiver.statuses, receiver.headers = [410, 429, 500, 200], {"Retry-After": "120"}
    gone, busy, broken, fine = (send(receiver) for _ in range(4))
    assert gone.final and not gone.ok
    assert busy.wait == 120 and not busy.final
    assert not broken.ok and broken.status == 500
    assert fine.ok and fine.entry(now())["error"] is None


@pytest.mark.parametrize(
    "rest", [b"Content-Length: 100\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\nrubbish", b"\r\nwithout end"]
)
def test_what_arrived_has_arrived_whatever_follows_the_status(
    receiver: Receiver, rest: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "PATIENCE", 1.0)
    receiver.plain = b"HTTP/1.1 200 OK\r\n" + rest
    attempt = send(receiver)
    assert attempt.ok and attempt.status == 200 and len(receiver.requests) == 1


def test_retry_after_may_be_a_date(receiver: Receiver) -> None:
    receiver.statuses = [503] * 3
    waits = []
    for later in (format_datetime(now() + timedelta(hours=2), usegmt=True), "in a while", "²"):
        receiver.headers = {"Retry-After": later}
        waits.append(send(receiver).wait)
    assert waits[0] == pytest.approx(7200, abs=60) and waits[1:] == [None, None]


def test_nobody_listening_is_worth_another_attempt() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url, doors = f"http://127.0.0.1:{port}/", frozenset({("127.0.0.1", port)})
    attempt = webhooks.send(url, "msg_1", BODY, [webhooks.new_secret()], now(), doors=doors)
    assert not attempt.ok and not attempt.final and "ConnectError" in str(attempt.error)
