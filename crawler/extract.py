"""Body → draft: the one pure function behind a live crawl, an import, a saved file and a re-run over the archive."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from lxml.cssselect import CSSSelector

from crawler import (
    blocks,
    content,
    cues,
    dates,
    kind,
    looks,
    metadata,
    plain,
    putback,
    refusal,
    rescue,
    sweep,
    template,
    visible,
)
from crawler.blocks import Block, Page
from crawler.parse import parse
from models.draft import Draft, Refused, Removed, storable

SHORTEST = 80  # characters of text below which a page without a paragraph is no article


def extract(
    body: bytes,
    url: str | None = None,
    drop: tuple[str, ...] = (),
    content_type: str | None = None,
    hint: dict[str, Any] | None = None,
    memory: dict[str, Any] | None = None,
) -> Draft:
    """The article on a page.

    `drop` is the source's own CSS of what is never the story, `hint` what its channel told of the page (title,
    published, modified) and which removed blocks a person put back (`putback`), `memory` the source's template memory.
    Raises Refused where there is no article.
    """
    back = frozenset((hint or {}).get(putback.BACK, ()))
    if not body.strip():
        raise Refused("empty", "the body has no bytes")
    if unreadable := refusal.binary(body):
        raise Refused("not-html", unreadable.removeprefix("not-html: "))
    tree = parse(body, content_type)
    if tree is None:
        raise Refused("not-html", "no HTML could be parsed")
    dropped = _drop(tree, drop, back)
    facts = metadata.told(tree)
    page = blocks.read(tree)
    content.measure(page)
    content.mark(page)
    template.mark(page, memory)
    main = content.main(page, facts.title or "")
    inside = page.blocks[main.first : main.last]
    start = content.headline(page, facts.title or "")
    heading = page.blocks[start].text if start is not None else None
    head = _head(page, start, main.first, 2)
    above = [block for block in _head(page, start, main.first, 1) if block.text != heading]
    _take_marked(page, inside)
    said = kind.told(facts.types, facts.section, facts.title or heading or "", url, above)
    sweep.page(page, inside, main, facts.title or heading or "")
    if said == "job-ad" or (said is None and kind.job_ad(inside)):
        said = "job-ad"
        kind.restore(inside)
    putback.keep(inside, back)
    visible.fill(
        facts, page, head, page.blocks[main.first :][-60:], page.blocks[max(0, main.first - 10) : main.last + 10]
    )
    access = _access(page, facts)
    text = join(block for block in inside if block.why is None)
    if len(text) < SHORTEST and not any(block.prose for block in inside if block.why is None):
        text, more = _rescued(tree, back)
        dropped += more
    draft = Draft(
        url=url,
        canonical_url=_absolute(facts.canonical, url),
        title=_title(facts, heading),
        byline=facts.byline,
        published=facts.published,
        modified=facts.modified,
        published_from=facts.published_from,
        text=text,
        language=facts.language,
        kind=said,
        access=access,
        removed=[*dropped, *removed(inside)],
    )
    return _hinted(draft, hint)


def extract_text(text: str, url: str | None = None) -> Draft:
    """The story in a plain-text document, through the same line-level layers. Raises Refused where there is none."""
    return plain.read(text, url)


def _rescued(tree: Any, back: frozenset[str]) -> tuple[str, list[Removed]]:
    """What a second reader finds where the walk found nothing, through the line-level layers. Raises Refused."""
    second = rescue.story(tree)
    if second is None:
        raise Refused("no-text", "no article text on the page")
    found = plain.read(second, None, back)
    return found.text, found.removed


@lru_cache(maxsize=256)
def _selector(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def _drop(tree: Any, drop: Iterable[str], back: frozenset[str]) -> list[Removed]:
    """Take out what the source's own rules name, but for what a person put back; the text after an element stays."""
    found = []
    for css in drop:
        for element in _selector(css)(tree):
            parent = element.getparent()
            if parent is None:
                continue
            text = " ".join(" ".join(element.itertext()).split())
            if storable(text[:2000]) in back:
                continue
            if text:
                found.append(Removed(why="drop-rule", text=text[:2000]))
            before = element.getprevious()
            if element.tail:
                if before is not None:
                    before.tail = (before.tail or "") + element.tail
                else:
                    parent.text = (parent.text or "") + element.tail
            parent.remove(element)
    return found


def _head(page: Page, start: int | None, first: int, stop: int) -> list[Block]:
    """The lines around the headline: some above it, itself, and those below it down to paragraph number `stop`."""
    at = start if start is not None else first
    begin = max(0, at - 6)
    found = []
    paragraphs = 0
    for number, block in enumerate(page.blocks[begin : at + 30], begin):
        if number > at and looks.prose_like(block):
            paragraphs += 1
            if paragraphs == stop:
                break
        elif page.nodes[block.node].tag != "nav":
            found.append(block)
    return found


def _take_marked(page: Page, inside: Sequence[Block]) -> None:
    for block in inside:
        block.why = block.why or page.nodes[block.node].why
        if block.tag in ("figcaption", "caption"):
            block.why = "caption"
        elif block.tag == "h1":
            block.why = "title"


def _access(page: Page, facts: metadata.Facts) -> str:
    """Free, unless a wall stands on the page."""
    for number, block in enumerate(page.blocks):
        why = block.why if block.why in cues.WALLS else cues.opener(block.text) if len(block.text) < 120 else None
        if why in cues.WALLS and any(cues.asks_for_address(after.text) for after in page.blocks[number : number + 3]):
            continue  # a letter is offered; nothing is locked
        if why in cues.WALLS and not block.linked >= len(block.text) * 0.9:
            return cues.WALLS[str(why)]
    return "paywall" if facts.locked else "free"


def _title(facts: metadata.Facts, heading: str | None) -> str | None:
    return facts.title or heading


def _absolute(link: str | None, url: str | None) -> str | None:
    if not link:
        return url
    try:
        return urljoin(url, link) if url else link
    except ValueError:
        return url


def _hinted(draft: Draft, hint: dict[str, Any] | None) -> Draft:
    """What the channel told fills what the page left out."""
    hint = hint or {}
    if not draft.published and (found := dates.iso(hint.get("published"))):
        draft.published, draft.published_from = found, "channel"
    if not draft.modified and (found := dates.iso(hint.get("modified"))) and draft.published_from == "channel":
        draft.modified = found
    if not draft.title and isinstance(hint.get("title"), str):
        draft.title = hint["title"].strip() or None
    return draft


def join(kept: Iterable[Block]) -> str:
    """Paragraphs parted by an empty line; list items, rows and lines of one paragraph each on a line of their own."""
    pieces: list[str] = []
    before: Block | None = None
    for block in kept:
        if before is not None:
            close = (block.tag == before.tag and block.tag in ("li", "tr", "dt", "dd")) or block.soft
            pieces.append("\n" if close else "\n\n")
        pieces.append(block.text)
        before = block
    return "".join(pieces)


def removed(inside: Sequence[Block]) -> list[Removed]:
    """What was taken out, neighbours with one reason together."""
    found: list[Removed] = []
    before = -2
    for number, block in enumerate(inside):
        if block.why is None:
            continue
        if found and found[-1].why == block.why and before == number - 1 and len(found[-1].text) < 4000:
            found[-1].text += "\n" + block.text
        else:
            found.append(Removed(why=block.why, text=block.text))
        before = number
    return found
