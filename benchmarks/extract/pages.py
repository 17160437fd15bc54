"""The pages with truth: the Scrapinghub article benchmark, and real pages of UK news and public bodies."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

SHARED = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True)
class Page:
    """A saved page and what is true of it; `facts` has title, authors and date where they are known."""

    url: str
    body: bytes
    text: str
    facts: dict[str, Any] | None = None


def scrapinghub(folder: Path = SHARED / "benchmarks" / "scrapinghub") -> list[Page]:
    """181 pages in many languages and layouts, in the order of their ids."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(
            told.get("url", ""), gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), told["articleBody"]
        )
        for key, told in sorted(truth.items())
    ]


def uk(folder: Path = SHARED / "pages") -> list[Page]:
    """31 pages of UK newspapers, broadcasters, magazines and public bodies."""
    lines = (folder / "real-uk-pages.truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {told["url"]: told for told in map(json.loads, lines)}
    return [Page(url, body, truth[url]["text"], truth[url]) for url, body in uk_bodies(folder) if url in truth]


def uk_bodies(folder: Path = SHARED / "pages") -> list[tuple[str, bytes]]:
    """All 42 real UK pages, with truth or without."""
    with (folder / "real-uk-pages.warc.gz").open("rb") as stream:
        return [
            (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        ]
