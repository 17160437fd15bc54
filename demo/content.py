"""The stories of the demo newsroom: one text file each, read into plain records."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

SITES = ("town-hall-wire", "young-lives-weekly", "public-inspection-notices")
HERE = Path(__file__).parent / "sites"

BlockKind = Literal["paragraph", "subhead", "item", "row", "quote"]

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_NAME = re.compile(r"^(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>[a-z0-9-]+?)(?P<later>\.v2)?\.md$")
_MARKS: dict[str, BlockKind] = {"## ": "subhead", "- ": "item", "| ": "row", "> ": "quote"}


@dataclass(frozen=True)
class Block:
    """One paragraph, subhead, list item, table row or quote; links are written `[words](address)`."""

    kind: BlockKind
    text: str

    @property
    def plain(self) -> str:
        """The words a reader sees; the cells of a row are parted by " | "."""
        return _LINK.sub(r"\1", self.text)

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.split("|")]


@dataclass(frozen=True)
class ExpectedJudgement:
    """A judgement the story tells. `gss` None: of no council. `grade` None: the text never says it."""

    gss: str | None
    inspectorate: str
    area: str
    grade: str | None
    is_current: bool


@dataclass(frozen=True)
class Expected:
    """What tagging should make of a story; never shown on a page."""

    tags: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    judgements: tuple[ExpectedJudgement, ...] = ()
    failing_now: bool = False
    stored: bool = True  # False: the page holds no article at all
    debatable: tuple[str, ...] = ()  # fields on which reasonable editors differ
    invented: bool = False  # the event is made up (everything after 20 August 2026 is)


@dataclass(frozen=True)
class Article:
    """One story as one site tells it in one edition."""

    site: str
    slug: str
    day: date  # orders the listing; shown only when `published` is
    title: str
    section: str
    blocks: tuple[Block, ...]
    expect: Expected
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    standfirst: str = ""
    topic: str = ""  # whose jobs stand beside it
    label: str = ""  # "In association with …", "Comment", document type
    caption: str = ""
    kind: str = "news"
    access: str = "free"
    cut: bool = False  # the wall took the rest of the text
    show_date: bool = True  # False: the page gives neither date nor byline
    feed_date: bool = True  # False: nor do feed, listing and sitemap
    encoding: str = "utf-8"
    variants: tuple[str, ...] = ()  # "tracked", "print", "amp"
    edition: int = 1
    edited_in: int | None = None
    withdrawn_in: int | None = None

    @property
    def key(self) -> str:
        return f"{self.site}/{self.slug}"

    @property
    def number(self) -> int:
        """The number some publishers end an address with: stable, whatever is added."""
        return 40000 + crc32(self.slug.encode()) % 50000

    @property
    def path(self) -> str:
        if self.site == "town-hall-wire":
            return f"/{self.slug}/{self.number}"
        if self.site == "young-lives-weekly":
            return f"/content/{self.section}/{self.slug}"
        return f"/notices/{self.slug}"

    @property
    def teaser(self) -> str:
        """The standfirst, or the first words of the story."""
        if self.standfirst or not self.blocks:
            return self.standfirst
        words = self.blocks[0].plain.split()
        return " ".join(words[:28]) + ("…" if len(words) > 28 else "")


def articles(site: str, edition: int = 1) -> list[Article]:
    """What a site carries in an edition, newest first; withdrawn stories left out."""
    return [a for a in history(site, edition) if a.withdrawn_in is None or a.withdrawn_in > edition]


def withdrawn(site: str, edition: int = 1) -> list[Article]:
    """The stories a site carried once and carries no more."""
    return [a for a in history(site, edition) if a.withdrawn_in is not None and a.withdrawn_in <= edition]


def history(site: str, edition: int = 1) -> list[Article]:
    """Everything published up to an edition, each story as it stands then, newest first."""
    found = []
    for first, later in _pairs(site):
        if first.edition <= edition:
            edited = later is not None and first.edited_in is not None and first.edited_in <= edition
            found.append(later if later is not None and edited else first)
    return sorted(found, key=_order, reverse=True)


def _order(article: Article) -> tuple[date, str, str]:
    return article.day, article.published.isoformat() if article.published else "", article.slug


@cache
def _pairs(site: str) -> tuple[tuple[Article, Article | None], ...]:
    """Every story with its later text, where it has one. The file names carry day and slug."""
    paths = sorted((HERE / site / "articles").glob("*.md"))
    firsts = [read(path) for path in paths if not path.name.endswith(".v2.md")]
    laters = {a.slug: a for a in (read(path) for path in paths if path.name.endswith(".v2.md"))}
    strays = laters.keys() - {a.slug for a in firsts if a.edited_in}
    if strays:
        raise ValueError(f"{site}: later text without a first that says edited_in: {sorted(strays)}")
    return tuple((a, replace(laters[a.slug], edited_in=a.edited_in) if a.slug in laters else None) for a in firsts)


def read(path: Path) -> Article:
    """One file: TOML between two `+++` lines, then blocks parted by blank lines."""
    name = _NAME.match(path.name)
    if name is None:
        raise ValueError(f"{path}: a story is named <date>-<slug>.md")
    opening, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    if opening.strip():
        raise ValueError(f"{path}: text before the front matter")
    fields = tomllib.loads(front)
    return Article(
        site=path.parent.parent.name,
        slug=name["slug"],
        day=date.fromisoformat(name["date"]),
        blocks=tuple(_blocks(body)),
        expect=_expected(fields.pop("expect", {})),
        byline=tuple(fields.pop("byline", ())),
        variants=tuple(fields.pop("variants", ())),
        **fields,
    )


def _expected(fields: dict[str, Any]) -> Expected:
    judgements = tuple(ExpectedJudgement(**({"gss": None, "grade": None} | j)) for j in fields.pop("judgements", ()))
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    return Expected(judgements=judgements, **(fields | lists))


def _blocks(body: str) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = [line for line in chunk.splitlines() if line.strip()]
        if lines and lines[0][:2] in ("- ", "| "):
            yield from (_block(line) for line in lines)
        elif lines:
            yield _block(" ".join(line.strip() for line in lines))


def _block(line: str) -> Block:
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark).strip().removesuffix("|").strip())
    return Block("paragraph", line.strip())
