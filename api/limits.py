"""How many requests a client may send: a bucket of tokens for each key and each address."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

ANONYMOUS = 600  # requests a minute where COUNCILWIRE_RATE_LIMIT says nothing
UNKNOWN = 20  # keys a minute that are looked up for an address whose quota is used up
LOOPBACK = 1_000_000  # the same for this machine itself: as good as any number
CLIENTS = 50_000  # remembered at once; the one that was quiet longest is forgotten first


@dataclass
class Bucket:
    """What one client may still ask, and when that was last reckoned."""

    left: float
    at: float


@dataclass(frozen=True)
class Allowance:
    """What one request came to: whether it goes through, and what the client is told of its quota."""

    quota: int
    left: int
    wait: float  # seconds until the next request is free; 0: at once
    full: float  # seconds until the whole quota is there again

    @property
    def headers(self) -> list[tuple[str, str]]:
        """RateLimit fields of draft-ietf-httpapi-ratelimit-headers, and Retry-After (RFC 9110) on refusal."""
        told = [
            ("RateLimit-Policy", f'"default";q={self.quota};w=60'),
            ("RateLimit", f'"default";r={max(self.left, 0)};t={_whole(self.wait or self.full)}'),
        ]
        return told if self.allowed else [*told, ("Retry-After", str(_whole(self.wait)))]

    @property
    def allowed(self) -> bool:
        return self.left >= 0


class Limits:
    """The buckets of one process. `rate` is the setting: requests a minute, 0 for any number, None for the usual."""

    def __init__(self, rate: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.clock = rate, clock
        self.buckets: OrderedDict[str, Bucket] = OrderedDict()
        self.keys: OrderedDict[str, None] = OrderedDict()

    def trust(self, key: str, valid: bool = True) -> None:
        """Remember whether a key is a valid one. Only valid ones count apart from their address: else anybody could
        send a new word as key with every request and never be refused."""
        name = _key(key)
        self.keys.pop(name, None)
        if valid:
            self.keys[name] = None
            if len(self.keys) > CLIENTS:
                self.keys.popitem(last=False)

    def take(self, host: str, authorization: str = "") -> Allowance | None:
        """Count one request; None where nothing is limited."""
        if self.rate == 0:
            return None
        who, local = _client(host)
        name = _key(authorization.partition(" ")[2].strip()) if authorization else ""
        if name and name in self.keys:
            who = name
        quota = (LOOPBACK if local else ANONYMOUS) if self.rate is None else self.rate
        told = self._take(who, quota)
        if not told.allowed and name and who != name and self._take(f"unknown keys of {who}", UNKNOWN).allowed:
            return Allowance(quota, 0, 0.0, 60.0)  # it may be a valid one, which nobody looked up yet
        return told

    def _take(self, who: str, quota: int) -> Allowance:
        now = self.clock()
        bucket = self.buckets.pop(who, None) or Bucket(float(quota), now)
        bucket.left = min(float(quota), bucket.left + (now - bucket.at) * quota / 60)
        bucket.at = now
        self.buckets[who] = bucket
        if len(self.buckets) > CLIENTS:
            self.buckets.popitem(last=False)
        if bucket.left < 1:
            return Allowance(quota, -1, (1 - bucket.left) * 60 / quota, 60.0)
        bucket.left -= 1
        return Allowance(quota, int(bucket.left), 0.0, (quota - bucket.left) * 60 / quota)


def _client(host: str) -> tuple[str, bool]:
    """Who an address counts as, and whether that is this machine. A home has a whole IPv6 /64 to ask from."""
    try:
        ip = ip_address(host.split("%")[0])
    except ValueError:
        return host, False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return _client(str(ip.ipv4_mapped))
        if not ip.is_loopback:
            return f"{int(ip) >> 64:x}::/64", False
    return str(ip), ip.is_loopback


def _key(key: str) -> str:
    return "key:" + sha256(key.encode()).hexdigest()


def _whole(seconds: float) -> int:
    return max(1, int(seconds + 0.999))
