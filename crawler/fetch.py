"""The fetching process: Scrapy over one or more sources, started by crawler.run and watched by it."""

import logging
import os
from dataclasses import dataclass, field

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from crawler import lease, meter
from crawler.network import Door, Guard
from crawler.notes import note
from crawler.sources import spiders
from crawler.turns import turns_of
from models.database import shared
from models.settings import settings


@dataclass
class Order:
    """What a fetching process is to do; plain values, because it crosses a process border as JSON."""

    database: str
    names: list[str]
    due_only: bool = False
    delay: float | None = None
    doors: list[Door] = field(default_factory=list)
    folder: str | None = None  # source files of the user's own


def main(order: Order) -> None:
    """What the fetching process does."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    crawl(order)


def crawl(order: Order) -> None:
    """Run the spiders named."""
    worker = lease.name("fetch")
    note(worker=worker)
    config = get_project_settings()
    config.set("COUNCILWIRE_DATABASE", order.database)
    config.set("COUNCILWIRE_DUE_ONLY", order.due_only)
    config.set("COUNCILWIRE_WORKER", worker)
    config.set(
        "COUNCILWIRE_GUARD", Guard(settings().allowed_ports, frozenset((host, port) for host, port in order.doors))
    )
    if order.delay is not None:
        config.set("COUNCILWIRE_DELAY", order.delay)
    config.set("LOG_INSTALL_ROOT_HANDLER", False)
    process = AsyncCrawlerProcess(config)  # which sets all levels anew
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    for told in ("scrapy.downloadermiddlewares", "scrapy.core.downloader"):  # what failed stands in the run's report
        logging.getLogger(told).setLevel(logging.CRITICAL)
    with meter.stage("start"):
        chosen = spiders(order.folder)
    for name in order.names:
        process.crawl(chosen[name])
    process.start(install_signal_handlers=False)
    on = shared(order.database)
    turns_of(on, worker).leave()
    lease.release(on, worker)
