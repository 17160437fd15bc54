"""Building the reader from the corpus and from people's corrections, and where it is kept.

var/tagger/<digest>/     one reader: skops files and reader.json; never changed once it stands
var/tagger/current       the name of the one in use; classifier/current.py reads it
var/tagger/corrections.jsonl   the corrections it was taught, for when code or corpus change
"""

import hashlib
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from classifier import corpus
from classifier.current import version
from classifier.judge import Judge
from classifier.kind import Kinds, marks
from classifier.link import Linker
from classifier.read import Reader
from classifier.tag import tags
from classifier.tagger import Fitted, Scale, Tagger, calibrated, fit, truth
from models.follow import Label

Record = dict[str, Any]
Progress = Callable[[str], None] | None


def train(var: Path, labels: Sequence[Label] | None = (), progress: Progress = None) -> Reader:
    """Build a reader and make it the one in use. `labels` None: the corrections taught last time."""
    say = progress or (lambda line: None)
    began = time.monotonic()
    home = var / "tagger"
    home.mkdir(parents=True, exist_ok=True)
    known = _kept(home) if labels is None else [correction(label) for label in labels]
    records = corpus.records()
    say(f"training on {len(records)} texts and {len(known)} corrections; this takes about a minute")
    with tempfile.TemporaryDirectory(dir=home, prefix="new-") as made:
        folder = Path(made) / "reader"
        folder.mkdir()
        reader = build(records, known, folder)
        name = reader.digest[:16]
        reader.save(folder)
        (folder / "built.json").write_text(json.dumps({"version": version(), "corrections": len(known)}), "utf-8")
        place = home / name
        if place.exists():
            shutil.rmtree(place)
        folder.rename(place)
    _write(home / "corrections.jsonl", "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in known))
    _write(home / "current", name)
    _forget(home, name)
    say(f"the tagger is in {home / name}; training took {time.monotonic() - began:.0f} s")
    return reader


def build(records: Sequence[Record], corrections: Sequence[Record] = (), folder: Path | None = None) -> Reader:
    """A reader from records, kept nowhere; judge and linker are fitted in a process of their own, into `folder`."""
    with tempfile.TemporaryDirectory() as spare:
        where = folder or Path(spare)
        if _alone():
            fitted = taught(records, corrections)
            _judge(list(records), where)
        else:
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
                waiting = other.submit(_judge, list(records), where)
                with threadpool_limits(1):  # one core each: threads that wait for a core cost more than they bring
                    fitted = taught(records, corrections)
                waiting.result()
        judge, linker = Judge.load(where), Linker.load(where)
    told = json.dumps([list(corrections), [str(record["id"]) for record in records]], sort_keys=True)
    digest = hashlib.sha256(f"{version()} {told}".encode()).hexdigest()
    return Reader(fitted.tagger, scaled(fitted, records), kinds(fitted, records), judge, linker, digest)


def _alone() -> bool:
    """Whether a second process would gain nothing, or could not be started (a program read from standard input)."""
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    return (os.cpu_count() or 1) < 2 or (main is not None and not Path(main).exists())


def _judge(records: Sequence[Record], folder: Path) -> None:
    with threadpool_limits(1):
        linker = Linker.fit(records)
        linker.save(folder)
        Judge.fit(records, linker).save(folder)


def taught(records: Sequence[Record], corrections: Sequence[Record]) -> Fitted:
    """A tagger fitted on records and corrections. What it scored held out is of the records alone."""

    def completed(first: Tagger) -> list[Record]:
        return [_complete(first, one, scale) for one in corrections]

    if not corrections:
        return fit(records)
    plain = fit(records)
    scale = scaled(plain, records)
    again = fit(records, completed, hold_out=False)
    return Fitted(again.tagger, plain.held_out)


def scaled(fitted: Fitted, records: Sequence[Record]) -> Scale:
    """Probabilities and thresholds from both ways of holding out together."""
    wanted = truth(records)[:, : len(tags())]
    scores = [held[:, : len(tags())] for held in fitted.held_out.values()]
    return calibrated(np.vstack(scores), np.vstack([wanted] * len(scores)))


def kinds(fitted: Fitted, records: Sequence[Record]) -> Kinds:
    """The model of kinds, taught on scores of texts that the tagger had not seen.

    Authorities are held out, sources are not: an outlet of job ads writes nothing else, and without it there are none.
    """
    scores = fitted.held_out["authority"][:, len(tags()) :]
    return Kinds.fit(scores, np.array([marks(r["headline"], r["text"]) for r in records]), records)


# ---- corrections -----------------------------------------------------------------------------------------------


def correction(label: Label) -> Record:
    """A person's label as a record; what it does not speak of is still open."""
    return {
        "id": f"label-{label.id}",
        "headline": label.title,
        "text": label.text,
        "add": sorted(label.add),
        "remove": sorted(label.remove),
        "kind": label.kind,
    }


def _complete(first: Tagger, one: Record, scale: Scale) -> Record:
    """A correction with the tags that it does not speak of, as the tagger gives them before it learns from it."""
    scores = first.scores([(one["headline"], one["text"])])[0]
    slugs = [tag.slug for tag in tags()]
    chances = scale.probabilities(scores[: len(slugs)])
    given = {slug for slug, chance, least in zip(slugs, chances, scale.threshold, strict=True) if chance >= least}
    given = (given | set(one["add"])) - set(one["remove"])
    kind = one["kind"] or first.columns[len(slugs) + int(scores[len(slugs) :].argmax())].removeprefix("kind:")
    return one | {"tags": sorted(given), "kind": kind}


def _kept(home: Path) -> list[Record]:
    try:
        lines = (home / "corrections.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]
    except OSError:
        return []


def _write(path: Path, content: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(content, "utf-8")
    beside.replace(path)


def _forget(home: Path, name: str) -> None:
    """Remove readers that nobody uses any more; whoever has one open holds it in memory."""
    for old in home.iterdir():
        if old.is_dir() and old.name != name and (old / "built.json").exists():
            shutil.rmtree(old, ignore_errors=True)
