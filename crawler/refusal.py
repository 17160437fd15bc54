"""Pages that answer 200 and yet are no article: not found, captcha, log-in, and those whose mining is reserved."""

import json
import re
from html import unescape

from models.draft import Draft, Refused

SHORT = 900  # characters of text; a real article that speaks of such things is longer
_HEAD = 60_000  # bytes in which titles, metas and challenge scripts stand
_HTML = re.compile(r"^(text/html|application/xhtml\+xml|text/plain|application/octet-stream)\b", re.I)
_CONTROLS = bytes(n for n in range(32) if n not in (9, 10, 12, 13, 27))
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|title|body|main|article|div|section|h[1-6]|p|a|br|span|meta|table|ul)\b", re.I
)
_OTHER = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->|\xef\xbb\xbf)*[<%{\\]*(rss|feed|urlset|sitemapindex|svg|rdf:rdf|pdf-|rtf1)\b",
    re.I | re.S,
)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.I | re.S)
_HEADING = re.compile(rb"<h1[^>]*>(.*?)</h1", re.I | re.S)
_META = re.compile(rb"<meta\b[^>]{0,500}>", re.I)
_TAGS = re.compile(r"<[^>]+>")
_NOT_FOUND = re.compile(
    r"\b(404|page (not|can ?not be|can['’]t be|could not be|couldn['’]t be) found|not found|"
    r"page (does not|doesn['’]t|no longer) exists?|no such page|page (is )?(unavailable|missing|gone)|"
    r"has been (removed|deleted)|"
    r"(can ?not|can['’]t|could not|couldn['’]t) find (that|the|this|your) page|nothing (was )?found|"
    r"we(['’]ve| have) (moved|lost) (that|the|this) page|tudalen heb ei chanfod)\b",
    re.I,
)
_CAPTCHA = re.compile(
    r"just a moment|attention required|access (to this page has been )?denied|are you (a )?(human|robot)|"
    r"verify(ing)? (that )?you are (a )?human|security check|checking your browser|pardon our interruption|"
    r"unusual traffic|request blocked|bot (check|detection)|ddos protection",
    re.I,
)
_CHALLENGE = re.compile(
    rb"cf-chl-|/cdn-cgi/challenge-platform|g-recaptcha|h-captcha|_incapsula_resource|datadome|px-captcha|aws-waf-token"
    rb"|friendlycaptcha|cf-turnstile",
    re.I,
)
_LOGIN = re.compile(r"\b(log ?in|sign ?in|log ?on|mewngofnodi|members? only|subscriber login|authentication)\b", re.I)
_PASSWORD = re.compile(rb"<input\b[^>]{0,300}type\s*=\s*[\"']?password", re.I)


def wrong_type(content_type: str | None) -> str | None:
    """Why a body of this media type is no page; None when it may be one."""
    if not content_type or not content_type.strip() or _HTML.match(content_type.strip()):
        return None
    return f"not-html: the server calls it {content_type.split(';')[0].strip()[:80]}"


def binary(body: bytes) -> str | None:
    """Why a body cannot be a page at all, whatever the server calls it; None when it may be one."""
    start = body[:8000]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start[:2]:
        return None
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in b"{[" and _json(body):
        return "not-html: it is JSON"
    if root := _OTHER.match(start):
        return f"not-html: it is {root[1].decode('latin-1').lower()}"
    if start.strip() and not _TAG.search(body):
        return "not-html: there is no HTML in it"
    strange = len(start) - len(start.translate(None, _CONTROLS))
    if strange * 50 > len(start):
        return "not-html: its bytes are no text"
    return None


def _json(body: bytes) -> bool:
    try:
        json.loads(body)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def reserved_page(header: str | None, body: bytes) -> str | None:
    """The reservation of text and data mining (TDMRep) in a page's header or meta; None where there is none."""
    if header is not None and header.strip() == "1":
        return "tdm-reservation: the page's header reserves text and data mining"
    for meta in _META.findall(body[:_HEAD]):
        if b"tdm-reservation" in meta.lower() and re.search(rb"content\s*=\s*[\"']?\s*1\b", meta, re.I):
            return "tdm-reservation: the page reserves text and data mining"
    return None


def refusal(body: bytes, outcome: Draft | Refused) -> Refused | None:
    """Why a fetched page is none of an article's: judged by its title, its forms, and how little text it has."""
    length = len(outcome.text) if isinstance(outcome, Draft) else 0
    if length > SHORT:
        return None
    title, heading = _text(_TITLE, body[:_HEAD]), _text(_HEADING, body)
    if _CAPTCHA.search(title) or (_CHALLENGE.search(body) and (length < 200 or _CAPTCHA.search(heading))):
        return Refused("captcha", f"the site asks for a proof of being human ({title or heading})"[:200])
    if _PASSWORD.search(body) and (_LOGIN.search(title) or _LOGIN.search(heading)):
        return Refused("login", f"the site asks to log in ({title or heading})"[:200])
    if _missing(title) or _missing(heading):
        return Refused("soft-404", f"the page says it is not there ({heading or title})"[:200])
    return None


def _missing(heading: str) -> bool:
    """Whether a heading is a notice; a headline that merely holds such words is longer."""
    return bool(_NOT_FOUND.search(heading)) and len(heading.split()) <= 12


def _text(pattern: re.Pattern[bytes], body: bytes) -> str:
    found = pattern.search(body)
    plain = unescape(_TAGS.sub(" ", found[1][:2000].decode("utf-8", "replace"))) if found else ""
    return " ".join(plain.split())
