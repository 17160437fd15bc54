"""Check: try every channel of a source live, through the guard and the manners of a crawl, and say what came of it."""

import json
import logging
import multiprocessing
import os
import re
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import scrapy
from lxml.cssselect import CSSSelector
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.project import get_project_settings
from sqlalchemy import Engine
from twisted.python.failure import Failure

from crawler import lease
from crawler.channels import Channel, Entry
from crawler.extract import extract
from crawler.identity import site
from crawler.manners import Disallowed, Unreadable
from crawler.network import Guard
from crawler.parse import parse
from crawler.sources import spiders
from crawler.spider import SourceSpider, asked, why
from crawler.turns import turns_of
from crawler.watch import end_with_parent
from models.database import engine, migrate, shared
from models.guard import Door
from models.identity import identity
from models.settings import settings


@dataclass(frozen=True)
class Checked:
    """What one channel answered. `taken` counts the entries that a crawl would fetch, `newest` is the latest date told.

    A channel is well when it could be read and at least one of its entries would be taken.
    """

    source: str
    kind: str
    url: str
    status: int | None = None
    entries: int = 0
    taken: int = 0
    newest: datetime | None = None
    robots: str = "allowed"
    moved: str | None = None  # where a redirect led
    problem: str | None = None
    article: str | None = None  # the entry that was read, where articles are checked, too
    title: str | None = None
    characters: int = 0  # of its text
    dropped: tuple[str, ...] = ()  # the source's drop rules that found something on it

    @property
    def well(self) -> bool:
        return self.problem is None

    def as_json(self) -> str:
        """The result for programs."""
        return json.dumps({"well": self.well, **asdict(self)}, ensure_ascii=False, default=str)

    def line(self) -> str:
        """The result in one line for a person."""
        mark = "ok " if self.well else "BAD"
        newest = f", newest {self.newest:%Y-%m-%d %H:%M}" if self.newest else ""
        told = f"HTTP {self.status or '-'}, {self.entries} entries, {self.taken} taken{newest}, robots {self.robots}"
        lines = [f"{mark} {self.source} {self.kind} {self.url}", told]
        lines += [f"moved to {self.moved}"] if self.moved else []
        if self.article:
            lines += [f"article {self.article}", f"  “{self.title or ''}”, {self.characters} characters of text"]
            lines += [f"  drop rules that found something: {', '.join(self.dropped) or 'none'}"]
        lines += [self.problem] if self.problem else []
        return "\n    ".join(lines)


@dataclass(frozen=True)
class Plan:
    """What the checking process is to do; plain values, because it crosses a process border."""

    database: str
    names: tuple[str, ...]
    doors: tuple[Door, ...]
    delay: float | None
    folder: str | None
    articles: bool


def check(
    names: Sequence[str] = (),
    on: Engine | None = None,
    doors: Sequence[Door] = (),
    delay: float | None = None,
    folder: str | None = None,
    articles: bool = False,
) -> Iterator[Checked]:
    """Try every channel of the sources named (default: all), one result for each as it comes in.

    With `articles`, the first entry that a crawl would take is fetched and extracted as well.

    Nothing is stored but the hosts' robots.txt and turns, and these only where a database is given: with it, a check
    keeps its distance from a crawl that runs at the same time. Raises KeyError with an unknown name.
    """
    known = spiders(folder)
    for name in names:
        if name not in known:
            raise KeyError(name)
    chosen = tuple(names) or tuple(known)
    with tempfile.TemporaryDirectory(prefix="councilwire-check-") as scratch:
        database = on or engine(f"sqlite:///{Path(scratch) / 'hosts.sqlite'}")
        migrate(database)
        url = database.url.render_as_string(hide_password=False)
        yield from _watched(Plan(url, chosen, tuple(doors), delay, folder, articles))


def _watched(plan: Plan) -> Iterator[Checked]:
    """Run the checking process and pass on what it says; it ends with us, however we end."""
    spawn = multiprocessing.get_context("spawn")
    theirs, lifeline = spawn.Pipe(duplex=False)
    incoming, outgoing = spawn.Pipe(duplex=False)
    process = spawn.Process(target=main, args=(plan, theirs, outgoing), name="check", daemon=True)
    process.start()
    theirs.close()
    outgoing.close()
    try:
        while (result := incoming.recv()) is not None:
            yield result
    except EOFError:
        process.join()
        raise RuntimeError(f"the check ended early, with {process.exitcode}") from None
    finally:
        lifeline.close()
        process.terminate()
        process.join()


def main(plan: Plan, lifeline: Connection, results: Connection) -> None:
    """Entry point of the spawned process; sends every result and then None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    end_with_parent(lifeline)
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    worker = lease.name("check")
    config = get_project_settings()
    config.setdict(
        {
            "COUNCILWIRE_DATABASE": plan.database,
            "COUNCILWIRE_WORKER": worker,
            "COUNCILWIRE_GUARD": Guard(settings().allowed_ports, frozenset(plan.doors)),
            "ITEM_PIPELINES": {},
            "RETRY_ENABLED": False,
            "CONCURRENT_REQUESTS": 500,  # most of them wait for their host's turn, and must not keep others waiting
            "LOG_INSTALL_ROOT_HANDLER": False,
        }
    )
    if plan.delay is not None:
        config.set("COUNCILWIRE_DELAY", plan.delay)
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    known = spiders(plan.folder)
    process = AsyncCrawlerProcess(config)
    process.crawl(Probe, sources=[known[name] for name in plan.names], results=results, articles=plan.articles)
    process.start(install_signal_handlers=False)
    turns_of(shared(plan.database), worker).leave()
    results.send(None)


class Probe(scrapy.Spider):
    """Asks for each channel once, and for one article of it where that is wanted, and sends what comes of it."""

    name = "check"

    def __init__(
        self, sources: list[type[SourceSpider]], results: Connection, articles: bool = False, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.sources = sources
        self.results = results
        self.articles = articles

    async def start(self) -> AsyncIterator[Request]:
        for source in self.sources:
            for channel in source.channels:
                yield Request(
                    channel.url,
                    callback=self.answered,
                    errback=self.failed,
                    cb_kwargs={"source": source, "channel": channel},
                    dont_filter=True,
                )

    def answered(self, response: Response, source: type[SourceSpider], channel: Channel) -> Iterator[Request]:
        checked, first = judge(source, channel, response.status, response.body, response.url)
        if first is None or not self.articles:
            self.results.send(checked)
            return
        yield Request(
            first.url,
            callback=self.read,
            errback=self.unread,
            cb_kwargs={"source": source, "checked": replace(checked, article=first.url)},
            dont_filter=True,
        )

    def failed(self, failure: Failure) -> None:
        request = asked(failure)
        source, channel = request.cb_kwargs["source"], request.cb_kwargs["channel"]
        checked = Checked(source.name, channel.kind, channel.url)
        self.results.send(broken(checked, failure))

    def read(self, response: Response, source: type[SourceSpider], checked: Checked) -> None:
        self.results.send(judge_article(source, checked, response.body, response.url))

    def unread(self, failure: Failure) -> None:
        request = asked(failure)
        checked: Checked = request.cb_kwargs["checked"]
        told = broken(checked, failure)
        self.results.send(replace(told, status=checked.status, problem=f"its article: {told.problem}"))


def broken(checked: Checked, failure: Failure) -> Checked:
    """The result of a fetch that gave no body."""
    status = failure.value.response.status if isinstance(failure.value, HttpError) else None
    robots = "allowed" if status else "unknown"
    if isinstance(failure.value, Disallowed):
        robots = "disallowed"
    elif isinstance(failure.value, Unreadable):
        robots = "unreadable"
    return replace(checked, status=status, robots=robots, problem=why(failure))


def judge(
    source: type[SourceSpider], channel: Channel, status: int, body: bytes, url: str
) -> tuple[Checked, Entry | None]:
    """What a channel's body is worth to its source, and the first entry it would take; `url` is where it came from."""
    told = Checked(source.name, channel.kind, channel.url, status, moved=url if url != channel.url else None)
    try:
        found = channel.read(body, url)
    except Exception as error:  # a stranger's body may trip a parser anywhere
        return replace(told, problem=f"not a {channel.kind}: {error}"[:300]), None
    taken = [entry for entry in found.entries if takes(source, entry)]
    dates = [when for entry in found.entries if (when := entry.modified or entry.published)]
    problem = None
    if not found.entries and not found.follow:
        problem = "it lists nothing"
    elif not taken and not found.follow:
        problem = f"none of its entries is an article by `match` and `hosts`; the first is {found.entries[0].url}"
    newest = max(dates, default=None)
    told = replace(told, entries=len(found.entries), taken=len(taken), newest=newest, problem=problem)
    return told, taken[0] if taken else None


def judge_article(source: type[SourceSpider], checked: Checked, body: bytes, url: str) -> Checked:
    """What extraction makes of an article, and which of the source's drop rules found something on it."""
    tree = parse(body)
    dropped = tuple(css for css in source.drop if tree is not None and CSSSelector(css, translator="html")(tree))
    try:
        draft = extract(body, url, source.drop)
    except Exception as error:  # Refused most of all
        return replace(checked, dropped=dropped, problem=f"its article gives no text: {error}"[:300])
    return replace(checked, dropped=dropped, title=draft.title, characters=len(draft.text))


def takes(source: type[SourceSpider], entry: Entry) -> bool:
    """Whether a crawl would fetch this entry: its address stands on the source's sites and satisfies `match`."""
    try:
        address = identity(entry.url)
    except ValueError:
        return False
    return site(address) in source.sites() and re.search(source.match, address) is not None
