"""Byline and dates as a reader sees them: from the lines around the headline, and those below the story."""

import re

from crawler import dates, names
from crawler.blocks import Block, Page
from crawler.metadata import Facts
from crawler.titles import letters

_BYLINE = re.compile(
    r"byline|by-line|creator|\bauthors?\b|author[-_]|[-_]author|\breporter\b|dateline|writer|contributor|amp-by|\bby\b"
)


def fill(facts: Facts, page: Page, head: list[Block], tail: list[Block], around: list[Block]) -> None:
    """Fill what structured data left out from the lines around the headline, then from those below the story.

    Where neither dates the page, a date that stands alone among the lines `around` the story does, if there is but one.
    """
    seen = Facts(byline=[], title=facts.title)
    _time_elements(seen, page, head)
    for block in head:
        if seen.published and seen.byline:
            break
        _line(seen, block, page)
    below = [
        block
        for block in tail
        if len(block.text) < 200 and block.linked < len(block.text) * 0.8 and _BELOW.match(block.text)
    ]
    for block in below:
        _line(seen, block, page)
    if not seen.published:
        _time_elements(seen, page, below)
    if not seen.published and not facts.published:
        _only_date(seen, page, around)
    if seen.published and (not facts.published or (facts.loose and _close(seen.published, facts.published))):
        facts.published, facts.published_from = seen.published, seen.published_from
    facts.modified = facts.modified or seen.modified
    if seen.byline and (not facts.byline or _owner(facts.byline, page, facts.site)):
        facts.byline = seen.byline


def _only_date(facts: Facts, page: Page, around: list[Block]) -> None:
    """The one day that stands alone among the lines around the story, or labelled as its date anywhere on the page."""
    alone = [block for block in around if block.tag not in ("li", "tr", "td") and not block.linked]
    labelled = [
        block
        for number, block in enumerate(page.blocks)
        if not block.linked
        and len(block.text) < 60
        and any(_LABEL.match(line.text) for line in page.blocks[max(0, number - 2) : number + 1])
    ]
    for lines in (alone, labelled):
        found: dict[str, str] = {}
        for block in lines:
            told = dates.seen(block.text) if len(block.text) < 60 else None
            if told and (told[2] - told[1] > len(block.text) * 0.6 or _LABEL.match(block.text)):
                element = page.nodes[block.node].element
                exact = [at for time in element.iter("time") if (at := dates.iso(time.get("datetime")))]
                found[told[0][:10]] = next((at for at in exact if at[:10] == told[0][:10]), told[0])
        if len(found) == 1:
            facts.published, facts.published_from = next(iter(found.values())), "text"
            return


_LABEL = re.compile(
    r"(?:date )?(?:first )?(?:published|publish(?:ing|ed)? date|publication date|date posted|posted|release date"
    r"|date issued|date of publication|cyhoeddwyd|dyddiad cyhoeddi)(?: on| ar)?(?:\s*[:|]?\s*$|\s*[:|]|\s+(?=\d))",
    re.I,
)
_READING = re.compile(r"\b\d{1,3}[ -]min(?:ute)?s?(?: read)?\b|\b(?:reading|read) time\b:?", re.I)
_BELOW = re.compile(r"(?:first |last )?(?:published|posted|date|added|issued|release|cyhoeddwyd)\b", re.I)


def _close(one: str, other: str) -> bool:
    return one[:7] == other[:7]


def _owner(byline: list[str], page: Page, site: str) -> bool:
    """Whether the author told is the publisher: the site's name, or who holds the copyright at the foot of the page."""
    name = letters(byline[0])
    if len(byline) > 1 or name == letters(site):
        return len(byline) == 1
    foot = [
        block.text
        for block in page.blocks[-40:]
        if re.search(r"©|copyright|registered (?:charity|company)", block.text, re.I)
    ]
    return any(name in letters(text) for text in foot)


def _line(facts: Facts, block: Block, page: Page) -> None:
    """A line near the headline: a date, a byline, or both."""
    text = _READING.sub(" ", block.text).strip()
    if len(text) > 200:
        return
    found = dates.seen(text)
    rest = text
    if found:
        rest = (text[: found[1]] + " " + text[found[2] :]).strip()
        labelled = re.match(r"(?:first |last )?(?:published|posted|updated|date|added|issued)\b", text, re.I)
        if not facts.published and (len(rest) < 80 or labelled or block.tag == "h1"):
            _date_line(facts, text)
    if not facts.byline and not block.heading:
        named = any(_BYLINE.search(node.names) for node in page.chain(block.node)[:3])
        person = re.sub(
            r"\b(?:published|posted|updated|on|at|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b|\d+[:.]?\d*\s?(?:am|pm|bst|gmt)?|[|,·•-]\s*$",
            " ",
            rest,
            flags=re.I,
        ).strip(" ,|·•-–—:")
        facts.byline = names.byline(person, sure=(bool(found) and len(rest) < 80) or named) or names.byline(rest)
        facts.byline = facts.byline or _marked(block, page)


def _marked(block: Block, page: Page) -> list[str]:
    """The people named by an element within a line that says it holds the author, such as <span class="author">."""
    for element in page.nodes[block.node].element.iter("a", "span", "cite", "b", "em", "i", "small", "strong"):
        if _BYLINE.search(" ".join(element.get(name, "") for name in ("class", "rel", "itemprop")).lower()):
            text = " ".join("".join(element.itertext()).split())
            if text in block.text and (found := names.byline(text, sure=True)):
                return found
    return []


def _date_line(facts: Facts, text: str) -> None:
    found = dates.seen(text)
    if found is None:
        return
    updated = re.search(r"\b(?:updated|modified|amended)\b", text[: found[1]], re.I)
    if updated and not re.search(r"\b(?:published|posted)\b", text[: found[1]], re.I):
        facts.modified = facts.modified or found[0]
        return
    facts.published, facts.published_from = found[0], "text"


def _time_elements(facts: Facts, page: Page, head: list[Block]) -> None:
    """<time datetime> near the headline: published, unless the words before it say updated."""
    label = ""
    for block in head:
        label = block.text if len(block.text) < 200 else ""
        element = page.nodes[block.node].element
        if element is None or len(block.text) > 200:
            continue
        before = element.getprevious()
        label = (
            " ".join("".join(before.itertext()).split())[:40] + " " + label
            if before is not None and before.tag == "dt"
            else label
        )
        for number, time in enumerate(element.iter("time")):
            found = dates.iso(time.get("datetime"))
            if not found:
                continue
            updated = re.search(r"\b(?:updated|modified|amended)\b", label, re.I)
            if (updated and not re.search(r"\b(?:published|posted)\b", label, re.I)) or (number and updated):
                facts.modified = facts.modified or found
            elif not facts.published:
                facts.published, facts.published_from = found, "time"
            if number:
                break
