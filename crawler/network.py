"""The guard: no fetch, on any hop, reaches a private address or a port nobody allowed."""

import ipaddress
import socket
from collections.abc import Iterable
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

Door = tuple[str, int]


class Forbidden(IgnoreRequest):
    """An address the guard does not let us fetch."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; v4 addresses hidden in v6 are unwrapped first."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


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
        try:
            split = urlsplit(url)
            port = split.port or (443 if split.scheme == "https" else 80)
        except ValueError as error:
            raise Forbidden(f"no usable address: {error}") from error
        host = (split.hostname or "").rstrip(".")
        if split.scheme not in ("http", "https") or not host:
            raise Forbidden(f"only http and https are fetched, not {split.scheme or 'that'}:")
        if split.username or split.password:
            raise Forbidden("an address with a user name in it is not fetched")
        if (host, port) in self.doors:
            return
        if port not in self.ports:
            raise Forbidden(f"port {port} is not allowed; see COUNCILWIRE_PORTS")
        if _is_literal(host) and not is_public(host):
            raise Forbidden(f"{host} is not a public address")

    def check_address(self, address: str, host: str) -> None:
        """Raises Forbidden when `host` resolved to an address that is not public."""
        if not is_public(address) and not any(host == door for door, _ in self.doors):
            raise Forbidden(f"{host} resolves to {address}, which is not public")


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        pass
    try:
        socket.inet_aton(host)  # 127.1, 0x7f.1, 2130706433: what a C library would take for an address
        return True
    except OSError:
        return False


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

    def getHostByName(self, name: str, timeout: Iterable[int] = ()) -> Deferred[str]:  # type: ignore[override]
        found: Deferred[str] = super().getHostByName(name, timeout)  # type: ignore[arg-type]
        return found.addCallback(self._checked, name)

    def _checked(self, address: Any, name: str) -> str:
        try:
            self.guard.check_address(str(address), name)
        except Forbidden as error:
            raise DNSLookupError(str(error)) from error
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
