"""The one thing Scrapy does with a page: archive it, in batches."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, cast

from scrapy.crawler import Crawler

from crawler import archive
from crawler.notes import note
from models.database import shared

BATCH = 50  # pages in one transaction
PATIENCE = 1.0  # seconds a page waits at most


class Archive:
    """Collects fetched pages and stores them in a thread of its own, so that the network never waits for the disk."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.database = shared(crawler.settings.get("COUNCILWIRE_DATABASE"))
        self.worker: str = crawler.settings.get("COUNCILWIRE_WORKER", "scrapy")
        self.thread = ThreadPoolExecutor(1)
        self.waiting: list[archive.Fetched] = []
        self.writing = asyncio.Lock()
        self.ticking: asyncio.Task[None] | None = None
        self.broken = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.ticking = asyncio.ensure_future(self._tick())

    async def process_item(self, item: archive.Fetched) -> archive.Fetched:
        self.waiting.append(item)
        if len(self.waiting) >= BATCH:
            await self._flush()
        return item

    async def close_spider(self) -> None:
        async with self.writing:  # a batch that is being written is counted before the clock stops
            if self.ticking:
                self.ticking.cancel()
        await self._flush()
        self.thread.shutdown()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(PATIENCE)
            await self._flush()

    async def _flush(self) -> None:
        async with self.writing:
            batch, self.waiting = self.waiting, []
            if not batch or self.broken:
                return
            loop = asyncio.get_running_loop()
            try:
                stored = await loop.run_in_executor(self.thread, archive.store, self.database, batch, self.worker)
            except Exception as error:
                self.broken = True  # what was not archived stays leased, and is fetched again when this process is gone
                cast(Any, self.crawler.spider).stop(error)  # there is one while a crawl runs
                return
        note(counts=stored.counts, problems=stored.problems)
