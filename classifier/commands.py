"""The classifier's own commands: build the tagger, measure it, list what it knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.reading import Document, Reading
from models.settings import settings
from running.terminal import database, say

if TYPE_CHECKING:
    from classifier.read import Reader

app = typer.Typer()


def reader() -> "Reader":
    """The tagger trained last, or one trained now."""
    from classifier.read import Reader

    return Reader.load(settings().var, progress=say)


class Later:
    """The tagger trained last, loaded when there is something to read: a crawl that brings nothing never needs it."""

    def __init__(self) -> None:
        from classifier.current import digest

        self.digest = digest(settings().var)
        self._reader: Reader | None = None

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Read texts as the tagger does, whose digest is known from then on where there was none."""
        if self._reader is None:
            self._reader = reader()
            self.digest = self._reader.digest
        return self._reader.read(documents)


@app.command()
def train(
    once: Annotated[
        bool, typer.Option("--once", help="only where there is none for this corpus and this code")
    ] = False,
) -> None:
    """Build the tagger from the corpus and from people's corrections into var/.

    Example: councilwire train --once
    """
    from classifier.run import labels
    from classifier.train import train as build

    built = reader() if once else build(settings().var, labels=labels(database()), progress=say)
    say(f"tagger {built.digest[:12]} is ready")


@app.command()
def evaluate(
    file: Annotated[Path | None, typer.Argument(help="a gold file; none: our corpus, by held-out folds")] = None,
) -> None:
    """Print precision and recall of tags, judgements and authorities, with confidence intervals and all errors.

    Examples: councilwire evaluate · councilwire evaluate gold.jsonl
    """
    from classifier.evaluate import evaluate as measure

    print(measure(file, reader()).text())


@app.command()
def tags() -> None:
    """List the tags and kinds, with what each means.

    Example: councilwire tags
    """
    from classifier.tag import tags as known

    for one in known():
        print(f"{one.slug:34} {one.title}: {one.about}")
