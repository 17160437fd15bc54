"""Manners: robots.txt by RFC 9309, one request at a time per host, delays and Retry-After honoured."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from sqlmodel import Session

from models.columns import now
from models.database import engine
from models.source import Host

KEEP = timedelta(days=1)  # RFC 9309 section 2.4: a cached robots.txt is used no longer than a day
LARGEST = 512_000  # bytes; RFC 9309 section 2.5 asks for at least 500 KiB
LONGEST_DELAY = 120.0  # seconds; a host that asks for more is visited at this pace
LONGEST_WAIT = 300.0  # seconds a Retry-After may hold a run; what asks for more is left for the next one


class Disallowed(IgnoreRequest):
    """robots.txt, or its absence by a server error, forbids this fetch."""


@dataclass
class Pace:
    """One host's turn-taking, shared by all spiders of the process."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next: float = 0.0  # time.monotonic() from which the next request may leave
    delay: float = 0.0


_paces: defaultdict[str, Pace] = defaultdict(Pace)
_robots: dict[str, Protego | str] = {}  # a text: why everything is disallowed
_reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)


def origin(url: str) -> str:
    """scheme://host:port of an address."""
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}".lower()


class Manners:
    """A downloader middleware that lets a request through when the host's manners allow it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delay = crawler.settings.getfloat("COUNCILWIRE_DELAY")
        self.agent = str(crawler.settings.get("USER_AGENT"))
        self.database = engine(crawler.settings.get("COUNCILWIRE_DATABASE"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        host = origin(request.url)
        if not request.meta.get("councilwire_robots"):
            robots = await self.robots(host)
            if isinstance(robots, str):
                raise Disallowed(robots)
            if not robots.can_fetch(request.url, self.agent):
                raise Disallowed("robots.txt disallows it")
        pace = _paces[host]
        await pace.lock.acquire()
        request.meta["councilwire_pace"] = host
        wait = pace.next - time.monotonic()
        if wait > LONGEST_WAIT:
            self._done(request)
            raise IgnoreRequest(f"{host} asked to be left alone for {wait:.0f} more seconds")
        if wait > 0:
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Response:
        self._done(request)
        if response.status in (429, 503) and (seconds := retry_after(response)) is not None:
            pace = _paces[origin(request.url)]
            pace.next = max(pace.next, time.monotonic() + seconds)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._done(request)

    def _done(self, request: Request) -> None:
        host = request.meta.pop("councilwire_pace", None)
        if host is not None:
            pace = _paces[host]
            pace.next = max(pace.next, time.monotonic() + max(self.delay, pace.delay))
            pace.lock.release()

    async def robots(self, host: str) -> Protego | str:
        """The host's rules, at most a day old; or why nothing at all may be fetched."""
        async with _reading[host]:
            if host not in _robots:
                text = self._remembered(host)
                try:
                    rules = Protego.parse(await self._read(host) if text is None else text)
                    if asked := rules.crawl_delay(self.agent):
                        _paces[host].delay = min(float(asked), LONGEST_DELAY)
                    _robots[host] = rules
                except Disallowed as stop:
                    _robots[host] = str(stop)
            return _robots[host]

    def _remembered(self, host: str) -> str | None:
        with Session(self.database) as session:
            row = session.get(Host, host)
            if row and row.robots_at and now() - row.robots_at < KEEP and row.robots_status and row.robots_status < 500:
                return row.robots
        return None

    async def _read(self, host: str) -> str:
        """Fetch robots.txt. Raises Disallowed where RFC 9309 section 2.3.1 says stop."""
        request = Request(f"{host}/robots.txt", dont_filter=True, priority=1000)
        request.meta.update(councilwire_robots=True, handle_httpstatus_all=False, dont_retry=False)
        try:
            response = await self.crawler.engine.download_async(request)  # type: ignore[union-attr]
        except Exception as error:
            raise Disallowed(f"robots.txt cannot be reached ({type(error).__name__}: {error})") from error
        if response.status >= 500 or response.status == 429:
            raise Disallowed(f"robots.txt answers HTTP {response.status}, which means stop (RFC 9309)")
        text = "" if response.status >= 400 else response.body[:LARGEST].decode("utf-8", "replace")
        with Session(self.database) as session:
            session.merge(Host(origin=host, robots=text, robots_status=response.status, robots_at=now()))
            session.commit()
        return text


def retry_after(response: Response) -> float | None:
    """Seconds that a Retry-After header asks for, in either of its forms; None when it has none or makes no sense."""
    raw: Any = response.headers.get("Retry-After")
    value = raw.decode("latin-1").strip() if raw else ""
    if value.isdigit():
        return float(min(int(value), 10**7))
    try:
        return max(0.0, (parsedate_to_datetime(value) - now()).total_seconds()) if value else None
    except (ValueError, TypeError):
        return None
