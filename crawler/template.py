"""Template memory: what every page of a site repeats, learnt from its archived pages.

A *box* is the nearest element with a name (class, id, role) around a block, told by the names of all its ancestors.
Boxes that carry the site's prose are its story: there a line must stand on nearly every page before it counts, so that
nothing is lost to coincidence. In any other box a text that comes up again belongs to the template, and so does a box
whose texts mostly do. A box whose lines mostly stand between two paragraphs may hold subheads or items of the story,
which stories of one site share now and then: there a line must stand on half of the pages.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from zlib import crc32

from crawler import blocks, content, looks
from crawler.blocks import Block, Page
from crawler.parse import parse

FIRST = 3  # pages after which the memory speaks
FULL = 20  # pages after which it is complete and changes no more
LARGEST = 4000  # texts held while learning
OFTEN = 0.5  # share of pages on which a line must stand that is mostly met between two paragraphs: it may be a subhead
USUAL = 0.6  # share of pages on which a box must stand whose every line is the template's
PARAGRAPH = 60  # characters of prose of a paragraph
STORY = 0.1  # share of a site's prose that makes a box one of its story
NEARLY_ALL = 0.8  # share of pages on which a line of the story's box must stand to be the template's
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(r"\d+")


def learn(memory: dict[str, Any] | None, body: bytes, url: str | None = None) -> dict[str, Any]:
    """The memory with one more page in it; what is given is not changed. A full memory stays as it is."""
    held: dict[str, Any] = memory or {"pages": 0, "seen": {}, "prose": {}}
    if held["pages"] >= FULL:
        return held
    tree = parse(body)
    if tree is None:
        return held
    page = blocks.read(tree)
    content.measure(page)
    seen = {box: dict(texts) for box, texts in held["seen"].items()}
    prose = dict(held["prose"])
    runs, on = dict(held.get("runs", {})), dict(held.get("on", {}))
    told = set()
    keyed = list(_keyed(page))
    for box in {box for _, box, _ in keyed}:
        on[box] = on.get(box, 0) + 1
    for box, between in _between(keyed):
        runs[box] = runs.get(box, 0) + (2 if between else -1)  # a third of its runs is enough
    for block, box, text in keyed:
        prose[box] = round(prose.get(box, 0.0) + block.prose)
        if (box, text) not in told:
            told.add((box, text))
            seen.setdefault(box, {})[text] = seen.get(box, {}).get(text, 0) + 1
    return _concluded({"pages": held["pages"] + 1, "seen": _bounded(seen), "prose": prose, "runs": runs, "on": on})


def _keyed(page: Page) -> Iterator[tuple[Block, str, str]]:
    """Every block with the keys of its box and of its text."""
    boxes: list[int] = []
    for node in page.nodes:
        above = boxes[node.parent] if node.parent >= 0 else 0
        boxes.append(crc32(f"{node.tag}{node.names}".encode("utf-8", "replace"), above) if node.names else above)
    for block in page.blocks:
        words = block.text.lower()
        text = f"{block.tag}{words if block.tag == 'tr' else _DIGITS.sub('0', words)}"  # a row's figures are its news
        yield block, f"{boxes[block.node]:08x}", f"{crc32(text.encode('utf-8', 'replace')):08x}"


def _bounded(seen: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Texts seen once are forgotten first, in the slots that hold most of them."""
    spare = sum(map(len, seen.values())) - LARGEST
    for slot in sorted(seen, key=lambda slot: -len(seen[slot])):
        if spare <= 0:
            break
        kept = {text: count for text, count in seen[slot].items() if count > 1}
        spare -= len(seen[slot]) - len(kept)
        seen[slot] = kept
    return {slot: texts for slot, texts in seen.items() if texts}


def _concluded(held: dict[str, Any]) -> dict[str, Any]:
    """What follows from the pages seen: texts and boxes of the template."""
    pages, seen, prose = held["pages"], held["seen"], held["prose"]
    whole = sum(prose.values()) or 1
    story = {box for box, weight in prose.items() if weight > whole * STORY}
    texts: set[str] = set()
    often: set[str] = set()
    boxes: list[str] = []
    for box, counts in seen.items():
        often |= {f"{box}{text}" for text, count in counts.items() if count >= max(FIRST + 2, pages * OFTEN)}
        least = max(FIRST + 2, pages * NEARLY_ALL) if box in story else FIRST
        texts |= {f"{box}{text}" for text, count in counts.items() if count >= least}
        instances = sum(counts.values())
        again = sum(count for count in counts.values() if count > 1)
        usual = held["on"][box] >= max(FIRST, pages * USUAL)
        if box not in story and usual and instances >= 4 and again >= instances * 0.6:
            boxes.append(box)
    inner = sorted(box for box, weight in held["runs"].items() if weight >= 0 and box not in story)
    told = {"texts": sorted(texts), "often": sorted(often), "boxes": sorted(boxes), "inner": inner}
    learning = {name: {} if pages >= FULL else held[name] for name in ("seen", "prose", "runs", "on")}
    return {"pages": pages, **told, "story": sorted(story), **learning}


def mark(page: Page, memory: dict[str, Any] | None) -> None:
    """Say of blocks that the site's template holds them. The prose guard: never where the page's own prose stands."""
    if not memory or memory.get("pages", 0) < FIRST:
        return
    names = ("texts", "often", "boxes", "inner", "story")
    texts, often, boxes, inner, story = (frozenset(memory.get(name, ())) for name in names)
    whole = page.nodes[0].prose or 1.0
    keyed = list(_keyed(page))
    held: dict[str, float] = {}
    for block, box, _ in keyed:
        held[box] = held.get(box, 0.0) + block.prose
    tables = {block.node for block, box, text in keyed if block.tag == "tr" and f"{box}{text}" not in texts}
    after: Block | None = None
    for block, box, text in reversed(keyed):
        leads_in = block.text.endswith(":") and after is not None and after.tag == "li" and after.why is None
        after = block
        if leads_in or block.why is not None or (block.heading and (box in story or block.tag == "h1")):
            continue
        known = f"{box}{text}" in (often if box in inner else texts) or (box in boxes and box not in inner)
        if not known or block.node in tables or not _LETTERS.search(block.text):
            continue
        if box in story:
            block.why = None if block.prose or looks.short_sentence(block) else "template-line"
        elif held[box] <= whole * 0.3:
            block.why = "template"


def _between(keyed: Sequence[tuple[Block, str, str]]) -> Iterator[tuple[str, bool]]:
    """Every run of lines of one box, and whether it stands as the story's own lines do.

    Such lines have prose before and behind them; a single one, as a subhead may, at least behind it.
    """
    runs = [(box, [line[0].prose for line in run]) for box, run in groupby(keyed, key=lambda line: line[1])]
    told = [max(prose) >= PARAGRAPH for _, prose in runs] + [False]
    for number, (box, prose) in enumerate(runs):
        yield box, told[number + 1] and (len(prose) == 1 or (number > 0 and told[number - 1]))


def remember(bodies: Sequence[bytes]) -> dict[str, Any] | None:
    """The memory of a site's pages, in the order given."""
    memory: dict[str, Any] | None = None
    for body in bodies[:FULL]:
        memory = learn(memory, body)
    return memory
