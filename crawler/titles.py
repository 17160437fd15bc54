"""What a page is called, when its headline, its social card, its structured data and its window disagree."""

import html
import re
from collections.abc import Sequence
from typing import Any

_AFFIX = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
_CUT = re.compile(r"\s*(?:\.\.\.|…)$")
_SECTION = re.compile(
    r"(?:home(?: ?page)?|(?:latest |all |our )?news(?: (?:articles?|stor(?:y|ies)|details?|items?|room))?|newsroom"
    r"|articles?|press releases?|media releases?|blogs?|untitled.*|index|page|newyddion)",
    re.I,
)
_WORD = re.compile(r"\w+")
FOREIGN = 0.25  # share of a card's words that the headline has not, from which the card is a teaser
LEAST = 15  # letters of a title that may be told from what is put before and behind it


def title(shared: Sequence[Any], headline: Any, headings: Sequence[str], window: Any, site: str) -> str | None:
    """The title: of the social card unless that is cut off, a section's name, or alone against all others.

    `shared` holds the social cards' titles, `headline` that of the structured data, `headings` the page's h1.
    """
    one = headings[0] if len(headings) == 1 else None
    raw = [*shared[:1], headline, *shared[1:], one, window]
    plain = [_plain(value) for value in raw if isinstance(value, str)]
    site = site or (one if one and _is_site(one, plain, "") else "")
    told = [found for value in plain if (found := _bare(value, plain, site)) and not _is_site(value, plain, site)]
    fit = [value for value in told if not _SECTION.fullmatch(value)] or told
    if not fit:
        return None
    first = fit[0]
    if _CUT.search(first):
        start = letters(_CUT.sub("", first))
        first = next((other for other in fit[1:] if letters(other).startswith(start) and not _CUT.search(other)), first)
    others = [letters(_bare(_plain(value), plain, site)) for value in raw[1:4] if isinstance(value, str)]
    if len(others) == 3 and len(set(others)) == 1 and isinstance(headline, str) and len(others[0]) >= LEAST:
        return _bare(_plain(headline), plain, site)  # card two, data and headline agree against card one
    return _agreed(first, headline, one, window, plain, site) or first


def _agreed(first: str, headline: Any, one: str | None, window: Any, plain: Sequence[str], site: str) -> str | None:
    """What data and window call a page whose card is no shorter headline but a teaser, in words of its own."""
    if not isinstance(headline, str) or not isinstance(window, str) or letters(one or "") == letters(first):
        return None
    told = _bare(_plain(headline), plain, site)
    words = set(_WORD.findall(first.lower()))
    foreign = words - set(_WORD.findall(told.lower()))
    same = letters(told) == letters(_bare(_plain(window), plain, site))
    return told if same and len(letters(told)) >= LEAST and len(foreign) >= len(words) * FOREIGN else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"</?[a-z]{1,6}[^<>]*>", "", html.unescape(text))).strip()


def _bare(value: str, others: Sequence[str], site: str) -> str:
    """A title without the name of a site or section before or after a bar or a dash."""
    for other in others:
        if len(letters(other)) < LEAST or len(other) >= len(value):
            continue
        if value.startswith(other) and _AFFIX.match(value, len(other)):
            return other
        if value.endswith(other) and _AFFIX.search(value[: -len(other)][-3:]) and len(value) - len(other) < 40:
            return other
    return unsuffixed(value, site)


def _is_site(value: str, others: Sequence[str], site: str) -> bool:
    """Whether a heading is the publisher's name: it says so, or longer titles of the page end in it."""
    name = letters(value)
    if not name or name == letters(site):
        return True
    longer = [other for other in others if other != value and letters(other).endswith(name)]
    return any(_AFFIX.search(other[: -len(value)][-3:]) and len(other) > 2 * len(value) for other in longer)


def unsuffixed(title: str, site: str) -> str:
    """A title without the site's name after a bar or a dash."""
    pieces = _AFFIX.split(title)
    if len(pieces) < 2:
        return title
    name, last = letters(site), letters(pieces[-1])
    if name and last and (last in name or name in last):
        return title[: title.rindex(pieces[-1])].rstrip(" |–—·•»:-")
    if "|" in title and len(pieces[0]) >= LEAST:
        return pieces[0].strip()
    return title


def letters(text: str) -> str:
    """A text's letters and digits, lower-case: two ways of writing one name are the same."""
    return "".join(filter(str.isalnum, text.lower()))
