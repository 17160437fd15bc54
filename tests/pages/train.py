"""`python -m tests.pages.train`: learns the weights of `crawler/lines.py` from pages and lines of our own writing.

`--cross` prints, site by site, what a classifier comes to that never saw a page of that site, and writes nothing.
"""

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from crawler import blocks, content, lines, metadata, sweep
from crawler.blocks import Block
from crawler.parse import parse
from tests.pages import corpus, fresh, measure, rough, sector, strange, unseen
from tests.pages.sector import Made

WEIGHTS = Path(lines.__file__).with_suffix(".json")
OWN = Path(__file__).parent / "lines"
ROOMS = (sector, unseen, strange, fresh, rough)  # `held` is left out: it is what the classifier is measured on
STRENGTH = 1.0  # scikit-learn's C
SMALLEST = 0.05  # weights below say nothing
CARE = 3.0  # how much worse it is to lose a line of story than to leave one of furniture


@dataclass(frozen=True)
class Line:
    """A line to learn from: where it is from, its features, whether it is foreign to the story."""

    site: str
    text: tuple[str, ...]
    rest: tuple[str, ...]
    foreign: bool
    weight: float = 1.0


def of_page(made: Made) -> Iterator[Line]:
    """The lines of a test page's main part, as the classifier meets them."""
    tree = parse(made.html.encode())
    page = blocks.read(tree)
    content.measure(page)
    content.mark(page)
    main = content.main(page, made.title)
    inside = page.blocks[main.first : main.last]
    for block in inside:
        block.why = page.nodes[block.node].why
    sweep.rules(page, inside, main, metadata.told(tree).title or made.title)
    story = {measure.fold(text) for text in (*made.must, *made.may, made.title)}
    never = {measure.fold(text) for text in made.never} - story
    for block, (_, spot) in zip(inside, lines.places(page, inside, main), strict=True):
        folded = measure.fold(block.text)
        if folded in never or folded in story:
            rest = (*lines.looks_of(block), *spot)
            yield Line(made.site.removesuffix("-hashed"), tuple(lines.words(block.text)), rest, folded in never)


def of_texts() -> Iterator[Line]:
    """Lines without a page: the corpus's paragraphs and job ads, and lists of lines for both sides."""
    for kind, part in corpus.paragraphs():
        yield _bare("corpus", part, kind in ("job-ad", "event"), 0.5 if kind in ("sponsored", "event") else 1.0)
    for name, foreign in (("furniture", True), ("story", False)):
        for text in (OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            yield _bare("lines", text, foreign, 2.0)


def _bare(site: str, text: str, foreign: bool, weight: float) -> Line:
    block = Block(text, "p", 0)
    block.prose = content.prose(block)
    return Line(site, tuple(lines.words(text)), (*lines.looks_of(block), "bare"), foreign, weight)


def learn(told: Sequence[Line]) -> dict[str, float]:
    """Feature → weight; words count only when two sources or more have them."""
    sources: dict[str, set[str]] = {}
    for line in told:
        for word in line.text:
            sources.setdefault(word, set()).add(line.site if line.site not in ("corpus", "lines") else str(id(line)))
    known = sorted(word for word, where in sources.items() if len(where) >= 2)
    known += sorted({f"_{one}" for line in told for one in line.rest})
    index = {name: number for number, name in enumerate(known)}
    rows, columns, values = [], [], []
    for number, line in enumerate(told):
        share = 1 / math.sqrt(len(line.text))
        for name, value in [*((word, share) for word in line.text), *((f"_{one}", 1.0) for one in line.rest)]:
            if name in index:
                rows.append(number)
                columns.append(index[name])
                values.append(value)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(told), len(index)))
    counts: dict[str, int] = {}
    for line in told:
        counts[line.site] = counts.get(line.site, 0) + 1
    evens = {site: 1.0 if site in ("corpus", "lines") else 300 / count for site, count in counts.items()}
    weight = np.array([line.weight * evens[line.site] * (1.0 if line.foreign else CARE) for line in told])
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix, [line.foreign for line in told], weight)
    found = {name: round(float(value), 2) for name, value in zip(known, model.coef_[0], strict=True)}
    return {name: value for name, value in found.items() if abs(value) >= SMALLEST} | {
        "_": round(float(model.intercept_[0]), 3)
    }


def pages() -> list[list[Made]]:
    """Every site to learn from, once with its classes named and once hashed."""
    return [made for room in ROOMS for made in room.pages()]


def cross(sites: Sequence[list[Made]], told: Sequence[Line]) -> None:
    """Print each site's figures with a classifier that never saw the site, with memory and without."""
    names = sorted({made[0].site.removesuffix("-hashed") for made in sites})
    head = f"{'left':>12} {'kept':>12} {'clean':>12}"
    print(f"{'site left out':22} {head}   with memory: {head}")
    sums = [measure.Clean(), measure.Clean()]
    for name in names:
        held = learn([line for line in told if line.site != name])
        lines.weights = lambda held=held: held  # type: ignore[assignment,misc]
        mine = [made for made in sites if made[0].site.removesuffix("-hashed") == name]
        row = []
        for total, remember in zip(sums, (False, True), strict=True):
            one = measure.Clean()
            for made in mine:
                one.add(measure.measure(made, remember=remember))
            total.add(one)
            row.append(one.figures())
        print(f"{name:22} {row[0]}                {row[1]}")
    print(f"{'all':22} {sums[0].figures()}                {sums[1].figures()}")


def main() -> None:
    """Learn, or measure what was left out."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.train", description=main.__doc__)
    parser.add_argument("--cross", action="store_true", help="leave one site out, and print what becomes of it")
    given = parser.parse_args()
    sites = pages()
    told = [*(line for made in sites for page in made for line in of_page(page)), *of_texts()]
    if given.cross:
        cross(sites, told)
        return
    held = learn(told)
    WEIGHTS.write_text(json.dumps(held, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(told)} lines, {len(held)} weights in {WEIGHTS}")


if __name__ == "__main__":
    main()
