"""XML from strangers: no entities of their own, no network, no depth without end."""

import re

from lxml import etree

from crawler.channels.base import ChannelError

LARGEST = 50_000_000  # bytes, the sitemap protocol's own limit
MOST_TAGS = 1_500_000  # twice what a full sitemap of 50,000 addresses has; the tree costs some 200 bytes for each
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.I | re.S)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parse(body: bytes) -> etree._Element:
    """The root of a document, mended where that is possible. Raises ChannelError where it is no XML."""
    if len(body) > LARGEST:
        raise ChannelError(f"more than {LARGEST} bytes")
    if body.count(b"<") > MOST_TAGS:
        raise ChannelError(f"more than {MOST_TAGS} tags")
    wide = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide:
        body = _CONTROL.sub(b" ", body).lstrip()
        body = _DOCTYPE.sub(b"", body, count=1)  # what a stranger declares is never expanded
        if b"<!ENTITY" in body[:100_000]:
            raise ChannelError("it declares entities of its own")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ChannelError(f"not XML: {error}") from error
    if root is None:
        raise ChannelError("not XML")
    return root
