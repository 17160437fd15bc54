"""What every request passes first: an id, a limit to its size and rate, safe headers, a line in the log, a count."""

import json
import logging
import re
import secrets
import time
from urllib.parse import urlsplit, urlunsplit

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import Limits
from api.problems import Problem, told_as_json

LARGEST = 1_000_000  # bytes of a request's body
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})  # counted by name
# What a page needs beside itself, and what watches over us: never counted against a caller, never remembered.
ASIDE = ("/static", "/health", "/ready", "/metrics")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
log = logging.getLogger("councilwire.api")

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; script-src 'none'"
)
# The API's documentation brings its own scripts, from this server, and starts them inline.
DOCS_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' blob:; worker-src blob:; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Counts:
    """What /metrics tells."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("councilwire_requests", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram(
            "councilwire_request_seconds",
            "Time to answer",
            ("route",),
            registry=self.registry,
            buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10),
        )
        self.articles = Gauge("councilwire_articles", "Articles stored", registry=self.registry)
        self.crawl_age = Gauge("councilwire_last_crawl_seconds", "Age of the last crawl", registry=self.registry)


class Front:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, counts: Counts, limits: Limits) -> None:
        self.app, self.counts, self.limits = app, counts, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        asked = Headers(scope=scope)
        request_id = _request_id(asked.get("x-request-id", ""))
        status = 500
        rate: list[tuple[str, str]] = []

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _dress(MutableHeaders(raw=message["headers"]), scope["path"], request_id, rate)
            await send(message)

        try:
            problem = self._refuse(scope, asked, rate)
            if problem is not None:
                await told_as_json(problem)(scope, receive, told)
            else:
                await self.app(scope, _bounded(receive), told)
        except TooLarge:
            await told_as_json(_too_large())(scope, receive, told)
        finally:
            self._count(scope, status, time.perf_counter() - begun, request_id)

    def _refuse(self, scope: Scope, asked: Headers, rate: list[tuple[str, str]]) -> Problem | None:
        length = asked.get("content-length", "0")
        if length.isdigit() and int(length) > LARGEST:
            return _too_large()
        if len(asked.getlist("host")) > 1 or not _HOST.fullmatch(asked.get("host", "localhost")):
            return Problem(400, "http", "This is not the name of a host.")  # it would stand in links and feeds
        if len(scope["query_string"]) > 8000:
            return Problem(422, "too-long", "This address is too long.", "A query may be 2,000 characters long.")
        if b"%00" in scope["query_string"] or "\x00" in scope["path"]:
            return Problem(422, "bad-value", "An address holds no NUL.")
        if scope["path"].startswith(ASIDE):
            return None
        allowed = self.limits.take((scope.get("client") or ("", 0))[0], asked.get("authorization", ""))
        if allowed is None:
            return None
        rate.extend(allowed.headers)
        if allowed.allowed:
            return None
        return Problem(429, "too-many", "Too many requests.", f"{allowed.quota} a minute are free.")

    def _count(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        other = "/static" if scope["path"].startswith("/static") and status < 400 else "none"
        route = getattr(scope.get("route"), "path", None) or ("unchanged" if status == 304 else other)
        method = scope["method"] if scope["method"] in METHODS else "other"
        self.counts.requests.labels(method, route, str(status)).inc()
        self.counts.seconds.labels(route).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            line = {"id": request_id, "method": scope["method"], "path": scope["path"], "status": status}
            log.info(json.dumps({**line, "ms": round(seconds * 1000, 1)}))


def _request_id(told: str) -> str:
    """The caller's own id where it is a plain word, else a new one."""
    return told if 0 < len(told) <= 64 and told.isascii() and told.isalnum() else secrets.token_hex(8)


def _dress(headers: MutableHeaders, path: str, request_id: str, rate: list[tuple[str, str]]) -> None:
    headers["X-Request-ID"] = request_id
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    headers["Content-Security-Policy"] = DOCS_POLICY if path in ("/docs", "/redoc") else CONTENT_POLICY
    for name, value in rate:
        headers[name] = value
    if "location" in headers:  # of an address with a slash too many: whatever this server is called by whoever asks it
        headers["Location"] = urlunsplit(("", "", *urlsplit(headers["location"])[2:]))


class TooLarge(HTTPException):
    """A body that goes on after it should have ended. Another kind of error would be taken for a fault in the body."""

    def __init__(self) -> None:
        super().__init__(413, "This body is too large.")


def _too_large() -> Problem:
    return Problem(413, "too-large", "This body is too large.", f"At most {LARGEST} bytes are read.")


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST:
            raise TooLarge
        return message

    return bounded
