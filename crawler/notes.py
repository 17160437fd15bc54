"""What a working process tells the run that started it, while it works: counts, and what could not be done."""

import json
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Note = dict[str, Any]
_tell: list[Callable[[Note], None]] = []


def send_to(pipe: Connection) -> None:
    """From now on every note of this process goes into a pipe; when nobody holds its other end, the process ends."""
    talking = threading.Lock()  # notes come from several threads

    def tell(said: Note) -> None:
        try:
            with talking:
                pipe.send_bytes(json.dumps(said).encode())
        except OSError:
            os._exit(3)

    listen(tell)


def listen(tell: Callable[[Note], None]) -> None:
    """From now on every note of this process goes to `tell`."""
    _tell[:] = [tell]


def note(**said: Any) -> None:
    """Tell of `counts` (word → number), `problems` (lines), `later` (sources whose rest goes to the next run), or that
    the archive is `emptied`: no page in it waits for extraction any more."""
    for tell in _tell:
        tell(said)
