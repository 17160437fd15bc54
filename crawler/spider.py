"""SourceSpider: what every spider is. Channels in, article pages out; the database is the only frontier."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any, ClassVar, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import frontier, schedule
from crawler.archive import Fetched
from crawler.channels import Channel
from crawler.channels.base import ChannelError
from models.columns import now
from models.database import engine
from models.source import Channel as ChannelRow

BATCH = 50  # pages claimed at a time


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

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.database = engine(crawler.settings.get("COUNCILWIRE_DATABASE"))
        spider.due_only = crawler.settings.getbool("COUNCILWIRE_DUE_ONLY")
        spider.worker = crawler.settings.get("COUNCILWIRE_WORKER", "scrapy")
        frontier.register(spider.database, [cls])
        crawler.signals.connect(spider.more, signals.spider_idle)
        return spider

    database: Any
    due_only: bool
    worker: str

    async def start(self) -> AsyncIterator[Request]:
        for row in schedule.claim(self.database, self.name, now(), self.worker, self.due_only):
            channel = next((c for c in self.channels if c.url == row.url), None)
            if channel is not None:
                yield self.visit(row, channel, row.url, now())

    def visit(self, row: ChannelRow, channel: Channel, url: str, started: datetime, depth: int = 0) -> Request:
        """A request for one body of a channel, conditional where the channel's first body is asked for again."""
        headers = frontier.validators(row.etag, row.last_modified) if depth == 0 else {}
        return Request(
            url,
            callback=self.read_channel,
            errback=self.channel_failed,
            headers=headers,
            cb_kwargs={"row": row, "channel": channel, "depth": depth, "started": started},
            meta={"handle_httpstatus_list": [304], "councilwire_channel": True},
            dont_filter=depth == 0,
            priority=10,
        )

    def read_channel(
        self, response: Response, row: ChannelRow, channel: Channel, depth: int, started: datetime
    ) -> Iterator[Request]:
        """Store what the channel tells of; follow its index or next page within the depth allowed."""
        if response.status == 304:
            schedule.visited(self.database, row, now(), changed=False)
            return
        try:
            found = channel.read(response.body, response.url)
        except ChannelError as error:
            schedule.failed(self.database, row, now(), f"{channel.kind} {response.url}: {error}")
            self.crawler.stats.inc_value("councilwire/channel_errors")  # type: ignore[union-attr]
            return
        new = frontier.add(self.database, self, found.entries, now())
        self.crawler.stats.inc_value("councilwire/found", new)  # type: ignore[union-attr]
        if depth == 0:
            schedule.visited(self.database, row, now(), response=response, found=found)
        listing_is_old = channel.kind == "listing" and new == 0
        if depth < self.settings.getint("COUNCILWIRE_DEPTH", 20) and not listing_is_old:
            for url in found.follow:
                yield self.visit(row, channel, url, started, depth + 1)

    def channel_failed(self, failure: Failure) -> None:
        """A channel that could not be read backs off and says why."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason = why(failure)
        schedule.failed(self.database, request.cb_kwargs["row"], now(), reason)
        self.crawler.stats.inc_value("councilwire/channel_errors")  # type: ignore[union-attr]
        self.logger.error("%s: %s cannot be read: %s", self.name, request.url, reason)

    def more(self, spider: scrapy.Spider) -> None:
        """When Scrapy runs dry, claim the next pages; the run ends when there are none."""
        pages = frontier.claim(self.database, self.name, now(), self.worker, BATCH)
        for page in pages:
            request = Request(
                page.fetch_url,
                callback=self.page_fetched,
                errback=self.page_failed,
                headers=frontier.validators(page.etag, page.last_modified) if page.digest else {},
                cb_kwargs={"page_id": page.id},
                meta={"handle_httpstatus_list": [304, 404, 410]},
                dont_filter=True,
            )
            self.crawler.engine.crawl(request)  # type: ignore[union-attr]
        if pages:
            raise DontCloseSpider

    def page_fetched(self, response: Response, page_id: int) -> Iterator[Fetched]:
        """Archive the raw body; no article is parsed here."""
        yield Fetched.of(response, page_id, now())

    def page_failed(self, failure: Failure) -> Iterator[Fetched]:
        """Note the failure with the page; it is tried again until its attempts are used up."""
        request: Request = failure.request  # type: ignore[attr-defined]
        status = failure.value.response.status if isinstance(failure.value, HttpError) else None
        yield Fetched(request.cb_kwargs["page_id"], status=status, error=why(failure), at=now())


def why(failure: Failure) -> str:
    """One line on why a fetch failed."""
    if isinstance(failure.value, HttpError):
        return f"HTTP {failure.value.response.status}"
    inner = getattr(failure.value, "reasons", None)
    error = inner[0].value if inner else failure.value
    return f"{type(error).__name__}: {error}"[:300]
