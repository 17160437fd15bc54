"""`python -m benchmarks.extract [--mine] [--repeat N]`: the table. Peers live in an environment under var/."""

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.extract import pages, score
from benchmarks.extract.peer import PEERS
from crawler.extract import extract
from models.draft import Refused

ENVIRONMENT = Path("var/bench-extract")
PACKAGES = (
    "trafilatura",
    "readability-lxml",
    "lxml_html_clean",
    "newspaper4k",
    "resiliparse",
    "news-please",
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=main.__doc__)
    parser.add_argument("--mine", action="store_true", help="Councilwire and trafilatura precision only")
    parser.add_argument("--repeat", type=int, default=3, help="times each is run; CPU is the median (default 3)")
    given = parser.parse_args()
    sets = {"scrapinghub": pages.scrapinghub(), "uk": pages.uk()}
    names = ["trafilatura precision"] if given.mine else list(PEERS)
    interpreter = environment()
    rows = [("councilwire", sets_of(lambda part: ours(sets[part]), given.repeat))]
    rows += [(name, sets_of(lambda part, n=name: theirs(interpreter, n, sets[part]), given.repeat)) for name in names]
    head = f"{'':22} {'F1':>6} {'prec':>6} {'recall':>6} {'exact':>6} {'pages/CPU-s':>12}   "
    print(head + f"{'UK F1':>6} {'date':>5} {'author':>6} {'title':>5} {'pages/CPU-s':>12}")
    for name, found in rows:
        print(line(name, sets, found))


def environment() -> Path:
    """The peers' own interpreter, made when it is not there yet."""
    interpreter = ENVIRONMENT / "bin" / "python"
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "uv", "venv", "-q", str(ENVIRONMENT)], check=True)
    have = subprocess.run([interpreter, "-c", "import newsplease, readability, newspaper, resiliparse, trafilatura"])
    if have.returncode:
        install = [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", str(interpreter), *PACKAGES]
        subprocess.run(install, check=True)
    return interpreter


def sets_of(run: Any, repeat: int) -> dict[str, tuple[float, list[dict[str, Any]]]]:
    """CPU seconds (median) and predictions for both sets."""
    found = {}
    for part in ("scrapinghub", "uk"):
        runs = [run(part) for _ in range(repeat)]
        found[part] = (statistics.median(cpu for cpu, _ in runs), runs[0][1])
    return found


def ours(chosen: list[pages.Page]) -> tuple[float, list[dict[str, Any]]]:
    """Councilwire, with metadata and all layers, in this process."""
    predict(chosen[0])
    before = time.process_time()
    found = [predict(page) for page in chosen]
    return time.process_time() - before, found


def predict(page: pages.Page) -> dict[str, Any]:
    """One page through `crawler.extract`."""
    try:
        draft = extract(page.body, page.url or None)
    except Refused as refused:
        return {"text": "", "error": str(refused)}
    day = draft.published[:10] if draft.published else None
    return {"text": draft.text, "title": draft.title, "authors": draft.byline, "date": day}


def theirs(interpreter: Path, name: str, chosen: list[pages.Page]) -> tuple[float, list[dict[str, Any]]]:
    """A peer, in its own process and environment."""
    script = Path(__file__).parent / "peer.py"
    with tempfile.NamedTemporaryFile(suffix=".json.gz") as file:
        packed = json.dumps([[page.url, page.body.decode("latin-1")] for page in chosen])
        Path(file.name).write_bytes(gzip.compress(packed.encode(), 1))
        done = subprocess.run([interpreter, script, name, file.name], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-500:]}")
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return result["cpu"], result["found"]


def line(name: str, sets: dict[str, list[pages.Page]], found: dict[str, tuple[float, list[dict[str, Any]]]]) -> str:
    """One row of the table."""
    cpu, texts = found["scrapinghub"]
    hub = quality(sets["scrapinghub"], texts)
    speed = len(texts) / cpu
    cpu_uk, texts_uk = found["uk"]
    uk = quality(sets["uk"], texts_uk)
    date, author, title = facts(sets["uk"], texts_uk)
    return (
        f"{name:22} {hub.f1:6.4f} {hub.precision:6.4f} {hub.recall:6.4f} {hub.accuracy:6.4f} {speed:12.1f}   "
        f"{uk.f1:6.4f} {date:5.2f} {author:6.2f} {title:5.2f} {len(texts_uk) / cpu_uk:12.1f}"
    )


def quality(chosen: list[pages.Page], found: list[dict[str, Any]]) -> score.Score:
    """The set's score."""
    return score.total(score.page(got["text"], page.text) for page, got in zip(chosen, found, strict=True))


def facts(chosen: list[pages.Page], found: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Shares of right days, author sets and titles, over the pages whose truth has them."""
    pairs = [(page.facts, got) for page, got in zip(chosen, found, strict=True) if page.facts]
    date = [told["date"] == got.get("date") for told, got in pairs if told["date"]]
    author = [names(told["authors"]) == names(got.get("authors")) for told, got in pairs if told["authors"]]
    title = [score.fold(told["title"]) == score.fold(got.get("title")) for told, got in pairs if told["title"]]
    return share(date), share(author), share(title)


def names(found: list[str] | None) -> set[str]:
    """Author names, folded."""
    return {score.fold(name) for name in found or []}


def share(right: list[bool]) -> float:
    """Share of true values; 0 where there are none."""
    return sum(right) / len(right) if right else 0.0


if __name__ == "__main__":
    main()
