"""XML from strangers: no entities of their own, no network, no depth without end."""

import re

from lxml import etree

from crawler.channels.base import ChannelError
from crawler.parse import decode

LARGEST = 50_000_000  # bytes, the sitemap protocol's own limit
MOST_TAGS = 1_500_000  # twice what a full sitemap of 50,000 addresses has; the tree costs some 200 bytes for each
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.I | re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse(body: bytes) -> etree._Element:
    """The root of a document, mended where that is possible. Raises ChannelError where it is no XML.

    Bytes become characters as a page's do: the parser itself would end at the first that is none of its encoding, and
    lose what follows in silence.
    """
    if len(body) > LARGEST:
        raise ChannelError(f"more than {LARGEST} bytes")
    if body.count(b"<") > MOST_TAGS:
        raise ChannelError(f"more than {MOST_TAGS} tags")
    text = _CONTROL.sub(" ", decode(body)).lstrip()
    text = _DOCTYPE.sub("", text, count=1)  # what a stranger declares is never expanded
    if "<!ENTITY" in text[:100_000]:
        raise ChannelError("it declares entities of its own")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ChannelError(f"not XML: {error}") from error
    if root is None:
        raise ChannelError("not XML")
    return root
