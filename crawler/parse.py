"""Bytes → one HTML tree: whatever the encoding, whatever was done to it, in bounded time and memory."""

import re
from itertools import dropwhile

from lxml import etree

ATTRIBUTES = 500  # of one element; no page has a tenth of them
MOST_TAGS = 500_000  # that are looked at for too many attributes
LARGEST = 10_000_000  # characters read of one page, after scripts are gone

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_AS_WINDOWS = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso_8859-1"}  # WHATWG, 4.2
_NO_CHARSET = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7"}  # codecs of Python's
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OPEN = re.compile(r"<(?:(!--)|(script|style|svg|template)(?=[\s/>]))", re.I)
_STRUCTURED = re.compile(r"""^[^>]*?type\s*=\s*["']?application/ld\+json""", re.I)
_CLOSE = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style", "svg", "template")}
_FALSE_REFERENCE = re.compile(
    r"&#(?:0+(?!\d)|x0+(?![\da-f])|x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|5[67]\d{3})(?!\d));?", re.I
)
_NESTING = re.compile(
    r"</?(?:div|span|font|center|b|i|u|em|strong|a|section|table|tbody|tr|td|ul|ol|blockquote)\b[^<>]*>", re.I
)
_TAG = re.compile(r"<[a-zA-Z][\w:-]*")
_MARK = re.compile(r"""=\s*(["'])|>""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decode(body: bytes, content_type: str | None = None) -> str:
    """The characters of a body. What is valid UTF-8 is UTF-8, whatever it says of itself; stray bytes are windows-1252.

    Otherwise the first of byte-order mark, HTTP header and <meta> decides (order of the HTML standard).
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body[:200].count(b"\0") > len(body[:200]) // 4:
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    told = _told(body, content_type)
    if told not in (None, "utf-8", "utf8", "windows-1252", "cp1252"):
        try:
            return body.decode(str(told))
        except (LookupError, UnicodeDecodeError):
            pass
    return _mixed(body)


def _told(body: bytes, content_type: str | None) -> str | None:
    head = body[:4096]
    found = _CHARSET.search((content_type or "").encode("latin-1", "ignore")) or _XML.search(head)
    found = found or _CHARSET.search(head)
    name = found[1].decode("ascii", "ignore").lower() if found else None
    if name is not None and name.replace("-", "_") in _NO_CHARSET:
        return None
    return "windows-1252" if name in _AS_WINDOWS else name


def _mixed(body: bytes) -> str:
    """UTF-8 with stray windows-1252 bytes in it, or the other way round: each byte as what it can be."""
    pieces: list[str] = []
    start = 0
    parts = re.split(rb"((?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+)", body)
    for number, part in enumerate(parts):
        start += len(part)
        pieces.append(part.decode("utf-8" if number % 2 else "cp1252", "replace"))
    return "".join(pieces)


def strip(text: str) -> str:
    """The page without scripts, styles, drawings and comments, but with its structured data (JSON-LD).

    Done before the parser sees the page, so that 10 MB of inline script cost nothing and cannot end the parse early.
    """
    kept: list[str] = []
    at = 0
    last_comment = text.rfind("-->")
    while found := _OPEN.search(text, at):
        kept.append(text[at : found.start()])
        if found[1]:
            at = text.index("-->", found.end() - 2) + 3 if found.end() - 2 <= last_comment else found.end()
            continue
        name = found[2].lower()
        closed = _CLOSE[name].search(text, found.end())
        if name == "script" and _STRUCTURED.match(text[found.end() : found.end() + 200]):
            kept.append(text[found.start() : closed.end() if closed else len(text)])
        if closed is None:  # an opening that never closes: the parser decides
            kept.append(text[found.start() :])
            return "".join(kept)
        kept.append(" ")
        at = closed.end()
    kept.append(text[at:])
    return "".join(kept)


def clean(text: str) -> str:
    """Characters no document can hold, gone; references to them, too (they would end the parse or the story)."""
    if "&#" in text:
        text = _FALSE_REFERENCE.sub("", text)
    return _CONTROL.sub("", text)


def slim(text: str) -> str:
    """Elements with thousands of attributes, without them: the parser compares each with all before it."""
    if text.count("=") <= ATTRIBUTES * 10:
        return text
    kept: list[str] = []
    at = 0
    for number, opened in enumerate(_TAG.finditer(text)):
        if opened.start() < at:
            continue
        if number > MOST_TAGS:
            break
        end = _tag_end(text, opened.end())
        if text.count("=", opened.end(), end) > ATTRIBUTES:
            kept += [text[at : opened.end()], ">"]
            at = end
    kept.append(text[at:])
    return "".join(kept)


def _tag_end(text: str, at: int) -> int:
    """Where a tag ends: at the first > that stands in no quoted value."""
    while found := _MARK.search(text, at):
        if found[0] == ">":
            return found.end()
        closing = text.find(found[1], found.end())
        if closing < 0:
            return len(text)
        at = closing + 1
    return len(text)


def parse(body: bytes, content_type: str | None = None) -> etree._Element | None:
    """The tree of a page; None where there is nothing that can be parsed.

    The parser gives up on elements nested 2,048 deep. Such a page is read again without the tags that only nest.
    """
    text = slim(clean(strip(decode(body, content_type)))[:LARGEST])
    if not text.strip():
        return None
    tree, too_deep = _tree(text)
    return _tree(_NESTING.sub("\n", text))[0] if too_deep else tree


def _tree(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is not None:
        _open_body(tree)
    return tree, any("depth" in error.message for error in parser.error_log.filter_from_fatals())


_HEAD = frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title"))


def _open_body(tree: etree._Element) -> None:
    """A page may leave out <head> and <body>: the parser then files elements younger than itself under the head."""
    head, body = tree.find("head"), tree.find("body")
    stray = [] if head is None else list(dropwhile(lambda element: element.tag in _HEAD, head))
    if stray:
        body = etree.SubElement(tree, "body") if body is None else body
        stray[-1].tail, body.text = (stray[-1].tail or "") + (body.text or ""), None
        body[:0] = stray
