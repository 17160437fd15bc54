"""The line classifier: what the cues have no word for is judged by its turns of phrase and by where it stands.

Its weights were learnt by `python -m tests.pages.train` with scikit-learn from pages of our own writing; here they are
only added up, so that a crawl needs neither scikit-learn nor a model to load.
"""

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

from crawler import looks
from crawler.blocks import Block, Node, Page

APART = 2.0  # what it says against a line of a plain text that a ruled line parts it from the story
LEVEL = 0.0  # a line whose score is above is taken out; what is learnt is the log odds that it is no story
ALONE = 2.0  # and for one that is alone in its box
USUAL = -2.0  # what the words of a reporter's paragraph come to
REPORTED = -1.0  # words of a paragraph below which a reporter speaks
TOLD = 3.0  # and what more it takes then
BOXED = 0.5  # how far a line goes with the others of its box
TAKEN = 3.0  # what a line counts in its box that another layer has taken
ENOUGH = 12  # paragraphs that tell how a page speaks
MOST = 0.3  # share of a page's prose that may be taken; where it is more, the page is of another kind
WORDS = 40  # of a line that are looked at
_WORD = re.compile(r"£?\d[\d,.:]*[a-z]*|[^\W\d_]+(?:[’'][^\W\d_]+)?|[?!@%|→»:]")
_RULE = re.compile(r"^(?:[=*_~#—–-]\s?){8,}$")
_DIGITS = re.compile(r"\d+")
_PLAIN = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre"])
_NEUTRAL = frozenset(("caption", "title", "dateline"))


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Feature → weight."""
    told: dict[str, float] = json.loads((Path(__file__).parent / "lines.json").read_text(encoding="utf-8"))
    return told


def words(text: str) -> list[str]:
    """The turns of phrase of a line: its words, pairs of words, and what it opens and ends with."""
    found = [_DIGITS.sub("0", word) for word in _WORD.findall(text[:400].lower().replace("’", "'"))[:WORDS]]
    if not found:
        return ["none"]
    pairs = [f"{one} {other}" for one, other in pairwise(found)]
    return [*found, *pairs, f"^{found[0]}", f"{found[-1]}$"]


def looks_of(block: Block) -> list[str]:
    """What a line looks like by itself."""
    text = block.text
    size = len(text)
    found = [f"size{min(6, size.bit_length() - 3)}", "ends" if looks.END.search(text) else "open"]
    if looks.SAID.search(text):
        found.append("said")
    if block.strong or block.heading:
        found.append("heads")
    if block.linked:
        found.append("linked" if block.linked >= size * 0.5 else "links")
    if block.tag in ("li", "tr", "blockquote"):
        found.append(block.tag)
    if block.paid:
        found.append("paid")
    if looks.prose_like(block):
        found.append("prose")
    return found


def places(page: Page, blocks: Sequence[Block], main: Node) -> list[tuple[int, list[str]]]:
    """Of every block its box, and what of its place speaks for or against it."""
    whole = sum(block.prose for block in blocks if block.why is None) or 1.0
    boxes = [_box(page, block, main, whole) for block in blocks]
    kin: dict[str, float] = {}
    for block, box in zip(blocks, boxes, strict=True):
        if block.why is None:
            kin[_sign(page, block, box)] = kin.get(_sign(page, block, box), 0.0) + block.prose
    told = [kin.get(_sign(page, block, box), 0.0) / whole for block, box in zip(blocks, boxes, strict=True)]
    live = [share >= 0.3 and block.prose > 0 and block.why is None for share, block in zip(told, blocks, strict=True)]
    first = next((number for number, one in enumerate(live) if one), 0)
    last = len(live) - 1 - next((number for number, one in enumerate(reversed(live)) if one), 0)
    lines: dict[int, int] = {}
    taken: set[int] = set()
    for block, box in zip(blocks, boxes, strict=True):
        lines[box] = lines.get(box, 0) + 1
        if block.why is not None and block.why not in _NEUTRAL:
            taken.add(box)
    found = []
    for number, (box, share) in enumerate(zip(boxes, told, strict=True)):
        where = "above" if number < first else "below" if number > last else "amid"
        kind = "kin3" if share >= 0.5 else "kin2" if share >= 0.2 else "kin1" if share >= 0.05 else "kin0"
        many = "one" if lines[box] == 1 else "few" if lines[box] <= 8 else "many"
        top = page.nodes[box]
        bare = top.tag in _PLAIN and (top.tag != "li" or blocks[number].tag == "li")
        form = "plain" if bare else "wrapped"
        facts = [where, kind, f"{kind} {where}", many, f"{many} {kind}", form, f"{form} {kind}"]
        if box in taken and lines[box] > 1:
            facts.append("beside")
        found.append((box, facts))
    return found


def parts(blocks: Sequence[Block]) -> list[tuple[int, list[str]]]:
    """Of every line of a plain text the part it stands in, where ruled lines make parts; and whether the story does."""
    at, numbers = 0, []
    for block in blocks:
        at += bool(_RULE.match(block.text))
        numbers.append(at)
    held = [0.0] * (at + 1)
    for block, number in zip(blocks, numbers, strict=True):
        held[number] += block.prose
    least = max(held) * 0.5
    return [(number, ["bare", "whole"] if held[number] >= least else ["bare", "apart"]) for number in numbers]


def _box(page: Page, block: Block, main: Node, whole: float) -> int:
    """The largest node around a block that holds little of the page's prose."""
    node = page.nodes[block.node]
    while node.parent > main.number and page.nodes[node.parent].prose <= whole * 0.25:
        node = page.nodes[node.parent]
    return node.number


def _sign(page: Page, block: Block, box: int) -> str:
    """What tells boxes of one kind: their own name, and the innermost name within."""
    top = page.nodes[box]
    node = page.nodes[block.node]
    while not node.names and node.number > box:
        node = page.nodes[node.parent]
    return f"{top.tag} {top.names}/{node.names}"


def said(text: Sequence[str]) -> float:
    """What a line's words speak for; by the root of their number, as they were learnt."""
    told = weights()
    return sum(told.get(word, 0.0) for word in text) / math.sqrt(len(text))


def logit(text: Sequence[str], rest: Sequence[str]) -> float:
    """The log odds that a line is no story."""
    told = weights()
    return said(text) + sum(told.get(f"_{one}", 0.0) for one in rest) + told["_"]


def take(page: Page | None, blocks: Sequence[Block], main: Node | None) -> None:
    """Mark the lines that are judged to be no story, if they are few; `page` is None for the lines of a plain text."""
    spots = places(page, blocks, main) if page and main else parts(blocks)
    doubtful = {number for number, block in enumerate(blocks) if _doubtful(page, block, spots[number][1])}
    if not doubtful:
        return
    told = {number: words(blocks[number].text) for number in doubtful}
    own = {number: logit(told[number], [*looks_of(blocks[number]), *spots[number][1]]) for number in doubtful}
    boxes: dict[int, list[float]] = {}
    for number, block in enumerate(blocks):
        if number in doubtful or block.why not in (None, *_NEUTRAL):
            boxes.setdefault(spots[number][0], []).append(own.get(number, TAKEN))
    tongue = _tongue(blocks)
    judged: set[int] = set()
    for number in sorted(doubtful, reverse=True):
        if _leads_in(blocks, number, judged):
            continue
        around, score = boxes[spots[number][0]], own[number] + (APART if "apart" in spots[number][1] else 0.0)
        if len(around) > 1 and "whole" not in spots[number][1]:
            score += BOXED * (sum(around) - score) / (len(around) - 1)
        level = ALONE if len(around) == 1 or "whole" in spots[number][1] else LEVEL
        if looks.prose_like(blocks[number]) and said(told[number]) < REPORTED:
            level += TOLD
        if score > tongue + level:
            judged.add(number)
    whole = sum(block.prose for block in blocks if block.why is None)
    if sum(blocks[number].prose for number in judged) <= whole * MOST:
        for number in judged:
            blocks[number].why = "line"


def _doubtful(page: Page | None, block: Block, spot: Sequence[str]) -> bool:
    """Whether a line may be foreign: it has a box of its own, of another kind than the story's paragraphs."""
    if block.why is not None or block.tag == "tr" or "plain" in spot or "kin3" in spot:
        return False
    return page is None or not any(node.tag == "blockquote" for node in page.chain(block.node))


def _leads_in(blocks: Sequence[Block], number: int, judged: set[int]) -> bool:
    """Whether a line ends in a colon, or is a heading, and what follows is story."""
    block = blocks[number]
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    if after is None or after.why is not None or number + 1 in judged or after.heading:
        return False
    return block.text.endswith(":") or ((block.heading or block.strong) and looks.prose_like(after))


def _tongue(blocks: Sequence[Block]) -> float:
    """How a page's own paragraphs speak, where that is more like furniture than a reporter does: what they set off."""
    told = (block for block in blocks if block.why is None and looks.prose_like(block))
    prose = [said(words(block.text)) for block in islice(told, ENOUGH)]
    return max(0.0, median(prose) - USUAL) if prose else 0.0
