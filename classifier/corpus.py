"""Judged texts of our own writing: how they are read, and how alike two of them are."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "corpus"
GRAM = 5  # words
_WORD = re.compile(r"\w+")

Record = Mapping[str, Any]


class Alike(NamedTuple):
    """Two texts that share `share` of the five-word runs of the shorter one."""

    first: str
    second: str
    share: float


def read(path: Path) -> list[dict[str, Any]]:
    """The records of one JSON Lines file. Raises ValueError naming the line that is not a record."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not {"id", "headline", "text", "tags", "kind"} <= set(record):
                raise ValueError("id, headline, text, tags and kind must be there")
        except ValueError as error:
            raise ValueError(f"{path.name}:{number}: not a record: {error}") from error
        found.append(record)
    return found


@cache
def records() -> tuple[dict[str, Any], ...]:
    """Every record of the corpus, in the order of file names and lines."""
    return tuple(record for path in sorted(FOLDER.glob("*.jsonl")) for record in read(path))


@cache
def digest() -> str:
    """sha256 of all corpus files."""
    total = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.jsonl")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def grams(text: str) -> frozenset[str]:
    """The runs of five words in a text, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))


def alike(given: Sequence[Record], share: float) -> list[Alike]:
    """Pairs of texts that share more than `share` (0 to 1) of the shorter one's five-word runs.

    Texts of fewer than eight runs count as if they had eight: a headline may be said twice in the same words.
    """
    found = [grams(f"{record['headline']} {record['text']}") for record in given]
    where: dict[str, list[int]] = defaultdict(list)
    pairs: list[Alike] = []
    for index, runs in enumerate(found):
        shared = Counter(other for run in runs for other in where[run])
        for other, count in shared.items():
            part = count / max(8, min(len(runs), len(found[other])))
            if part > share:
                pairs.append(Alike(str(given[other]["id"]), str(given[index]["id"]), round(part, 3)))
        for run in runs:
            where[run].append(index)
    return sorted(pairs, key=lambda pair: -pair.share)
