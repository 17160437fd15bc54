"""Leads to other pages: headlines that are links with their standfirsts, pictures’ titles, lines that are links."""

import re
from collections.abc import Sequence

from crawler import cues, looks, modules
from crawler.blocks import Block, Page

_IMAGE = re.compile(r"^(.{4,160}?)[ :–-]+(?:image|picture|photo|thumbnail|logo|icon)$", re.I)


def teasers(page: Page, blocks: Sequence[Block], offset: int, main: int) -> None:
    """Headlines that are links, each with its standfirst: leads to other pages, unless the page is made of them."""
    leads = [
        number
        for number, block in enumerate(blocks)
        if block.why is None
        and block.heading
        and block.linked >= len(block.text) * 0.8
        and not block.href.startswith("#")
    ]
    if len(leads) > modules.MODULES:
        return
    runs = [(number, _lead_end(page, blocks, number, offset, main)) for number in leads]
    held = sum(block.prose for first, last in runs for block in blocks[first:last])
    whole = sum(block.prose for block in blocks if block.why is None)
    if held > whole * 0.4:
        return
    for first, last in runs:
        looks.take(blocks, first, last, "partner-content" if blocks[first].paid else "teaser")


def _lead_end(page: Page, blocks: Sequence[Block], number: int, offset: int, main: int) -> int:
    whole = sum(block.prose for block in blocks) or 1.0
    box = modules.box_of(page, blocks, number, offset, main, whole)
    if box is not None and box - number <= 8 and sum(block.prose for block in blocks[number:box]) < 600:
        return box
    after = blocks[number + 1 : number + 2]
    known = looks.names(" ".join(block.text for block in blocks[:number] if block.why is None and block.prose))
    if (
        after
        and len(after[0].text) < 220
        and looks.prose_like(after[0])
        and len(looks.names(after[0].text) & known) < 2
        and not looks.SAID.search(after[0].text)
    ):
        return number + 2
    return number + 1


def links(blocks: Sequence[Block]) -> None:
    """Lines that are links and nothing else, and lists that are mostly such lines."""
    for block in blocks:
        if block.why is None and block.linked >= len(block.text) * 0.8 and not block.prose:
            block.why = "partner-content" if block.paid else "related"


def picture(blocks: Sequence[Block], number: int) -> None:
    """Where a line is a picture's alternative text that the next line repeats, take the lead that both belong to."""
    image = _IMAGE.match(blocks[number].text)
    if image and _same(image[1], "".join(block.text for block in blocks[number + 1 : number + 2])):
        _teaser(blocks, number)


def _same(one: str, other: str) -> bool:
    mine, theirs = looks.WORD.findall(one.lower()), looks.WORD.findall(other.lower())
    return bool(mine) and mine[:6] == theirs[:6]


def _teaser(blocks: Sequence[Block], number: int) -> None:
    """A picture's alternative text, then the headline it belongs to, then its standfirst: a lead to another page."""
    last = number + 2
    if last < len(blocks) and looks.prose_like(blocks[last]) and cues.opener(blocks[last].text) is None:
        last += 1
    looks.take(blocks, number, last, "teaser")
