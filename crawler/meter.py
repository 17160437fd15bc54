"""CPU seconds by stage, as each process counts its own and the run's report adds them up."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_spent: dict[str, float] = {}
_adding = threading.Lock()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count what this thread spends in the block."""
    before = time.thread_time()
    try:
        yield
    finally:
        add(name, time.thread_time() - before)


def add(name: str, seconds: float) -> None:
    """Count seconds that are known already."""
    with _adding:
        _spent[name] = _spent.get(name, 0.0) + seconds


def spent(rest: str) -> dict[str, float]:
    """All that was counted, and under the name of `rest` what this process spent besides."""
    return {**_spent, rest: _spent.get(rest, 0.0) + time.process_time() - sum(_spent.values())}
