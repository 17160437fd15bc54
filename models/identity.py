"""Which address a page really has: tracking, session, AMP and print variants fall together."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKING = re.compile(
    r"^(utm_\w+|at_\w+|ns_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|_ga|_gl|cmpid|campaign_?id"
    r"|ref|ref_src|referrer|source|share|shared|from|feature|ocid|ito|xtor|rss|amp|print|output|outputtype"
    r"|sessionid|session_id|sid|phpsessid|jsessionid|cfid|cftoken)$",
    re.I,
)
_SESSION_PATH = re.compile(r";(jsessionid|phpsessid|sid)=[^/?#]*|/\((?:[a-z]\([a-z0-9]{8,}\))+\)(?=/)", re.I)
_VARIANT_PATH = re.compile(r"(/amp/?|\.amp(\.html?)?|/print/?)$", re.I)


def tracks(name: str) -> bool:
    """Whether a parameter of this name says only how somebody came to an address."""
    return bool(_TRACKING.match(name))


def identity(url: str) -> str:
    """The canonical form of an http(s) address; two addresses of one page give the same.

    Raises ValueError for anything that is not an absolute http(s) address.
    """
    split = urlsplit(_SESSION_PATH.sub("", url.strip()))
    host = (split.hostname or "").rstrip(".")
    if split.scheme.lower() not in ("http", "https") or not host:
        raise ValueError(f"not a web address: {url[:200]}")
    _ = split.port  # raises ValueError when it is no number
    query = urlencode([(k, v) for k, v in parse_qsl(split.query, keep_blank_values=True) if not tracks(k)])
    path = _VARIANT_PATH.sub("", split.path) or "/"
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    port = f":{split.port}" if split.port and (split.scheme, split.port) not in (("http", 80), ("https", 443)) else ""
    return canonicalize_url(urlunsplit((split.scheme.lower(), host + port, path, query, "")), keep_fragments=False)
