"""Headline and link: all that is kept of an article that stands behind its publisher's paywall."""

from typing import Any

from models.draft import Draft, Refused

WALL = ("no-text", "login")  # what a page gives that shows nothing but its wall


def openly(outcome: Draft | Refused, access: str, url: str, hint: dict[str, Any] | None = None) -> Draft | Refused:
    """What of an outcome is kept, by the `access` its source declares.

    Of a paywalled source's locked article that is what the page and its channel tell in the open: headline, byline
    and dates. An article that such a source leaves open is kept as it is.
    """
    if access != "paywall" or (isinstance(outcome, Draft) and outcome.access == "free"):
        return outcome
    if isinstance(outcome, Draft):
        return outcome.model_copy(update={"text": "", "access": "paywall", "removed": []}) if outcome.title else outcome
    told = hint or {}
    title = told.get("title")
    if outcome.reason not in WALL or not isinstance(title, str) or not title.strip():
        return outcome
    published = told.get("published")
    return Draft(
        url=url,
        canonical_url=url,
        title=title.strip(),
        published=published,
        published_from="channel" if published else None,
        modified=told.get("modified"),
        access="paywall",
    )
