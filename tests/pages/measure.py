"""How clean texts are against a test site's truth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.extract import extract
from crawler.template import learn
from models.draft import Draft, Refused
from tests.pages.sector import Made


@dataclass
class Clean:
    """Lines of furniture left of all there were, story lines kept of all there were, pages without a fault."""

    left: int = 0
    furniture: int = 0
    kept: int = 0
    story: int = 0
    clean: int = 0
    pages: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Clean") -> None:
        """Count another site's pages in."""
        for name in ("left", "furniture", "kept", "story", "clean", "pages", "faults"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> str:
        """Left, kept and clean, each of how many."""
        pairs = ((self.left, self.furniture), (self.kept, self.story), (self.clean, self.pages))
        return " ".join(f"{f'{one}/{all_}':>12}" for one, all_ in pairs)


def fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def measure(made: Sequence[Made], *, remember: bool, first: int = 10) -> Clean:
    """Extract a site's pages; with memory learnt from the `first` of them, or with none."""
    found = Clean()
    memory: dict[str, Any] | None = None
    for page in made[:first] if remember else ():
        memory = learn(memory, page.html.encode(), page.url)
    for page in made:
        try:
            draft = extract(page.html.encode(), page.url, memory=memory)
        except Refused as refused:
            found.faults.append(f"{page.url}: {refused}")
            draft = Draft()
        _compare(found, page, draft)
    return found


def _compare(found: Clean, page: Made, draft: Draft) -> None:
    got = [fold(line) for line in draft.text.splitlines() if fold(line)]
    allowed = {fold(text) for text in (*page.must, *page.may, page.title)}
    lost = [text for text in page.must if fold(text) not in got]
    never = {fold(text) for text in page.never} - allowed
    left = [line for line in got if line not in allowed]
    found.pages += 1
    found.furniture += len(never)
    found.story += len(page.must)
    found.kept += len(page.must) - len(lost)
    found.left += len(left)
    found.clean += not left and not lost
    found.faults += [f"{page.site} {page.url[-30:]}: left {line[:90]!r}" for line in left]
    found.faults += [f"{page.site} {page.url[-30:]}: lost {text[:90]!r}" for text in lost]
    if page.byline is not None and draft.byline != page.byline:
        found.faults.append(f"{page.site}: byline {draft.byline} for {page.byline}")
    if page.published and draft.published != page.published:
        found.faults.append(f"{page.site}: published {draft.published} for {page.published}")
    if draft.access != page.access:
        found.faults.append(f"{page.site}: access {draft.access} for {page.access}")
