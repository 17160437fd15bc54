"""Where the story begins and ends: what stands before its first and after its last paragraph."""

from collections.abc import Sequence

from crawler import looks
from crawler.blocks import Block, Page

_SCANT = 250  # characters of prose below which a page's short lines may be what it has to say
_TEXTS = frozenset(("p", "td", "div", "blockquote", "section", "article"))


def ends(blocks: Sequence[Block], page: Page | None = None) -> None:
    """Trim what stands before the first and after the last paragraph, and headings that nothing follows."""
    live = [number for number, block in enumerate(blocks) if block.why is None]
    told = [number for number in live if looks.prose_like(blocks[number])]
    if sum(blocks[number].prose for number in told) < _SCANT:
        short = [
            number for number in live if blocks[number].tag in ("p", "li", "tr", "pre") and not blocks[number].linked
        ]
        told = sorted({*told, *short}) if len(short) >= 5 else told
    if not told:
        told = [number for number in live if blocks[number].prose]
    if not told:
        return
    first, last = told[0], told[-1]
    places = {looks.place(page, blocks[number]) for number in told} if page else set()
    gap = len(blocks)  # the first line taken out below the story, captions aside
    for number in range(last + 1, len(blocks)):
        if blocks[number].why not in (None, "caption"):
            gap = number
            break
    for number in live:
        block = blocks[number]
        if number < first and not _leads_in(blocks, number, first):
            block.why = "furniture"
        elif number > last:
            if page and block.tag in _TEXTS and looks.place(page, block) in places and looks.short_sentence(block):
                continue
            if number > gap or not _trails(blocks, number):
                block.why = "furniture"
                gap = min(gap, number)
    _bare_headings(blocks)


def _standfirst(block: Block) -> bool:
    """A summary above the story, which some sites end without a full stop."""
    return (
        block.tag in ("p", "h2", "div", "h3")
        and 70 <= len(block.text) <= 400
        and len(looks.WORD.findall(block.text)) >= 12
        and not block.linked
    )


def _leads_in(blocks: Sequence[Block], number: int, first: int) -> bool:
    """Short lines before the first paragraph that are story: its bullet points, or the sentence a quote opens with."""
    block = blocks[number]
    if number == first - 1 and (block.text.endswith((",", ":")) or block.text.startswith("Dear ")):
        return len(block.text) > 8 and not block.linked
    if block.heading and number == first - 1:
        return any(other.tag == block.tag and other.why is None for other in blocks[first:])
    if number < first and _standfirst(block):
        return True
    if block.tag in ("li", "tr") and block.linked < len(block.text) * 0.3 and len(block.text) > 30:
        return True
    return bool(block.prose) and block.tag in ("p", "li", "blockquote") and bool(looks.END.search(block.text))


def _trails(blocks: Sequence[Block], number: int) -> bool:
    """Lines after the last paragraph that are story: items, rows, and short sentences that follow without a gap."""
    block = blocks[number]
    if block.linked > len(block.text) * 0.5:
        return False
    if _in_run(blocks, number):
        return True
    if block.tag in ("li", "tr", "dd", "dt", "pre"):
        return True
    if block.heading or block.strong:
        return any(
            b.tag in ("li", "tr", "dd", "dt", "pre") and b.linked < len(b.text) * 0.5
            for b in blocks[number + 1 : number + 2]
        )
    return block.tag in ("p", "blockquote") and (bool(looks.END.search(block.text)) or bool(block.prose))


def _in_run(blocks: Sequence[Block], number: int) -> bool:
    """Whether a line is one of three or more alike that follow each other: a list written as paragraphs."""
    tag = blocks[number].tag
    if tag not in ("p", "li", "dd", "dt", "pre"):
        return False
    alike = 1
    for step in (-1, 1):
        for at in (number + step, number + 2 * step):
            if not (0 <= at < len(blocks)) or blocks[at].tag != tag or blocks[at].why or blocks[at].linked:
                break
            alike += 1
    return alike >= 3


def _bare_headings(blocks: Sequence[Block]) -> None:
    below = 0  # level of the heading that the next kept block would stand under; 0: text follows
    follows = False
    for block in reversed(blocks):
        if block.why is not None:
            continue
        if not block.heading:
            follows, below = True, 0
            continue
        level = int(block.tag[1])
        if not follows or (below and level >= below):
            block.why = "furniture"
        else:
            below = level
