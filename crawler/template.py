"""Template memory: what every page of a site repeats, learnt from its archived pages."""

from typing import Any

from crawler.blocks import Page


def mark(page: Page, memory: dict[str, Any] | None) -> None:
    """Say of nodes and blocks that the site's template holds them."""


def learn(memory: dict[str, Any] | None, body: bytes, url: str | None) -> dict[str, Any]:
    return memory or {}
