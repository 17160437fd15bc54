"""What a working process tells the run that started it, while it works: counts, and what could not be done."""

from collections.abc import Callable
from typing import Any

Note = dict[str, Any]
_tell: list[Callable[[Note], None]] = []


def listen(tell: Callable[[Note], None]) -> None:
    """From now on every note of this process goes to `tell`."""
    _tell[:] = [tell]


def note(**said: Any) -> None:
    """Tell of `counts` (word → number), `problems` (lines), or the `source` and `error` of one that stopped."""
    for tell in _tell:
        tell(said)
