"""A second reader for pages on which our own walk finds no story: trafilatura, with its eye on recall."""

from typing import Any

import trafilatura

MOST_NODES = 20_000  # larger trees cost trafilatura seconds; what our walk cannot read there is no article
PARAGRAPH = 80  # characters of a paragraph that can be prose
LEAST = 3  # such paragraphs that make a story: a wall, an error page or a list of links has fewer


def story(tree: Any) -> str | None:
    """The text of a story in a parsed page, its paragraphs parted by an empty line; None where there is none."""
    if sum(1 for _ in zip(range(MOST_NODES + 1), tree.iter(), strict=False)) > MOST_NODES:
        return None
    found: Any = trafilatura.bare_extraction(tree, favor_recall=True, include_comments=False, with_metadata=False)
    lines = [line.strip() for line in (found.text if found else "").split("\n") if line.strip()]
    prose = [line for line in lines if len(line) >= PARAGRAPH and line[-1] in ".!?’”'\"…"]
    return "\n\n".join(lines) if len(prose) >= LEAST else None
