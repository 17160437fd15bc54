"""Documents a second on one core, in CPU time, and memory."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits

from classifier.read import Reader
from models.reading import Document

REPEATS = 3


def _rate(work: Callable[[], object], count: int) -> float:
    """The best of some runs, in documents a CPU second."""
    best = 0.0
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        best = max(best, count / (time.process_time() - began))
    return best


def speeds(reader: Reader, documents: Sequence[Document]) -> dict[str, float]:
    """Tags in batches of 256, tags one at a time, and everything (judge, link, evidence) in batches."""
    texts = [(document.title, document.text) for document in documents]
    with threadpool_limits(1):
        return {
            "tags, batched": _rate(
                lambda: [reader.tag(texts[n : n + 256]) for n in range(0, len(texts), 256)], len(texts)
            ),
            "tags, one at a time": _rate(lambda: [reader.tag([text]) for text in texts], len(texts)),
            "everything, batched": _rate(
                lambda: [reader.read(documents[n : n + 256]) for n in range(0, len(documents), 256)], len(documents)
            ),
        }


def resident() -> float:
    """Most memory this process has held, in MB. Linux counts into ru_maxrss what its parent held when it was begun."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024
