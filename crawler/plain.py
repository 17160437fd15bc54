"""Plain-text documents, as people paste and save them: the story without what stood around it on the page."""

import re
from itertools import pairwise

from crawler import content, cues, dates, lines, looks, names, putback, sweep
from crawler.blocks import Block, Node, Page
from models.draft import Draft, Refused, Removed

MARGIN = (50, 100)  # characters of the longest line of a text that is broken at a margin
LONGEST = 2_000_000  # characters read of one document
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[=*_~#—–-]\s?){8,}$")
_DATE_ONLY = re.compile(r"^(?:(?:first |last )?(?:published|posted|updated|date)\W{0,3})?.{0,12}$", re.I)


def read(text: str, url: str | None = None, back: frozenset[str] = frozenset()) -> Draft:
    """The story of a document. Title, byline and date only where the document states them above the story.

    `back` are lines that a person put back.
    """
    from crawler.extract import join, removed

    page = paged(text)
    if not page.blocks:
        raise Refused("empty", "the text has no characters")
    content.measure(page)
    found = page.blocks
    title, byline, published, modified = _head(found)
    sweep.text(found)
    putback.keep(found, back)
    access = next((cues.WALLS[str(block.why)] for block in found if block.why in cues.WALLS), "free")
    said = join(block for block in found if block.why is None)
    if not said:
        raise Refused("no-text", "no story in the text")
    taken: list[Removed] = removed(found)
    return Draft(
        url=url,
        canonical_url=url,
        title=title,
        byline=byline,
        published=published,
        modified=modified,
        published_from="text" if published else None,
        text=said,
        access=access,
        removed=taken,
    )


def paged(text: str) -> Page:
    """A document's lines as blocks: paragraphs, items, and short lines that may be headlines or labels."""
    page = Page(nodes=[Node(0, -1, "body", "", 0)])
    written = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    for line in _unwrapped(written):
        words = " ".join(line.split())
        if words in "-*•·–":  # nothing, or a bullet without its item
            continue
        tag = "li" if _BULLET.match(line) else "p"
        page.blocks.append(Block(words, tag, 0))
    page.nodes[0].last = len(page.blocks)
    return page


def _unwrapped(written: list[str]) -> list[str]:
    """Lines as their writer made them, where an e-mail broke them at a margin: the next word would not have fitted."""
    told = [line.rstrip() for line in written]
    sizes = sorted(len(line) for line in told if line)
    width = sizes[int(len(sizes) * 0.93)] if sizes else 0  # a few lines, as addresses, may run beyond the margin
    if not MARGIN[0] <= width <= MARGIN[1]:
        return written
    found = told[:1]
    forced = 0
    for before, line in pairwise(told):
        word = line.split(" ", 1)[0]
        own = names.byline(line) or (
            _BULLET.match(line) and not line.lstrip()[0].isdigit()
        )  # a figure may open any line
        fits = len(before) > width + 3 or len(before) + 1 + len(word) <= width
        if before and word and not fits and not own and not _RULE.match(before):
            found[-1] += line if re.search(r"\w-$", before) else " " + line
            forced += 1
        else:
            found.append(line)
    followed = sum(bool(before and line) for before, line in pairwise(told))
    return found if forced >= 3 and forced * 2 >= followed else written


def _head(found: list[Block]) -> tuple[str | None, list[str], str | None, str | None]:
    """Title, byline, published and modified out of the short lines above the first paragraph, which are then taken."""
    first = next((number for number, block in enumerate(found) if looks.prose_like(block)), len(found))
    title: str | None = None
    byline: list[str] = []
    published: str | None = None
    modified: str | None = None
    for block in found[:first]:
        told = dates.seen(block.text)
        rest = (block.text[: told[1]] + " " + block.text[told[2] :]).strip(" |,·•-–—:") if told else block.text
        if told and len(rest) < 80 and len(block.text) < 140:
            if re.search(r"\b(?:updated|modified)\b", block.text[: told[1]], re.I) and not re.search(
                r"published|posted", block.text, re.I
            ):
                modified = modified or told[0]
            else:
                published = published or told[0]
            byline = byline or names.byline(_unlabelled(rest), sure=True)
            block.why = "dateline"
        elif not byline and (people := names.byline(block.text)):
            byline, block.why = people, "dateline"
        elif title is None and _headline(block):
            title, block.why = block.text, "title"
    return title, byline, published, modified


def _unlabelled(rest: str) -> str:
    return re.sub(
        r"\b(?:first |last )?(?:published|posted|updated|on|at)\b:?|\d{1,2}[:.]\d\d(?:\s?[ap]m)?", " ", rest, flags=re.I
    ).strip(" |,·•-–—:")


def _headline(block: Block) -> bool:
    words = len(block.text.split())
    told = lines.logit(lines.words(block.text), [*lines.looks_of(block), "bare"])
    return (
        3 <= words <= 30
        and told < lines.ALONE
        and cues.opener(block.text) is None
        and cues.alone(block.text) is None
        and block.tag == "p"
    )
