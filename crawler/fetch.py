"""The fetching process: Scrapy over one or more sources, started by crawler.run and watched by it."""

import json
import logging
import os
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from crawler.network import Door, Guard
from crawler.sources import spiders
from crawler.watch import end_with_parent
from models.settings import settings


@dataclass
class Order:
    """What a fetching process is to do; plain values, because it crosses a process border."""

    database: str
    names: list[str]
    worker: str
    due_only: bool = False
    delay: float | None = None
    doors: list[Door] = field(default_factory=list)
    folder: str | None = None  # source files of the user's own


def main(order: Order, lifeline: Connection, results: Connection) -> None:
    """Entry point of the spawned process: crawl, then send the counts of each source and go."""
    end_with_parent(lifeline)
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    results.send(crawl(order))
    results.close()


def crawl(order: Order) -> dict[str, dict[str, Any]]:
    """Run the spiders named and return Scrapy's stats of each, by source."""
    config = get_project_settings()
    config.set("COUNCILWIRE_DATABASE", order.database)
    config.set("COUNCILWIRE_DUE_ONLY", order.due_only)
    config.set("COUNCILWIRE_WORKER", order.worker)
    config.set("COUNCILWIRE_GUARD", Guard(settings().allowed_ports, frozenset(order.doors)))
    if order.delay is not None:
        config.set("COUNCILWIRE_DELAY", order.delay)
    config.set("LOG_INSTALL_ROOT_HANDLER", False)
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    process = AsyncCrawlerProcess(config)
    chosen = spiders(order.folder)
    for name in order.names:
        process.crawl(chosen[name])
    crawlers = {crawler.spidercls.name: crawler for crawler in process.crawlers}
    process.start()
    return {
        name: json.loads(json.dumps(c.stats.get_stats() if c.stats else {}, default=str))
        for name, c in crawlers.items()
    }


if __name__ == "__main__":
    sys.exit("started by crawler.run")
