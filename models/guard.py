"""What may be connected to: public addresses on allowed ports. Crawls and webhooks go by the same rules."""

import ipaddress
import socket
from collections.abc import Set
from urllib.parse import urlsplit

UNICAST = ipaddress.ip_network("2000::/3")  # the only part of IPv6 out of which addresses are handed out
RESERVED = [ipaddress.ip_network(one) for one in ("192.88.99.0/24", "3fff::/20")]  # relays of 6to4; documentation
Door = tuple[str, int]  # one exact host and port on loopback, opened in code by the demo and by tests


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
        if ip not in UNICAST:
            return False  # of all else nothing is handed out, though the library calls much of it global
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in RESERVED)


def is_literal(host: str) -> bool:
    """Whether a host is an address rather than a name, in any spelling that a C library would take for one."""
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        pass
    try:
        socket.inet_aton(host)  # 127.1, 0x7f.1, 2130706433
        return True
    except OSError:
        return False


def fault(url: str, ports: Set[int], doors: Set[Door] = frozenset()) -> str | None:
    """Why a URL may not be connected to, as far as it shows by itself; None when nothing is wrong with it."""
    try:
        split = urlsplit(url)
        port = split.port if split.port is not None else (443 if split.scheme == "https" else 80)
    except ValueError as error:
        return f"no usable address: {error}"
    host = (split.hostname or "").rstrip(".")
    if split.scheme not in ("http", "https") or not host:
        return f"only http and https are fetched, not {split.scheme or 'that'}:"
    if split.username or split.password:
        return "an address with a user name in it is not fetched"
    if (host, port) in doors:
        return None
    if port not in ports:
        return f"port {port} is not allowed; see COUNCILWIRE_PORTS"
    if is_literal(host) and not is_public(host):
        return f"{host} is not a public address"
    return None
