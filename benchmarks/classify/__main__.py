"""Print every figure of the classifier.

    python -m benchmarks.classify [--folds] [--gold FILE] [--reports FILE]

Quality on a gold file beside both baselines, on real Ofsted reports, with --folds on held-out folds of the corpus;
then speed and memory of a reader that was loaded from disk.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.classify import baselines
from benchmarks.classify.speed import resident, speeds
from classifier import corpus
from classifier.evaluate import Hits, Measure, document, evaluate, held_out, report
from classifier.read import Reader
from models.reading import Document
from models.settings import settings

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "data"


def reports(reader: Reader, path: Path) -> Measure:
    """Inadequate in any area, from the text of real reports alone."""
    found = Measure("Ofsted reports, inadequate in any area")
    for line in path.read_text("utf-8").splitlines():
        one: dict[str, Any] = json.loads(line)
        wanted = bool(one["any_inadequate"])
        reading = reader.read([Document(text=one["text"], published=one["date"])])[0]
        given = any(j.grade == "inadequate" and j.is_current and j.inspectorate == "Ofsted" for j in reading.judgements)
        found.rows.append(Hits(wanted and given, given, wanted))
    return found


def _fresh_memory() -> str:
    """Memory of a process that loads the reader and reads one text."""
    code = (
        "from classifier.read import Reader; from models.reading import Document; "
        "from models.settings import settings; "
        "from benchmarks.classify.speed import resident; r = Reader.load(settings().var); "
        "r.read([Document(title='Bins', text='Bin strike in Leeds.')]); print(round(resident()))"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", action="store_true", help="also held-out folds of the corpus (many minutes)")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold-dev.jsonl")
    parser.add_argument("--reports", type=Path, default=SHARED / "ofsted-reports.jsonl")
    asked = parser.parse_args()
    reader = Reader.load(settings().var, lambda line: print(line, file=sys.stderr))
    if asked.gold.exists():
        gold = corpus.read(asked.gold)
        print(evaluate(asked.gold, reader).text())
        print("\n" + report("baseline: keywords", gold, baselines.keywords(gold)).text().split("\nerrors in")[0])
        found = baselines.plain(list(corpus.records()), gold)
        print("\n" + report("baseline: plain TF-IDF", gold, found).text().split("\nerrors in")[0])
    elif os.environ.get("CI"):
        sys.exit(f"{asked.gold} is absent, and CI must have it")
    else:
        print(f"{asked.gold} is absent: nothing measured on gold texts")
    if asked.reports.exists():
        total = (measure := reports(reader, asked.reports)).total
        print(f"\n{measure.name}: P {total.precision:.3f} R {total.recall:.3f} F1 {total.f1:.3f} of {total.wanted:.0f}")
    if asked.folds:
        print("\n" + held_out(corpus.records(), lambda line: print(line, file=sys.stderr)).text())
    print("\ndocuments a CPU second on one core")
    for name, rate in speeds(reader, [document(record) for record in corpus.records()[::3]]).items():
        print(f"{name:34} {rate:8.0f}")
    print(f"{'resident, loaded, MB':34} {_fresh_memory():>8}   (this benchmark: {resident():.0f})")


if __name__ == "__main__":
    main()
