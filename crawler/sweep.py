"""Takes out of a run of blocks what is not the story: the layers in order, for a page or a plain text."""

from collections.abc import Sequence

from crawler import cues, ends, leads, looks, modules
from crawler import lines as classifier
from crawler.blocks import Block, Node, Page


def page(page: Page, blocks: Sequence[Block], main: Node, title: str) -> None:
    """All layers over the blocks of a page's main part; the headline that it has goes by `title`."""
    rules(page, blocks, main, title)
    classifier.take(page, blocks, main)
    ends.ends(blocks, page)


def rules(page: Page, blocks: Sequence[Block], main: Node, title: str) -> None:
    """The layers that go by cues and boxes."""
    repeated_title(blocks, title)
    lines(blocks)
    modules.modules(page, blocks, main.first, main.number)
    modules.repeated(page, blocks, main.first, main.number)
    leads.teasers(page, blocks, main.first, main.number)
    leads.links(blocks)
    boxes(page, blocks, main.first, main.number)


def text(blocks: Sequence[Block]) -> None:
    """All layers over the lines of a plain text, which have no boxes around them."""
    lines(blocks)
    modules.modules(None, blocks)
    classifier.take(None, blocks, None)
    ends.ends(blocks)


def repeated_title(blocks: Sequence[Block], title: str) -> None:
    """The headline, where it stands above or among the paragraphs, is the draft's title and not its text."""
    told = looks.WORD.findall(title.lower())
    if len(told) < 3:
        return
    for block in blocks:
        if block.why is None and len(block.text) < 300 and looks.WORD.findall(block.text.lower()) == told:
            block.why = "title"


def lines(blocks: Sequence[Block]) -> None:
    """Single lines that no story holds, wherever they stand."""
    for number, block in enumerate(blocks):
        if block.why is None and block.tag not in ("tr",):
            why = cues.alone(block.text) if looks.WORD.search(block.text) else "furniture"
            if why and cues.opener(block.text):
                continue  # it may open a module, which is more than this line
            if why and not (block.heading and modules.AMBIGUOUS.match(block.text)):
                block.why = why
            else:
                leads.picture(blocks, number)


_MODULES = frozenset(
    (
        "sign-up",
        "partner-content",
        "share",
        "related",
        "cookie",
        "comments",
        "feedback",
        "job-module",
        "teaser",
        "event",
        "template",
        *cues.WALLS,
    )
)


def boxes(page: Page, blocks: Sequence[Block], offset: int, main: int) -> None:
    """Small boxes most of whose lines are furniture: the rest of such a box is furniture, too."""
    for node in reversed(page.nodes[main + 1 :]):
        first, last = node.first - offset, node.last - offset
        if not (first >= 0 and 2 <= last - first <= 8 and last <= len(blocks)):
            continue
        inside = blocks[first:last]
        taken = [block.why for block in inside if block.why in _MODULES]
        if not taken or len(taken) == len(inside):
            continue
        if len(taken) * 3 >= len(inside) * 2 or (len(taken) * 2 >= len(inside) and _apart(page, blocks, first, last)):
            looks.take(blocks, first, last, str(taken[0]))


def _apart(page: Page, blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether a box is of another kind than those the story's paragraphs stand in."""
    inside = {looks.place(page, block)[1:3] for block in blocks[first:last] if block.why is None}
    others = (block for block in (*blocks[:first], *blocks[last:]) if block.why is None and block.prose)
    around = {looks.place(page, block)[1:3] for block in others}
    return not inside & around
