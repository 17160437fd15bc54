"""What a block looks like, by itself: a paragraph of a reporter, a headline, a short sentence; and where it stands."""

import re
from collections.abc import Sequence

from crawler.blocks import Block, Page

END = re.compile(r"""[.!?…؟۔।。！？][”"’')\]*」』）]*$""")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{12}")  # scripts that write no spaces
WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][a-zA-Z’'-]{3,}\b")
SAID = re.compile(r"\b(?:said|says|added|told|according to|explained|warned|wrote)\b|^[“‘\"']", re.I)
_COMMON = frozenset(
    [
        "council",
        "councils",
        "local",
        "government",
        "county",
        "city",
        "borough",
        "district",
        "england",
        "wales",
        "scotland",
        "ireland",
        "northern",
        "united",
        "kingdom",
        "london",
        "authority",
        "authorities",
        "services",
        "service",
        "children",
        "this",
        "that",
        "these",
        "those",
        "they",
        "their",
        "there",
        "here",
        "from",
        "with",
        "when",
        "what",
        "where",
        "which",
        "while",
        "after",
        "before",
        "have",
        "more",
        "than",
        "about",
        "support",
        "energy",
        "report",
        "public",
    ]
)


def prose_like(block: Block) -> bool:
    """A paragraph a reporter could have written: sentences, not links."""
    if block.prose < 40 and not _UNSPACED.search(block.text):
        return False
    if len(WORD.findall(block.text)) < 8 and not _UNSPACED.search(block.text):
        return False
    return bool(END.search(block.text)) or block.prose > 160


def title_like(block: Block) -> bool:
    """A headline, label or name: short, without a full stop."""
    return len(block.text) <= 160 and not END.search(block.text.rstrip("?!"))


def short_sentence(block: Block) -> bool:
    return bool(END.search(block.text)) and not block.linked and len(WORD.findall(block.text)) >= 3


def names(text: str) -> set[str]:
    """Proper names that may tie a paragraph to a story."""
    return {name for name in _NAME.findall(text) if name.lower() not in _COMMON}


def place(page: Page, block: Block) -> tuple[str, str, str, int]:
    """Where a block stands, as its site's template sees it."""
    node = page.nodes[block.node]
    above = page.nodes[max(node.parent, 0)]
    return block.tag, above.tag, above.names, above.depth


def take(blocks: Sequence[Block], first: int, last: int, why: str) -> None:
    """Mark a run of blocks as taken out."""
    for block in blocks[first:last]:
        if block.why in (None, "template-line"):
            block.why = why
