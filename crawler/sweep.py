"""Takes out of a run of blocks what is not the story: the same pass for a page's blocks and a plain text's lines."""

import re
from collections.abc import Sequence

from crawler import cues
from crawler.blocks import Block, Page

_END = re.compile(r"""[.!?…؟۔।。！？][”"’')\]*」』）]*$""")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{12}")  # scripts that write no spaces
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][a-zA-Z’'-]{3,}\b")
_SAID = re.compile(r"\b(?:said|says|added|told|according to|explained|warned|wrote)\b|^[“‘\"']", re.I)
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
_IMAGE = re.compile(r"^(.{4,160}?)[ :–-]+(?:image|picture|photo|thumbnail|logo|icon)$", re.I)
_AMBIGUOUS = re.compile(
    r"^(?:more|discussion|related|partners?|promotions?|sources?|background|featured|topics?|contents|cookies?|home|search"
    r"|profile|next|also|watch|listen|print|save|x|ap|pa|copyright|spotlight|responses?|comments?|latest|(?:the )?jobs"
    r"|job search|vacancies|video|benefits|additional information|further information|related information"
    r"|associated .*|supporting .*|what.s next|next up"
    r"|(?:latest|top|breaking|other|recent|our|key) (?:news|analysis|comment)|most.*)$",
    re.I,
)


def prose_like(block: Block) -> bool:
    """A paragraph a reporter could have written: sentences, not links."""
    if block.prose < 40 and not _UNSPACED.search(block.text):
        return False
    if len(_WORD.findall(block.text)) < 8 and not _UNSPACED.search(block.text):
        return False
    return bool(_END.search(block.text)) or block.prose > 160


def title_like(block: Block) -> bool:
    """A headline, label or name: short, without a full stop."""
    return len(block.text) <= 160 and not _END.search(block.text.rstrip("?!"))


def names(text: str) -> set[str]:
    """Proper names that may tie a paragraph to a story."""
    return {name for name in _NAME.findall(text) if name.lower() not in _COMMON}


def take(blocks: Sequence[Block], first: int, last: int, why: str) -> None:
    """Mark a run of blocks as taken out."""
    for block in blocks[first:last]:
        if block.why in (None, "template-line"):
            block.why = why


def lines(blocks: Sequence[Block]) -> None:
    """Single lines that no story holds, wherever they stand."""
    for number, block in enumerate(blocks):
        if block.why is None and block.tag not in ("tr",):
            why = cues.alone(block.text) if _WORD.search(block.text) else "furniture"
            if why and cues.opener(block.text):
                continue  # it may open a module, which is more than this line
            if why and not (block.heading and _AMBIGUOUS.match(block.text)):
                block.why = why
            elif (image := _IMAGE.match(block.text)) and _same(
                image[1], "".join(b.text for b in blocks[number + 1 : number + 2])
            ):
                _teaser(blocks, number)


def _same(one: str, other: str) -> bool:
    mine, theirs = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    return bool(mine) and mine[:6] == theirs[:6]


def _teaser(blocks: Sequence[Block], number: int) -> None:
    """A picture's alternative text, then the headline it belongs to, then its standfirst: a lead to another page."""
    last = number + 2
    if last < len(blocks) and prose_like(blocks[last]) and cues.opener(blocks[last].text) is None:
        last += 1
    take(blocks, number, last, "teaser")


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
            box = _box(page, blocks, number, offset, main, whole)
            if box is not None and (why != "job-module" or _jobs_in(blocks[number:box])):
                take(blocks, number, box, why)
                continue
        last = min(extent(blocks, number, why), _bound(page, blocks, number, offset, main, whole))
        if last > number:
            if why not in cues.WALLS and why not in ("comments", "job-module") and _too_much(blocks, number, last):
                last = number + 1
            take(blocks, number, last, why)


def _too_much(blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether a module without a box would take so much of a text that it must be the text."""
    free = [len(block.text) if block.linked < len(block.text) * 0.5 and block.why is None else 0 for block in blocks]
    return sum(free[first:last]) > sum(free) * 0.5


def _box(page: Page, blocks: Sequence[Block], number: int, offset: int, main: int, whole: float) -> int | None:
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
        or cues.job_words(block.text) > prose_like(block)
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
    story_next = bool(following) and prose_like(following[0])
    if _AMBIGUOUS.match(blocks[start].text.strip(" :")) and story_next and heading:
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


def _shorts(blocks: Sequence[Block], at: int, most: int, cue: object) -> int:
    """Over lines that carry the cue, and labels between them."""
    last = at
    for number in range(at, min(at + most, len(blocks))):
        text = blocks[number].text
        if cue(text) and len(text) < 400:  # type: ignore[operator]
            last = number + 1
        elif not (title_like(blocks[number]) and len(text) < 40) or blocks[number].heading:
            break
    return last


def _wall(blocks: Sequence[Block], at: int) -> int:
    """A wall goes on until two paragraphs of story stand one after the other."""
    number = at
    while number < len(blocks):
        pair = blocks[number : number + 2]
        if len(pair) == 2 and all(prose_like(b) and cues.wall_words(b.text) == 0 for b in pair):
            break
        number += 1
    return number


def _jobs(blocks: Sequence[Block], at: int) -> int:
    """Over job cards: titles, facts and blurbs; a blurb is prose with a job's facts close behind it."""
    number = at
    while number < len(blocks):
        block = blocks[number]
        if prose_like(block) and cues.job_words(block.text) < 2:
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
    known = names(" ".join(block.text for block in blocks[:start] if block.why is None and block.prose))
    number = start + 1
    promoted = False  # the line before was a headline of the module
    while number < len(blocks):
        block = blocks[number]
        if block.why is not None:
            promoted = False
        elif block.tag in ("tr",):
            break
        elif prose_like(block):
            again = number + 1 < len(blocks) and prose_like(blocks[number + 1]) and blocks[number + 1].why is None
            ties = len(names(block.text) & known)
            told = bool(_SAID.search(block.text))
            if not promoted or (again and (ties or told)) or (ties >= 2 and told):
                break
            promoted = False
        elif (block.heading and not heading and not block.linked) or (not promoted and _short_sentence(block)):
            break
        else:
            if block.heading and not block.linked and _begins_section(blocks, number):
                break
            promoted = title_like(block)
        number += 1
    return number


def _begins_section(blocks: Sequence[Block], number: int) -> bool:
    """Whether a heading is followed by at least two paragraphs: a subhead of the story."""
    return all(
        prose_like(block) and block.why is None for block in blocks[number + 1 : number + 3]
    ) and number + 2 < len(blocks)


MODULES = 100  # of one page whose extent is looked for; a page with more is made to be slow
_SCANT = 250  # characters of prose below which a page's short lines may be what it has to say


def ends(blocks: Sequence[Block], page: Page | None = None) -> None:
    """Trim what stands before the first and after the last paragraph, and headings that nothing follows."""
    live = [number for number, block in enumerate(blocks) if block.why is None]
    told = [number for number in live if prose_like(blocks[number])]
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
    places = {_place(page, blocks[number]) for number in told} if page else set()
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
            if page and block.tag in _TEXTS and _place(page, block) in places and _short_sentence(block):
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
        and len(_WORD.findall(block.text)) >= 12
        and not block.linked
    )


def _place(page: Page, block: Block) -> tuple[str, str, str, int]:
    """Where a block stands, as its site's template sees it."""
    node = page.nodes[block.node]
    above = page.nodes[max(node.parent, 0)]
    return block.tag, above.tag, above.names, above.depth


_TEXTS = frozenset(("p", "td", "div", "blockquote", "section", "article"))


def _short_sentence(block: Block) -> bool:
    return bool(_END.search(block.text)) and not block.linked and len(_WORD.findall(block.text)) >= 3


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
    return bool(block.prose) and block.tag in ("p", "li", "blockquote") and bool(_END.search(block.text))


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
    return block.tag in ("p", "blockquote") and (bool(_END.search(block.text)) or bool(block.prose))


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
            take(blocks, first, last, str(taken[0]))


def _apart(page: Page, blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether a box is of another kind than those the story's paragraphs stand in."""
    inside = {_place(page, block)[1:3] for block in blocks[first:last] if block.why is None}
    around = {
        _place(page, block)[1:3] for block in (*blocks[:first], *blocks[last:]) if block.why is None and block.prose
    }
    return not inside & around


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
        *cues.WALLS,
    )
)


def repeated(page: Page, blocks: Sequence[Block], offset: int, main: int) -> None:
    """Boxes that a heading of the site's template opens: what stands in them changes, the heading does not."""
    whole = sum(block.prose for block in blocks) or 1.0
    found = 0
    for number, block in enumerate(blocks):
        if found < MODULES and block.why == "template" and title_like(block) and not block.prose:
            found += 1
            box = _box(page, blocks, number, offset, main, whole)
            if box is not None and not _too_much(blocks, number, box):
                take(blocks, number, box, "template")


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
    if len(leads) > MODULES:
        return
    runs = [(number, _lead_end(page, blocks, number, offset, main)) for number in leads]
    held = sum(block.prose for first, last in runs for block in blocks[first:last])
    whole = sum(block.prose for block in blocks if block.why is None)
    if held > whole * 0.4:
        return
    for first, last in runs:
        take(blocks, first, last, "partner-content" if blocks[first].paid else "teaser")


def _lead_end(page: Page, blocks: Sequence[Block], number: int, offset: int, main: int) -> int:
    whole = sum(block.prose for block in blocks) or 1.0
    box = _box(page, blocks, number, offset, main, whole)
    if box is not None and box - number <= 8 and sum(block.prose for block in blocks[number:box]) < 600:
        return box
    after = blocks[number + 1 : number + 2]
    known = names(" ".join(block.text for block in blocks[:number] if block.why is None and block.prose))
    if (
        after
        and len(after[0].text) < 220
        and prose_like(after[0])
        and len(names(after[0].text) & known) < 2
        and not _SAID.search(after[0].text)
    ):
        return number + 2
    return number + 1


def links(blocks: Sequence[Block]) -> None:
    """Lines that are links and nothing else, and lists that are mostly such lines."""
    for block in blocks:
        if block.why is None and block.linked >= len(block.text) * 0.8 and not block.prose:
            block.why = "partner-content" if block.paid else "related"


def repeated_title(blocks: Sequence[Block], title: str) -> None:
    """The headline, where it stands above or among the paragraphs, is the draft's title and not its text."""
    told = _WORD.findall(title.lower())
    if len(told) < 3:
        return
    for block in blocks:
        if block.why is None and len(block.text) < 300 and _WORD.findall(block.text.lower()) == told:
            block.why = "title"
