"""Stories for test sites out of the judged corpus: hundreds of real registers, no two pages with one sentence."""

import json
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from tests.pages.words import Story

FOLDER = Path(__file__).parents[2] / "classifier" / "corpus"
SUBHEADS = (
    "How it came to this",
    "A question of money",
    "The view from the ward",
    "Late papers",
    "‘Nobody rang us’",
    "What the auditors found",
    "The next sixty days",
    "Who signs it off",
)
LISTS = (
    ("a named worker for every family", "visits at weekends", "a budget that heads can spend without asking"),
    ("keep the baths open until March", "sell the Drill Hall", "ask the parish to take on the clock"),
)
TABLES = (
    (("Ward", "Homes", "Waiting"), ("Netherby", "1,208", "91"), ("St Anne’s", "844", "37")),
    (("Judgement", "2022", "2025"), ("Leadership", "Good", "Requires improvement"), ("Practice", "Good", "Good")),
)


@lru_cache
def texts() -> dict[str, dict[str, Any]]:
    """Every text of the corpus by its id, but for those that carry a site's furniture."""
    lines = (line for file in sorted(FOLDER.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines())
    return {told["id"]: told for told in map(json.loads, lines) if told["trap"] != "mirror"}


@lru_cache
def long() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Headline, day and paragraphs of texts that fill a page; a list names them, so that new texts move nothing."""
    named = (Path(__file__).parent / "lines" / "stories.txt").read_text(encoding="utf-8").split()
    found = [texts()[name] for name in named]
    return tuple((told["headline"], told["date"], tuple(_parts(told))) for told in found)


def _parts(told: dict[str, Any]) -> list[str]:
    return [" ".join(part.split()) for part in told["text"].split("\n\n")]


def paragraphs() -> list[tuple[str, str]]:
    """Kind and text of every paragraph of the corpus."""
    return [(told["kind"], part) for told in texts().values() for part in _parts(told)]


def stories(count: int, salt: int, author: tuple[str, ...]) -> list[Story]:
    """Stories for one site; another salt gives others."""
    chosen = Random(salt).sample(long(), count)
    return [_story(Random(salt * 131 + number), number, told, author) for number, told in enumerate(chosen)]


def _story(draw: Random, number: int, told: tuple[str, str, tuple[str, ...]], authors: tuple[str, ...]) -> Story:
    headline, date, parts = told
    blocks: list[tuple[str, str]] = []
    extra = draw.randrange(4)
    for turn, part in enumerate(parts):
        if turn == 3 and extra in (0, 1):
            blocks.append(("subhead", draw.choice(SUBHEADS)))
        blocks.append(("paragraph", part))
        if turn == 2 and extra == 2:
            blocks += [("item", item) for item in draw.choice(LISTS)]
        if turn == 2 and extra == 3:
            blocks += [("row", " | ".join(row)) for row in draw.choice(TABLES)]
    year, month, day = date.split("-")
    zone = "+01:00" if 4 <= int(month) <= 9 else "+00:00"
    name = MONTHS[int(month) - 1]
    return Story(
        title=headline,
        author=draw.choice(authors),
        day=f"{int(day)} {name} {year}",
        stamp=f"{date}T{draw.randrange(6, 22):02}:{draw.randrange(60):02}:00{zone}",
        place="",
        blocks=tuple(blocks),
        caption="A view of the offices from the bus station, on the morning of the meeting",
        seed=number,
    )


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
