"""SourceSpider: what every spider is. Channels in, article pages out; the database is the only frontier."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from math import inf
from typing import Any, ClassVar, Self, cast

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from crawler import frontier, lease, schedule
from crawler.archive import Fetched, store
from crawler.channels import Channel
from crawler.identity import site
from crawler.manners import Disallowed
from crawler.network import Forbidden, reason
from crawler.notes import note
from crawler.shapes import Shapes
from crawler.trap import Budget
from crawler.turns import Postponed, host_of, turns_of
from crawler.walk import Walk
from models.columns import now
from models.database import explain, shared
from models.page import Page
from models.settings import settings

BATCH = 50  # pages claimed at a time
LOOK = 1.0  # seconds between two looks at what another process is doing
TRIED_AGAIN = (403, 408, 425, 429)  # of the statuses below 500 those that may be a passing mood


class SourceSpider(scrapy.Spider):
    """A publisher. A file in `crawler/spiders/` names it and says what differs from every other publisher."""

    name: str
    title: ClassVar[str]
    home: ClassVar[str]
    channels: ClassVar[tuple[Channel, ...]]
    kind: ClassVar[str] = ""
    nation: ClassVar[str] = "UK"
    licence: ClassVar[str] = "all rights reserved"
    access: ClassVar[str] = "free"  # free, registration, paywall
    drop: ClassVar[tuple[str, ...]] = ()  # CSS of what on its pages is never the story
    weekly: ClassVar[int | None] = None
    hosts: ClassVar[tuple[str, ...]] = ()  # further sites (addresses) its articles stand on
    match: ClassVar[str] = ""  # regular expression that an article's address satisfies; empty: any
    verified: ClassVar[str] = ""  # when and how the addresses were seen to work; empty: unverified
    evidence: ClassVar[str] = ""  # where `verified` is empty: what speaks for the addresses, and what is only belief
    example: ClassVar[str] = ""  # an article's address as it was seen; the tests hold it against `match`

    database: Engine
    due_only: bool
    worker: str

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.database = shared(crawler.settings.get("COUNCILWIRE_DATABASE"))
        spider.due_only = crawler.settings.getbool("COUNCILWIRE_DUE_ONLY")
        spider.worker = crawler.settings.get("COUNCILWIRE_WORKER") or lease.name("scrapy")
        spider.begun = now()
        spider.reading = 0
        spider.stopped = ""
        spider.doubtful, spider.said = [], set()
        spider.shapes = Shapes(spider.database, cls.name, spider.begun)
        own = settings()
        spider.budget = Budget(
            own.run_pages, own.run_seconds, own.run_size, own.due_seconds if spider.due_only else inf
        )
        frontier.register(spider.database, [cls])
        crawler.signals.connect(spider.more, signals.spider_idle)
        return spider

    @classmethod
    def sites(cls) -> frozenset[str]:
        """The sites on which the source's articles stand."""
        return frozenset(site(url) for url in (cls.home, *cls.hosts))

    async def start(self) -> AsyncIterator[Request]:
        """Visit the channels; one that another process is reading is waited for, unless only due work was asked."""
        due_only = self.due_only
        try:
            while True:
                for row in schedule.claim(self.database, self.name, now(), self.worker, due_only):
                    channel = next((c for c in self.channels if c.url == row.url), None)
                    if channel is not None:
                        walk = Walk(row, channel, self.settings.getint("COUNCILWIRE_DEPTH", 20), self.sites())
                        self.reading += 1
                        yield self.visit(walk, row.url)
                if self.due_only or not schedule.busy(self.database, self.name, now(), self.worker):
                    return
                await asyncio.sleep(LOOK)
                lease.reap(self.database)
                due_only = True  # what the other one leaves unread stays due
        except DBAPIError as error:
            self.stop(error)

    def visit(self, walk: Walk, url: str, depth: int = 0) -> Request:
        """A request for one body of a channel, conditional where a complete visit went before."""
        row = walk.row
        fresh = depth > 0 or row.walking
        return Request(
            url,
            callback=self.read_channel,
            errback=self.channel_failed,
            headers={} if fresh else frontier.validators(row.etag, row.last_modified),
            cb_kwargs={"walk": walk, "depth": depth},
            meta={"handle_httpstatus_list": [304], "councilwire_channel": True},
            dont_filter=True,
            priority=10,
        )

    async def read_channel(self, response: Response, walk: Walk, depth: int) -> AsyncIterator[Request]:
        """Store what the channel tells of; follow its index or next page within the depth allowed."""
        try:
            if response.status != 304:
                found = await asyncio.to_thread(walk.channel.read, response.body, response.url)
                told = (self.database, self, found.entries, now(), walk.row.url)
                new = await asyncio.to_thread(frontier.add, *told)
                note(counts={"found": new})
                if depth == 0:
                    walk.etag, walk.last_modified = (schedule.header(response, h) for h in ("ETag", "Last-Modified"))
                    walk.floor = schedule.floor(response, found.ttl)
                for url in walk.take(found, new, depth):
                    yield self.visit(walk, url, depth + 1)
            elif not {b"If-None-Match", b"If-Modified-Since"} & set(response.request.headers):  # type: ignore[union-attr]  # it is an answer to one
                walk.error = f"{walk.channel.kind} {response.url}: HTTP 304, which was not asked for"
            elif depth == 0:
                walk.floor = schedule.floor(response, None)
        except ValueError as error:  # ChannelError among them: what was sent is not what this kind of channel reads
            walk.error = f"{walk.channel.kind} {response.url}: {error}"[:500]
        except DBAPIError as error:
            self.stop(error)
            return
        except Exception as error:  # a stranger's body may trip a parser anywhere; the visit ends like any that fails
            walk.error = f"{walk.channel.kind} {response.url}: {type(error).__name__}: {error}"[:500]
        self.step(walk, unchanged=response.status == 304)

    def channel_failed(self, failure: Failure) -> None:
        """A channel that could not be read backs off and says why."""
        request = asked(failure)
        walk: Walk = request.cb_kwargs["walk"]
        status = failure.value.response.status if isinstance(failure.value, HttpError) else None
        if status in (404, 410) and request.cb_kwargs["depth"] > 0:
            self.step(walk)  # a page after the last, or a sitemap that was taken down: nothing more to read there
            return
        walk.error = f"{walk.channel.kind} {request.url}: {why(failure)}"
        walk.gone = status == 410
        self.step(walk)

    def step(self, walk: Walk, unchanged: bool = False) -> None:
        """One body of a visit is done; when it was the last, the visit is written down."""
        walk.pending -= 1
        if walk.pending:
            return
        self.reading -= 1
        row, at = walk.row, now()
        try:
            if walk.error:
                schedule.failed(self.database, row, at, walk.error, walk.gone)
                note(problems=[f"{self.name}: {walk.error}"])
            elif unchanged:
                schedule.visited(self.database, row, at, floor=walk.floor)
            else:
                listed = row.listed if walk.skipped else walk.listed()
                if not walk.skipped and row.listed:
                    still = {url for url, _ in listed}
                    note(counts={"vanished": frontier.vanished(self.database, row.listed, still, self.begun)})
                validators = (None, None) if walk.partial else (walk.etag, walk.last_modified)
                signature = walk.signature()
                schedule.visited(self.database, row, at, signature, walk.floor, *validators, listed, {**walk.children})
        except DBAPIError as error:
            self.stop(error)

    def more(self, spider: scrapy.Spider) -> None:
        """When Scrapy runs dry, claim the next pages; the run ends when there are none."""
        if self.stopped:
            return
        try:
            clock = time.monotonic()
            if over := self.budget.over(clock):
                note(problems=[f"{self.name}: {over}"])
                self.stopped = over
            elif self.budget.sliced(clock):
                note(later=[self.name])
                self.stopped = "the rest goes to the next run"
            else:
                most = min(BATCH, self.budget.room(clock, self._pause()))
                pages = frontier.claim(self.database, self.name, now(), self.worker, most, self.begun)
                for page in self.shapes.sift(pages):
                    self.budget.spent_pages += 1
                    self.crawler.engine.crawl(self.ask(page))  # type: ignore[union-attr]  # there is one while it runs
                if pages or self._waits():
                    raise DontCloseSpider
            self._settle_doubts()
        except DBAPIError as error:
            self.stop(error)

    def _pause(self) -> float:
        """Seconds between two requests at the source's home."""
        asked = turns_of(self.database, self.worker).pace(host_of(self.home)).delay
        return max(asked, self.settings.getfloat("COUNCILWIRE_DELAY"))

    def _waits(self) -> bool:
        """Whether another process holds pages of this source, which become ours should it die."""
        if self.due_only or not frontier.busy(self.database, self.name, now(), self.worker):
            return False
        lease.reap(self.database)
        return True

    def ask(self, page: Page) -> Request:
        """A request for one page; conditional where we hold a body of it."""
        return Request(
            page.fetch_url,
            callback=self.page_fetched,
            errback=self.page_failed,
            headers=frontier.validators(page.etag, page.last_modified) if page.digest else {},
            cb_kwargs={"page_id": page.id},
            meta={"handle_httpstatus_list": [304, 404, 410]},
            dont_filter=True,
        )

    def page_fetched(self, response: Response, page_id: int) -> Iterator[Fetched]:
        """Archive the raw body; no article is parsed here."""
        self.budget.spent_size += len(response.body)
        yield Fetched.of(response, page_id, now())

    def page_failed(self, failure: Failure) -> Iterator[Fetched]:
        """Note with the page what became of it: refused for good, postponed, or failed and to be tried again."""
        request = asked(failure)
        page_id, value, at = request.cb_kwargs["page_id"], failure.value, now()
        if isinstance(value, HttpError):
            status = value.response.status
            if 300 <= status < 500 and status not in TRIED_AGAIN:
                yield Fetched(page_id, status=status, refused=f"status: HTTP {status}", at=at)
            else:
                yield Fetched(page_id, status=status, error=why(failure), at=at)
        elif isinstance(value, Postponed):
            if (
                request.meta.get("retry_times") and value.until is None
            ):  # it was tried, and may be why the host is let be
                self.doubtful.append((host_of(request.url), Fetched(page_id, error=why(failure), at=at)))
                return
            self._postponed(value)
            yield Fetched(page_id, until=value.until or at + timedelta(minutes=10), at=at)
        elif (refused := refusal_of(failure)) is not None:
            yield Fetched(page_id, refused=refused, at=at)
        else:
            self.doubtful.append((host_of(request.url), Fetched(page_id, error=why(failure), at=at)))

    def _postponed(self, value: Postponed) -> None:
        line = f"{self.name}: {value}"
        if line not in self.said:
            self.said.add(line)
            note(problems=[line])

    def _settle_doubts(self) -> None:
        """Pages that gave no answer at all: their own failure where the host answered others, else the host's."""
        turns = turns_of(self.database, self.worker)
        items = []
        for host, fetched in self.doubtful:
            pace = turns.pace(host)
            if pace.answers:
                items.append(fetched)
            else:
                self._postponed(Postponed(f"{host} does not answer: {fetched.error}"))
                items.append(Fetched(fetched.page_id, until=fetched.at + timedelta(minutes=10), at=fetched.at))
        self.doubtful = []
        if items:
            stored = store(self.database, items, self.worker)
            note(counts=stored.counts, problems=stored.problems)

    def stop(self, error: Exception) -> None:
        """Something is wrong that no page can help: say it once, and close."""
        if self.stopped:
            return
        if isinstance(error, DBAPIError):  # the database is every source's: its failure is told once, without a name
            self.stopped = explain(error)
        else:
            self.stopped = f"{self.name}: {type(error).__name__}: {error}"
        note(problems=[self.stopped])
        engine = self.crawler.engine
        if engine is not None:
            self.closing = asyncio.ensure_future(engine.close_spider_async(reason="stopped"))

    begun: Any
    reading: int
    stopped: str
    doubtful: list[tuple[str, Fetched]]
    said: set[str]
    shapes: Shapes
    budget: Budget
    closing: Any


def asked(failure: Failure) -> Request:
    """The request that failed; Scrapy hangs it on every failure that it hands to an errback."""
    return cast(Request, vars(failure)["request"])


def refusal_of(failure: Failure) -> str | None:
    """Why a page is refused for good, as "code: sentence"; None where it may be tried again."""
    value = failure.value
    if isinstance(value, Disallowed):
        return str(value)
    if isinstance(value, Forbidden) or (hidden := reason(asked(failure).url)):
        return f"forbidden: {value if isinstance(value, Forbidden) else hidden}"
    if type(value).__name__ == "DownloadCancelledError" or (
        isinstance(value, IgnoreRequest) and "MAXSIZE" in str(value)
    ):
        return f"too-large: {value}"[:300]
    if isinstance(value, IgnoreRequest):
        return f"ignored: {value}"[:300]
    if type(value) is ValueError:  # no request can be made of where a redirect leads
        return f"elsewhere: it leads to no web address ({value})"[:300]
    return None


def why(failure: Failure) -> str:
    """One line on why a fetch failed."""
    if isinstance(failure.value, HttpError):
        return f"HTTP {failure.value.response.status}"
    value = cast(Exception, failure.value)
    inner = getattr(value.__cause__ or value, "reasons", None)  # what Twisted and Scrapy wrap it in
    error = inner[0].value if inner else value
    hidden = reason(failure.request.url) if hasattr(failure, "request") else None
    line = hidden or (str(error) if isinstance(error, IgnoreRequest) else f"{type(error).__name__}: {error}")
    return " ".join(line.split())[:300]
