"""Webhooks: one signed request (Standard Webhooks) to an address a user named, which the guard must allow."""

import secrets
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx
from httpcore import SyncBackend
from standardwebhooks.webhooks import Webhook

from models.guard import Door, fault, is_public

PATIENCE = 15.0  # seconds one request may take in all, from look-up to the head of the answer
OLD_SECRET = timedelta(hours=24)  # how long a secret that was replaced still signs


@dataclass(frozen=True)
class Attempt:
    """How one attempt to send went."""

    ok: bool
    status: int | None = None
    error: str | None = None
    seconds: float = 0.0
    final: bool = False  # trying again is of no use: the other side said so
    wait: float | None = None  # seconds after which the other side wants to be asked again

    def entry(self, at: datetime) -> dict[str, Any]:
        """The attempt as the delivery log keeps it."""
        told = {"at": at.isoformat(timespec="seconds"), "status": self.status, "error": self.error}
        return {**told, "seconds": round(self.seconds, 3)}


def new_secret() -> str:
    """A secret to sign with: 256 random bits in the form Standard Webhooks gives them."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def rotated(held: Sequence[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """A new secret before those held; the one in force goes on signing for a day, so that no message is lost."""
    until = (now + OLD_SECRET).isoformat()
    old = [one if one["until"] else {**one, "until": until} for one in held if _in_force(one, now)]
    return [{"secret": new_secret(), "until": None}, *old[:4]]


def in_force(held: Iterable[dict[str, Any]], now: datetime) -> list[str]:
    """The secrets that sign at a moment, newest first."""
    return [one["secret"] for one in held if _in_force(one, now)]


def _in_force(one: dict[str, Any], now: datetime) -> bool:
    return not one["until"] or datetime.fromisoformat(one["until"]) > now


def headers(message_id: str, body: str, keys: Sequence[str], at: datetime) -> dict[bytes | str, bytes | str]:
    """What Standard Webhooks asks for: an id that stays over attempts, the moment, a signature by every secret."""
    signed = [Webhook(key).sign(message_id, at, body) for key in dict.fromkeys(keys)]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signed),
        "content-type": "application/json",
        "accept-encoding": "identity",
        "user-agent": "Councilwire-Webhooks/1",
    }


def address(url: str, ports: Set[int], doors: Set[Door] = frozenset()) -> httpx.URL:
    """A URL as it will be asked for. Raises ValueError with the reason why it is not allowed."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ValueError(f"no usable address: {error}") from error
    reason = fault(str(parsed), ports, doors)
    if reason or len(str(parsed)) > 2000:
        raise ValueError(reason or "an address may be 2,000 characters long")
    return parsed


def send(
    url: str,
    message_id: str,
    body: str,
    keys: Sequence[str],
    at: datetime,
    ports: Set[int] = frozenset({80, 443}),
    doors: Set[Door] = frozenset(),
) -> Attempt:
    """Send one message. Every address that is connected to is checked; redirects are not followed, and what an answer
    holds beyond its head is not read: the status alone says whether it arrived."""
    begun = time.monotonic()
    try:
        to = address(url, ports, doors)
        asked = httpcore.URL(scheme=to.raw_scheme, host=to.raw_host, port=to.port, target=to.raw_path)
        backend = _Guarded(ports, doors, begun + PATIENCE)
        with (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=backend) as pool,
            pool.stream("POST", asked, headers=headers(message_id, body, keys, at), content=body.encode()) as answer,
        ):
            return _judged(answer, time.monotonic() - begun, at)
    except ValueError as error:
        return Attempt(False, error=str(error), final=True)
    except (OSError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        return Attempt(False, error=f"{type(error).__name__}: {error}"[:300], seconds=time.monotonic() - begun)


def _judged(answer: httpcore.Response, seconds: float, at: datetime) -> Attempt:
    status = answer.status
    if 200 <= status < 300:
        return Attempt(True, status, seconds=seconds)
    if status == 410:
        return Attempt(False, status, "answered that it is gone", seconds, final=True)
    if 300 <= status < 400:
        return Attempt(False, status, "redirects are not followed", seconds)
    later = next((value for name, value in answer.headers if name.lower() == b"retry-after"), b"")
    return Attempt(False, status, f"answered {status}", seconds, wait=_seconds(later.decode("latin-1"), at))


def _seconds(later: str, at: datetime) -> float | None:
    """What Retry-After says: a number of seconds, or a date."""
    if later.isdecimal() and len(later) < 7:
        return float(later)
    try:
        return (parsedate_to_datetime(later) - at).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None


class _Guarded(httpcore.NetworkBackend):
    """Connects only to addresses the guard allows, and to the very address that was checked."""

    def __init__(self, ports: Set[int], doors: Set[Door], end: float) -> None:
        self.ports, self.doors, self.end, self.plain = ports, doors, end, SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        name = host.decode() if isinstance(host, bytes) else host
        found = [str(row[4][0]) for row in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
        if (name, port) not in self.doors:
            if port not in self.ports:
                raise ValueError(f"port {port} is not allowed; see COUNCILWIRE_PORTS")
            for one in found:
                if not is_public(one):
                    raise httpcore.ConnectError(f"{name} resolves to {one}, which is not public")
        return _Timed(self._first(list(dict.fromkeys(found)), port), self.end)

    def _first(self, found: list[str], port: int) -> httpcore.NetworkStream:
        """The first of several addresses that answers; each gets its share of the time left."""
        for number, one in enumerate(found[:4]):
            share = _left(self.end) / (min(len(found), 4) - number)
            try:
                return self.plain.connect_tcp(one, port, timeout=share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number + 1 == min(len(found), 4):
                    raise
        raise httpcore.ConnectError("the name has no address")


class _Timed(httpcore.NetworkStream):
    """A stream that ends at a moment, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, end: float) -> None:
        self.inner, self.end = inner, end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, _left(self.end))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, _left(self.end))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self.inner.start_tls(ssl_context, server_hostname, _left(self.end)), self.end)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout(f"it took longer than {PATIENCE:.0f} s")
    return left
