"""The table of all sources for people to read: python -m crawler.catalogue writes docs/sources.md."""

from itertools import groupby
from pathlib import Path

from crawler.sources import spiders
from crawler.spider import SourceSpider
from crawler.systems.base import System

FILE = Path(__file__).parent.parent / "docs" / "sources.md"
HEAD = """# Sources

All sources that Councilwire knows, from their files in `crawler/spiders/`. This page is written by
`python -m crawler.catalogue`; a test fails when it is out of date.

*Checked* says when the addresses were last seen to work, and by whom. Where there is no date, it says what speaks for
them and what is only belief: `councilwire sources check NAME` settles it live. *Weekly* is how many new articles a week
are expected; far fewer, and the source is called quiet. Full text is served only under an open licence (OGL, OPL).
"""


def markdown() -> str:
    """The whole page."""
    known = sorted(spiders().values(), key=lambda source: (source.kind, source.nation, source.name))
    parts = [HEAD, f"{len(known)} sources, {sum(bool(s.verified) for s in known)} of them checked.\n"]
    for kind, members in groupby(known, key=lambda source: source.kind):
        parts.append(f"## {kind.capitalize()}\n")
        parts.append("| name | title | nation | system | channels | access | licence | weekly | checked |")
        parts.append("|---|---|---|---|---|---|---|---|---|")
        parts += [_row(source) for source in members]
        parts.append("")
    return "\n".join(parts)


def _row(source: type[SourceSpider]) -> str:
    system = next((c.__name__ for c in source.__mro__[1:] if issubclass(c, System) and c is not System), "")
    channels = " ".join(f"[{channel.kind}]({channel.url})" for channel in source.channels)
    cells = (
        f"`{source.name}`",
        f"[{source.title}]({source.home})",
        source.nation,
        system,
        channels,
        source.access,
        source.licence,
        str(source.weekly or ""),
        source.verified or f"no: {source.evidence}",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    """Write the page."""
    FILE.write_text(markdown())


if __name__ == "__main__":
    main()
