"""Modules that a heading opens: on a page the box around the heading bounds them; in a text, the lines after it do."""

import re
from collections.abc import Callable, Sequence

from crawler import cues, looks
from crawler.blocks import Block, Page

MODULES = 100  # of one page whose extent is looked for; a page with more is made to be slow
AMBIGUOUS = re.compile(
    r"^(?:more|discussion|related|partners?|promotions?|sources?|background|featured|topics?|contents|cookies?|home|search"
    r"|profile|next|also|watch|listen|print|save|x|ap|pa|copyright|spotlight|responses?|comments?|latest|(?:the )?jobs"
    r"|job search|vacancies|video|benefits|additional information|further information|related information"
    r"|associated .*|supporting .*|what.s next|next up"
    r"|(?:latest|top|breaking|other|recent|our|key) (?:news|analysis|comment)|most.*)$",
    re.I,
)


def modules(page: Page | None, blocks: Sequence[Block], offset: int = 0, main: int = -1) -> None:
    """Modules that a heading opens. On a page the heading's own box bounds them; else the lines after it do."""
    whole = sum(block.prose for block in blocks) or 1.0
    found = 0
    for number, block in enumerate(blocks):
        if block.why not in (None, "template", "template-line") or block.tag in ("tr",):
            continue
        why = cues.opener(block.text)
        if why is None:
            continue
        found += 1
        if found > MODULES:
            block.why = why
            continue
        if page is not None:
            box = box_of(page, blocks, number, offset, main, whole)
            if box is not None and (why != "job-module" or _jobs_in(blocks[number:box])):
                looks.take(blocks, number, box, why)
                continue
        last = min(extent(blocks, number, why), _bound(page, blocks, number, offset, main, whole))
        if last > number:
            if why not in cues.WALLS and why not in ("comments", "job-module") and too_much(blocks, number, last):
                last = number + 1
            looks.take(blocks, number, last, why)


def too_much(blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether a module without a box would take so much of a text that it must be the text."""
    free = [len(block.text) if block.linked < len(block.text) * 0.5 and block.why is None else 0 for block in blocks]
    return sum(free[first:last]) > sum(free) * 0.5


def box_of(page: Page, blocks: Sequence[Block], number: int, offset: int, main: int, whole: float) -> int | None:
    """One past the last block of the largest box that the heading opens and that is not the story itself."""
    at = offset + number
    found = None
    node = page.nodes[blocks[number].node]
    while node.number != main and node.number > main:
        first = node.first - offset
        lead_in = all(block.why or len(block.text) < 60 for block in blocks[max(first, 0) : number])
        if first < 0 or (node.first != at and not (number - first <= 2 and lead_in)):
            break
        inside = [b for b in blocks[number : node.last - offset] if b.why is None]
        if sum(block.prose for block in inside) > whole * 0.4:
            break
        found = node.last - offset
        node = page.nodes[node.parent]
    if found is not None and found - number >= 2:
        return found
    return None


def _bound(page: Page | None, blocks: Sequence[Block], number: int, offset: int, main: int, whole: float) -> int:
    """One past the last line that a module can have: it ends where the box around it ends, if there is one."""
    if page is None:
        return len(blocks)
    bound = len(blocks)
    node = page.nodes[blocks[number].node]
    while node.number > main and node.parent >= 0:
        if node.last - node.first >= 2 and node.prose <= whole * 0.4:
            bound = node.last - offset
        node = page.nodes[node.parent]
    return bound


def _jobs_in(blocks: Sequence[Block]) -> bool:
    """Whether facts of a job follow a heading, told as an ad tells them and not in a reporter's sentence."""
    return any(
        cues.job_line(block.text)
        or cues.job_words(block.text) > looks.prose_like(block)
        or (block.tag == "tr" and cues.job_row(block.text))
        for block in blocks[1:]
    )


def extent(blocks: Sequence[Block], start: int, why: str) -> int:
    """One past the last line of the module that line `start` opens; `start` itself when it opens none."""
    after = start + 1
    following = blocks[after : after + 8]
    heading = blocks[start].heading or blocks[start].strong
    if why == "job-module":
        return _jobs(blocks, after) if _jobs_in(blocks[start : start + 8]) else start
    story_next = bool(following) and looks.prose_like(following[0])
    if AMBIGUOUS.match(blocks[start].text.strip(" :")) and story_next and heading:
        return start  # a subhead of the story that happens to read like a module's
    if why in ("share", "feedback", "furniture", "cookie", "dateline"):
        return _shorts(blocks, after, 6, lambda text: cues.opener(text) == why)
    if why == "sign-up":
        return _shorts(blocks, after, 4, cues.sign_up_words)
    if why in cues.WALLS:
        return _wall(blocks, after)
    if why == "comments":
        rest = sum(block.prose for block in blocks[after:] if block.why is None)
        before = sum(block.prose for block in blocks[:start] if block.why is None)
        return len(blocks) if rest < before else after
    return _pairs(blocks, start, heading=heading)


def _shorts(blocks: Sequence[Block], at: int, most: int, cue: Callable[[str], object]) -> int:
    """Over lines that carry the cue, and labels between them."""
    last = at
    for number in range(at, min(at + most, len(blocks))):
        text = blocks[number].text
        if cue(text) and len(text) < 400:
            last = number + 1
        elif not (looks.title_like(blocks[number]) and len(text) < 40) or blocks[number].heading:
            break
    return last


def _wall(blocks: Sequence[Block], at: int) -> int:
    """A wall goes on until two paragraphs of story stand one after the other."""
    number = at
    while number < len(blocks):
        pair = blocks[number : number + 2]
        if len(pair) == 2 and all(looks.prose_like(b) and cues.wall_words(b.text) == 0 for b in pair):
            break
        number += 1
    return number


def _jobs(blocks: Sequence[Block], at: int) -> int:
    """Over job cards: titles, facts and blurbs; a blurb is prose with a job's facts close behind it."""
    number = at
    while number < len(blocks):
        block = blocks[number]
        if looks.prose_like(block) and cues.job_words(block.text) < 2:
            ahead = blocks[number + 1 : number + 4]
            if not any(cues.job_line(b.text) for b in ahead):
                break
        elif (cues.opener(block.text) not in (None, "job-module") and not cues.job_line(block.text)) or (
            block.heading and not _jobs_in(blocks[number : number + 7])
        ):
            break
        number += 1
    return number


def _pairs(blocks: Sequence[Block], start: int, heading: bool) -> int:
    """Over headlines and the standfirst each may have, until the story goes on.

    It goes on where a paragraph follows a paragraph, or where names of the story so far come up again.
    """
    known = looks.names(" ".join(block.text for block in blocks[:start] if block.why is None and block.prose))
    number = start + 1
    promoted = False  # the line before was a headline of the module
    while number < len(blocks):
        block = blocks[number]
        if block.why is not None:
            promoted = False
        elif block.tag in ("tr",):
            break
        elif looks.prose_like(block):
            again = number + 1 < len(blocks) and looks.prose_like(blocks[number + 1]) and blocks[number + 1].why is None
            ties = len(looks.names(block.text) & known)
            told = bool(looks.SAID.search(block.text))
            if not promoted or (again and (ties or told)) or (ties >= 2 and told):
                break
            promoted = False
        elif (block.heading and not heading and not block.linked) or (not promoted and looks.short_sentence(block)):
            break
        else:
            if block.heading and not block.linked and _begins_section(blocks, number):
                break
            promoted = looks.title_like(block)
        number += 1
    return number


def _begins_section(blocks: Sequence[Block], number: int) -> bool:
    """Whether a heading is followed by at least two paragraphs: a subhead of the story."""
    return all(
        looks.prose_like(block) and block.why is None for block in blocks[number + 1 : number + 3]
    ) and number + 2 < len(blocks)


def repeated(page: Page, blocks: Sequence[Block], offset: int, main: int) -> None:
    """Boxes that a heading of the site's template opens: what stands in them changes, the heading does not."""
    whole = sum(block.prose for block in blocks) or 1.0
    found = 0
    for number, block in enumerate(blocks):
        if found < MODULES and block.why == "template" and looks.title_like(block) and not block.prose:
            found += 1
            box = box_of(page, blocks, number, offset, main, whole)
            if box is not None and not too_much(blocks, number, box):
                looks.take(blocks, number, box, "template")
