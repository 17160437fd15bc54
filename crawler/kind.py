"""What a page itself says that it is: a job ad, sponsored, an event or opinion; silence stays silence."""
# ruff: noqa: E501  one pattern, sentence or list a line

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler import cues
from crawler.blocks import Block

_TYPES = {
    "jobposting": "job-ad",
    "advertisercontentarticle": "sponsored",
    "event": "event",
    "businessevent": "event",
    "educationevent": "event",
    "opinionnewsarticle": "opinion",
}
_SECTION = (
    ("sponsored", re.compile(r"(?:^|/)(?:partner-?(?:content|zone|insights?)?s?|sponsored(?:-content)?|advertorials?|promoted|paid-content|brand-content|commercial-features?)(?:/|$)", re.I)),
    ("job-ad", re.compile(r"(?:^|/)(?:jobs?|vacanc(?:y|ies)|careers?)/.", re.I)),
    ("event", re.compile(r"(?:^|/)(?:events?|webinars?|conferences?)/.", re.I)),
    ("opinion", re.compile(r"(?:^|/)(?:opinions?|comment(?:isfree|ary)?|columns?|columnists?|editorials?|leaders?|viewpoints?|blogs?)(?:/|$)", re.I)),
)  # fmt: skip
_NAMED = re.compile(
    r"(?:opinions?|comment|comment (?:&|and) (?:analysis|opinion)|editorial|leader|viewpoint|columns?|blogs?|first person|personal view|letters to the editor)",
    re.I,
)
_LABELS = (
    ("sponsored", re.compile(
        r"(?:in (?:association|partnership) with .{2,80}|(?:sponsored|promoted|paid|paid-for|partner|branded|advertiser|commercial)(?: |-)?(?:content|feature|article|post|by .{2,60}|partner content)?|advertorial|advertisement feature"
        r"|(?:this is |this (?:article|content|feature) (?:is|was|has been) )?(?:paid[- ]for|sponsored|paid for|produced|brought to you|supported)(?: content| by| in).{0,120}|paid for by .{2,80})[.:]?(?: more from our partners)?", re.I)),
    ("event", re.compile(r"(?:events?|webinars?|conference|upcoming event)", re.I)),
    ("opinion", _NAMED),
    ("job-ad", re.compile(r"(?:job|vacancy|job vacancy|apply now|recruitment)", re.I)),
)  # fmt: skip
SCANT = 200  # characters of prose beside modules of jobs that do not make a story
FACTS = 3  # facts of a job that a page must state to be an ad for it


def told(types: set[str], section: str, title: str, url: str | None, head: Sequence[Block]) -> str | None:
    """The kind that structured data, section, label, headline or address say; `head` is what stands above the story."""
    for name, kind in _TYPES.items():
        if name in types:
            return kind
    for block in head:
        if block.paid and len(block.text) < 200:
            return "sponsored"
        for kind, pattern in _LABELS:
            if kind == "job-ad" or len(block.text) >= 160 or not pattern.fullmatch(block.text.strip(" :|-–—")):
                continue
            if kind == "sponsored" or not block.linked or block.linked >= len(block.text) * 0.8:
                return kind
    if _NAMED.fullmatch(section.strip()) or re.match(
        r"(?:comment|opinion|editorial|viewpoint|leader)\s?:", title, re.I
    ):
        return "opinion"
    path = urlsplit(url).path if url else ""
    return next((kind for kind, pattern in _SECTION if pattern.search(path)), None)


def job_ad(blocks: Sequence[Block]) -> bool:
    """Whether what is left of a page is a job ad: it states facts of a job; or nothing is left but modules of jobs."""
    left = [block for block in blocks if block.why is None]
    facts = sum(cues.job_line(block.text) or cues.job_words(block.text) > 0 for block in left)
    if facts >= FACTS:
        return True
    taken = [block for block in blocks if block.why == "job-module"]
    return len(taken) >= FACTS and sum(block.prose for block in left) < SCANT


def restore(blocks: Sequence[Block]) -> None:
    """On a job ad the job's own facts are the text, wherever they stand; the jobs beside it are not."""
    if any(block.why is None and (block.prose or cues.job_line(block.text)) for block in blocks):
        first = next(number for number, block in enumerate(blocks) if block.why is None)
        for block in blocks[:first]:
            if block.why == "furniture" and cues.job_line(block.text) and not block.linked:
                block.why = None
        return
    for block in blocks:
        if block.why == "job-module":
            block.why = None
