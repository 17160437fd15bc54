"""Validators and memory: every GET has a strong ETag, a 304 costs next to nothing, and nothing served is stale."""

import asyncio
import gzip
import secrets
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.front import ASIDE
from api.problems import told_as_json, unanswered
from api.reading import AsOf, House
from api.version import Latest, state

BYTES = 64_000_000  # kept in memory
LARGEST = 4_000_000  # of one answer
SECONDS = 60.0  # an answer that depends on the clock (since:7d) may be so old
SMALLEST = 600  # bytes worth compressing
TEXT: tuple[str, ...] = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/feed",
)
TEXT += ("application/x-ndjson", "application/problem", "application/opml", "image/svg")

VARY = (b"vary", b"Accept, Accept-Encoding, Authorization")
NUL = b"\0"  # between what a digest is of: in no header, and in no address

Key = tuple[str, ...]


@dataclass
class Kept:
    """An answer, as it may be given again."""

    version: str
    until: float
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str
    route: Any = None  # that it was made by, for those who count
    changed: int = 0  # since when it has been this, as far as we know; in seconds of the epoch
    packed: bytes | None = None

    def size(self) -> int:
        return len(self.body) + len(self.packed or b"") + 500


@dataclass
class Memory:
    """Answers kept, the least used forgotten first."""

    held: OrderedDict[Key, Kept] = field(default_factory=OrderedDict)
    bytes: int = 0

    def get(self, key: Key, version: str) -> Kept | None:
        kept = self.held.get(key)
        if kept is None or kept.version != version or kept.until < time.monotonic():
            return None
        self.held.move_to_end(key)
        return kept

    def changed(self, key: Key, etag: str) -> int:
        """Since when an answer has been what it is. What it tells of may change, or go, without a trace of when: the
        moment at which we first saw it so is never too early, and never that of another answer."""
        old, now = self.held.get(key), int(time.time())
        if old is None:
            return now
        return old.changed if old.etag == etag else max(now, old.changed + 1)

    def put(self, key: Key, kept: Kept) -> None:
        if old := self.held.pop(key, None):
            self.bytes -= old.size()
        self.held[key] = kept
        self.bytes += kept.size()
        while self.bytes > BYTES and self.held:
            self.bytes -= self.held.popitem(last=False)[1].size()


@dataclass
class Flight(AsOf):
    """An answer that is being made, for all who wait for it."""

    kept: Kept | None = None
    landed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.first = self.version  # the only state it is known to be true of if no reading is told of

    def open(self, version: str) -> bool:
        """Whether a request that begins at this version may wait for it."""
        if self.settled:
            return self.version == version
        self.version = version
        return True

    def land(self, kept: Kept | None) -> None:
        self.kept = kept
        self.landed.set()

    def answer(self, version: str) -> Kept | None:
        """What came of it for one who waited since `version`."""
        return self.kept if self.settled or self.first == version else None


def digest(*parts: bytes) -> str:
    hashed = blake2b(digest_size=12)
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()


class Fresh:
    """ASGI middleware: remembers whole answers while the database stays as it is."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self.app, self.house = app, house
        self.version = self._here if house.pool is None else Latest(partial(state, house.pool))
        self.memory = Memory()
        self.nonce = secrets.token_bytes(8)
        self.flying: dict[Key, Flight] = {}  # for each answer the last one begun

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        asks = {**scope, "method": "GET"}  # a scope of its own: the server looks at the first to know what it may send
        if scope["path"].startswith(ASIDE):
            try:
                await self.app(asks, receive, send)
            finally:
                scope["route"] = asks.get("route")
            return
        asked = Headers(scope=scope)
        try:
            version = await self.version()
        except (DBAPIError, NoneFree) as error:
            await told_as_json(unanswered(error))(scope, receive, send)
            return
        scope["version"] = asks["version"] = version
        head = scope["method"] == "HEAD"
        answer = Answer(asked, send, head)
        key = _key(scope, asked)
        stream = self._stream(version, key, asked)
        for told in (stream, f'{stream[:-1]}-gz"'):
            if told in asked.get("if-none-match", ""):
                await answer.unchanged([(b"etag", told.encode()), (b"cache-control", b"no-cache"), VARY])
                return
        if "authorization" in asked:
            await self._make(asks, receive, answer, key, stream, None)
            scope["route"] = asks.get("route")
            return
        kept = self.memory.get(key, version)
        while kept is None and (flight := self.flying.get(key)) and flight.open(version):
            await flight.landed.wait()
            kept = flight.answer(version) or self.memory.get(key, version)
        if kept is not None:
            scope["route"] = kept.route
            await answer.give(kept)
            return
        asks["as_of"] = self.flying[key] = flight = Flight(version)
        try:
            await self._make(asks, receive, answer, key, stream, flight)
        finally:
            scope["route"] = asks.get("route")  # those before us count by it
            self._land(key, flight)

    async def _here(self) -> str:
        return self.house.version()

    def _stream(self, version: str, key: Key, asked: Headers) -> str:
        """The ETag of a stream, known before it is made: what it depends on is the database, the request, who asks and,
        where the query names a span of time, the clock."""
        spans = "since" in unquote(key[1]).lower().replace("updated_since", "")
        minute = int(time.time() // SECONDS) if spans else 0
        parts = (version, asked.get("authorization", ""), str(minute), *key)
        return f'"{digest(self.nonce, *(part.encode() + NUL for part in parts))}-s"'

    def _land(self, key: Key, flight: Flight | None, kept: Kept | None = None) -> None:
        """Those who wait for the same answer need not wait for the client who asked first to take it."""
        if flight is not None and not flight.landed.is_set():
            flight.land(kept)
            if self.flying.get(key) is flight:
                del self.flying[key]

    async def _make(
        self, scope: Scope, receive: Receive, answer: "Answer", key: Key, stream: str, flight: Flight | None
    ) -> None:
        start: Message = {}
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                headers = MutableHeaders(raw=start["headers"])
                if "content-length" not in headers:
                    if start["status"] == 200:
                        headers.setdefault("etag", stream)
                    self._land(key, flight)
                    await answer.begin_stream(start, headers)
            elif answer.streaming:
                await answer.stream(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._whole(start, b"".join(parts), answer, key, flight, scope.get("route"))

        await self.app(scope, receive, take)

    async def _whole(
        self, start: Message, body: bytes, answer: "Answer", key: Key, flight: Flight | None, route: Any
    ) -> None:
        headers = [pair for pair in start["headers"] if pair[0] not in (b"content-length", b"etag")]
        if start["status"] != 200:
            self._land(key, flight)
            await answer.plain(start["status"], headers, body)
            return
        names = {name for name, _ in headers}
        if b"cache-control" not in names:
            headers.append((b"cache-control", b"private, no-cache" if flight is None else b"public, no-cache"))
        headers.append(VARY)
        version = "" if flight is None else flight.version if flight.settled else flight.first
        kept = Kept(version, time.monotonic() + SECONDS, headers, body, digest(body), route)
        if len(body) > SMALLEST and answer.gzip and _text(headers):
            kept.packed = gzip.compress(body, 4, mtime=0)
        sharable = flight is not None and len(body) <= LARGEST and not _no_store(headers)
        if sharable:
            kept.changed = self.memory.changed(key, kept.etag)
            headers.append((b"last-modified", formatdate(kept.changed, usegmt=True).encode()))
            self.memory.put(key, kept)
        self._land(key, flight, kept if sharable else None)
        await answer.give(kept)


def _key(scope: Scope, asked: Headers) -> Key:
    host = asked.get("host", "")
    return (scope["path"], scope["query_string"].decode("latin-1"), asked.get("accept", ""), host, scope["scheme"])


def _text(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    kind = next((value.decode("latin-1") for name, value in headers if name == b"content-type"), "")
    return kind.startswith(TEXT)


def _no_store(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"cache-control" and b"no-store" in value for name, value in headers)


class Answer:
    """How one request is answered: whole or streamed, packed or not, or not at all because nothing changed."""

    def __init__(self, asked: Headers, send: Send, head: bool) -> None:
        self.asked, self.send, self.head = asked, send, head
        self.gzip = _accepts_gzip(asked.get("accept-encoding", ""))
        self.streaming = False
        self.packer: zlib._Compress | None = None

    async def plain(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": b"" if self.head else body})

    async def unchanged(self, headers: list[tuple[bytes, bytes]]) -> None:
        await self.send({"type": "http.response.start", "status": 304, "headers": headers})
        await self.send({"type": "http.response.body", "body": b""})

    async def give(self, kept: Kept) -> None:
        packed = self.gzip and len(kept.body) > SMALLEST and _text(kept.headers)
        if packed and kept.packed is None:
            kept.packed = gzip.compress(kept.body, 4, mtime=0)
        etag = f'"{kept.etag}{"-gz" if packed else ""}"'
        headers = [*kept.headers, (b"etag", etag.encode())]
        if self._has(kept, etag):
            same = (b"etag", b"cache-control", b"vary", b"last-modified", b"link", b"content-location")
            await self.unchanged([pair for pair in headers if pair[0] in same])
            return
        if packed:
            headers.append((b"content-encoding", b"gzip"))
        await self.plain(200, headers, (kept.packed or b"") if packed else kept.body)

    def _has(self, kept: Kept, etag: str) -> bool:
        told = self.asked.get("if-none-match")
        if told is not None:
            tags = [tag.strip().removeprefix("W/") for tag in told.split(",")]
            return "*" in tags or etag in tags
        since = self.asked.get("if-modified-since")
        try:
            return bool(since and kept.changed and kept.changed <= parsedate_to_datetime(since).timestamp())
        except (TypeError, ValueError, OverflowError):
            return False

    async def begin_stream(self, start: Message, headers: MutableHeaders) -> None:
        self.streaming = True
        headers.setdefault("cache-control", "no-cache")
        headers.add_vary_header(VARY[1].decode())
        if self.gzip and start["status"] == 200 and _text(headers.raw):
            self.packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            headers["content-encoding"] = "gzip"
            headers["etag"] = headers["etag"][:-1] + '-gz"' if "etag" in headers else ""
        await self.send(start)

    async def stream(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if self.packer is not None:
            body = self.packer.compress(body) + (b"" if more else self.packer.flush())
        if self.head:
            body = b""
        if body or not more:
            await self.send({"type": "http.response.body", "body": body, "more_body": more})


def _accepts_gzip(told: str) -> bool:
    """Whether gzip is named with a quality above nothing, or, where it is not named at all, `*` is (RFC 9110)."""
    named: dict[str, bool] = {}
    for part in told.lower().split(","):
        name, _, quality = part.partition(";")
        named[name.strip()] = not quality or quality.replace(" ", "").removeprefix("q=").strip("0.") != ""
    return named.get("gzip", named.get("*", False))
