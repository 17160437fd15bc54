"""Manners: robots.txt by RFC 9309, pauses, Retry-After, and the reservation of text and data mining."""

import asyncio
import codecs
import fnmatch
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Request, Response
from sqlalchemy import Engine
from sqlmodel import Session

from crawler.frontier import insert
from crawler.network import Forbidden, reason
from crawler.turns import Pace, Postponed, host_of, turns_of
from models.columns import now
from models.database import shared
from models.source import Host, origin

KEEP = timedelta(days=1)  # RFC 9309 section 2.4: a cached robots.txt is used no longer than a day
LARGEST = 512_000  # bytes; RFC 9309 section 2.5 asks for at least 500 KiB
MOST_UNPACKED = 10_000_000  # bytes that a compressed robots.txt or tdmrep.json may turn into
LONGEST_DELAY = 120.0  # seconds; a host that asks for more is visited at this pace
AWAY = (429, 502, 503, 504, 520, 521, 522, 523, 524)  # statuses that speak of the host, not of the page
TDM = "/.well-known/tdmrep.json"


class Disallowed(IgnoreRequest):
    """The publisher does not want this page fetched, or not mined; not a failure."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")


class Unreadable(Postponed):
    """The host's robots.txt cannot be read, which means that nothing there may be fetched."""


@dataclass
class Rules:
    """What a host asks of us, in this process."""

    read: datetime
    robots: Protego | None = None
    stop: str = ""  # why nothing at all may be fetched
    reserved: list[str] = field(default_factory=list)  # paths whose mining is reserved, as tdmrep.json writes them


_rules: dict[str, Rules] = {}
_reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)


class Manners:
    """A downloader middleware that lets a request through when the host's manners allow it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delay = crawler.settings.getfloat("COUNCILWIRE_DELAY")
        self.agent = str(crawler.settings.get("USER_AGENT")).split("/")[0].strip()  # the product token of RFC 9309
        self.database: Engine = shared(crawler.settings.get("COUNCILWIRE_DATABASE"))
        self.turns = turns_of(self.database, crawler.settings.get("COUNCILWIRE_WORKER", "scrapy"))
        crawler.signals.connect(self.enough, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def enough(self, data: bytes, request: Request) -> None:
        """A robots.txt is read as far as we promise to read it, and no endless one further."""
        if request.meta.get("councilwire_robots"):
            seen = request.meta["councilwire_seen"] = request.meta.get("councilwire_seen", 0) + len(data)
            if seen > LARGEST:
                raise StopDownload(fail=False)

    async def process_request(self, request: Request) -> None:
        if not request.meta.get("councilwire_robots"):
            rules = await self.rules(origin(request.url))
            self._allow(rules, request.url)
        host = host_of(request.url)
        pace = await self.turns.take(host, self.delay)
        request.meta["councilwire_pace"] = pace

    def _allow(self, rules: Rules, url: str) -> None:
        if rules.robots is None:
            raise Unreadable(rules.stop)
        if not rules.robots.can_fetch(url, self.agent):
            raise Disallowed("robots", "robots.txt disallows it")
        if reserved(rules.reserved, urlsplit(url).path or "/"):
            raise Disallowed("tdm-reservation", f"{TDM} reserves text and data mining")

    def process_response(self, request: Request, response: Response) -> Response:
        if request.meta.get("councilwire_robots"):
            request.meta["download_maxsize"] = MOST_UNPACKED  # what comes next is decompression
        pace = self._done(request, answered=response.status not in AWAY)
        if pace is None:
            return response
        if response.status in (429, 503):
            pace.refusals += 1
            asked = retry_after(response)
            seconds = min(60.0, 2.0**pace.refusals) if asked is None else asked
            self.turns.peace(host_of(request.url), seconds)
        else:
            pace.refusals = 0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._done(request, answered=isinstance(exception, IgnoreRequest))

    def _done(self, request: Request, answered: bool) -> Pace | None:
        pace: Pace | None = request.meta.pop("councilwire_pace", None)
        if pace is not None:
            self.turns.done(pace, self.delay, answered, told=not request.meta.get("councilwire_robots"))
        return pace

    async def rules(self, host: str) -> Rules:
        """What the host asks, at most a day old."""
        async with _reading[host]:
            held = _rules.get(host)
            if held is None or abs(now() - held.read) > KEEP:
                held = _rules[host] = await self._learn(host)
            return held

    async def _learn(self, host: str) -> Rules:
        row = await asyncio.to_thread(self._remembered, host)
        if row is None or row.robots is None:
            try:
                text, status = await self._robots(host)
            except Unreadable as stop:
                return Rules(now(), stop=str(stop))
            robots = self._parse(host, text)
            tdm = await self._tdm(host)
            row = Host(origin=host, robots=text, robots_status=status, robots_at=now(), tdm=tdm, tdm_at=now())
            await asyncio.to_thread(self._remember, row)
        else:
            robots = self._parse(host, row.robots)
        return Rules(row.robots_at or now(), robots, reserved=list((row.tdm or {}).get("reserved", [])))

    def _parse(self, host: str, text: str) -> Protego:
        """The rules in a robots.txt; the pause it asks for holds from its own fetch on."""
        robots = Protego.parse(text)
        pause = float(robots.crawl_delay(self.agent) or 0)
        if rate := robots.request_rate(self.agent):
            pause = max(pause, rate.seconds / rate.requests)
        pace = self.turns.pace(host_of(host))
        pace.delay = max(pace.delay, min(pause, LONGEST_DELAY))
        pace.next = max(pace.next, pace.used + pace.delay)
        return robots

    def _remembered(self, host: str) -> Host | None:
        with Session(self.database, expire_on_commit=False) as session:
            row = session.get(Host, host)
            return row if row and row.robots_at and abs(now() - row.robots_at) < KEEP else None

    def _remember(self, row: Host) -> None:
        values = row.model_dump()
        with Session(self.database) as session:
            statement = insert(session, Host).values(**values)
            session.execute(statement.on_conflict_do_update(index_elements=["origin"], set_=values))
            session.commit()

    async def _robots(self, host: str) -> tuple[str, int]:
        """Text and status of robots.txt. Raises Unreadable where RFC 9309 section 2.3.1 says stop."""
        try:
            response = await self._get(f"{host}/robots.txt")
        except Postponed as error:
            raise Unreadable(str(error), error.until) from error
        except Forbidden:
            raise
        except Exception as error:
            if hidden := reason(host):
                raise Forbidden(hidden) from error
            raise Unreadable(f"robots.txt cannot be reached ({type(error).__name__}: {error})"[:300]) from error
        if response.status >= 500 or response.status == 429:
            raise Unreadable(f"robots.txt answers HTTP {response.status}, which means stop (RFC 9309)")
        if response.status >= 400:
            return "", response.status
        return _text(response.body[:LARGEST]), response.status

    async def _tdm(self, host: str) -> dict[str, Any]:
        """The host's reservation of text and data mining, where it publishes one we can read."""
        try:
            response = await self._get(host + TDM)
            told = json.loads(response.body) if response.status == 200 else []
        except (Postponed, ValueError, RecursionError):
            return {}
        except Exception:  # no file that can be fetched is no reservation
            return {}
        rules = [rule for rule in (told if isinstance(told, list) else [told]) if isinstance(rule, dict)]
        found = [str(r.get("location", "/")) for r in rules if str(r.get("tdm-reservation")) == "1"]
        return {"reserved": found[:100], "rules": rules[:20]} if found else {}

    async def _get(self, url: str) -> Response:
        request = Request(url, dont_filter=True, priority=1000)
        request.meta.update(councilwire_robots=True, download_maxsize=0 if url.endswith("robots.txt") else LARGEST)
        engine = self.crawler.engine
        assert engine is not None
        return await engine.download_async(request)


def _text(body: bytes) -> str:
    """A robots.txt as text; UTF-8 as RFC 9309 has it, or what its byte order mark says."""
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return body.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\x00", "")


def reserved(locations: list[str], path: str) -> bool:
    """Whether a path falls under a reservation; `*` stands for anything and a folder for all in it."""
    return any(
        fnmatch.fnmatchcase(path, place) or (not place.endswith("$") and path.startswith(place.rstrip("*")))
        for place in locations
    )


def retry_after(response: Response) -> float | None:
    """Seconds that a Retry-After header asks for, in either of its forms; None when it has none or makes no sense."""
    raw: Any = response.headers.get("Retry-After")
    value = raw.decode("latin-1").strip() if raw else ""
    if value.isdecimal() and value.isascii():
        return float(min(int(value[:12]), 10**7))
    try:
        return max(0.0, (parsedate_to_datetime(value) - now()).total_seconds()) if value else None
    except (ValueError, TypeError):
        return None
