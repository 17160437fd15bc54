"""The guard: no fetch, on any hop, reaches a private address or a port nobody allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from models.guard import Door, fault, is_public


class Forbidden(IgnoreRequest):
    """An address the guard does not let us fetch."""


@dataclass(frozen=True)
class Guard:
    """What may be connected to: public addresses on allowed ports, and the doors named by the demo newsroom.

    A door is one exact (address, port) pair on loopback. Doors are handed over in code by `councilwire demo` and
    by tests; no setting of the environment makes one.
    """

    ports: frozenset[int] = frozenset({80, 443})
    doors: frozenset[Door] = frozenset()

    def check_url(self, url: str) -> None:
        """Raises Forbidden when the address itself shows that it may not be fetched."""
        if reason := fault(url, self.ports, self.doors):
            raise Forbidden(reason)

    def check_address(self, address: str, host: str) -> None:
        """Raises Forbidden when `host` resolved to an address that is not public."""
        if not is_public(address) and not any(host == door for door, _ in self.doors):
            raise Forbidden(f"{host} resolves to {address}, which is not public")


_hidden: dict[str, str] = {}  # host → why what it resolves to may not be connected


def reason(url: str) -> str | None:
    """Why the guard would not let the host of an address be connected; Twisted itself only says that it found none."""
    try:
        return _hidden.get((urlsplit(url).hostname or "").rstrip("."))
    except ValueError:
        return None


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver with the guard behind it: the address it returns is the one that is connected."""

    guard = Guard()

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, guard: Guard) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), guard_of(crawler))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: Any, name: str) -> str:
        try:
            self.guard.check_address(str(address), name)
        except Forbidden as error:
            _hidden[name] = str(error)
            raise DNSLookupError(str(error)) from error
        _hidden.pop(name, None)
        return str(address)


def guard_of(crawler: Crawler) -> Guard:
    """The guard of this run: its doors come from the code that started it, its ports from the settings."""
    made = crawler.settings.get("COUNCILWIRE_GUARD")
    return made if isinstance(made, Guard) else Guard()


class GuardMiddleware:
    """Every request, redirects and robots.txt included, is checked before it leaves and after it was answered."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(guard_of(crawler))

    def process_request(self, request: Request) -> None:
        self.guard.check_url(request.url)

    def process_response(self, request: Request, response: Response) -> Response:
        if response.ip_address is not None:
            self.guard.check_address(str(response.ip_address), urlsplit(request.url).hostname or "")
        return response
