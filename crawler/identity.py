"""Where an address leads: as it will be asked for, and the site it stands on."""

from urllib.parse import urlsplit

import tldextract
from w3lib.url import safe_url_string

_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)  # the bundled list


def address(url: str) -> str:
    """A web address as it will be asked for, so that no two readers see two hosts in it; raises ValueError if none."""
    safe = safe_url_string(url.strip())
    if not safe.lower().startswith(("http://", "https://")):
        raise ValueError(f"not a web address: {url[:200]}")
    return safe


def site(url: str) -> str:
    """The site an address stands on: its registrable domain, or host and port where it has none."""
    split = urlsplit(url)
    found = _SUFFIXES(split.hostname or "")
    return found.top_domain_under_public_suffix or f"{split.hostname}:{split.port or ''}"
