"""A worker notices when its parent is gone, however it went, and goes too."""

import contextlib
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(
    lifeline: Connection,
    told: threading.Event | None = None,
    beat: Callable[[], None] = lambda: None,
    every: float | None = None,
) -> None:
    """Watch the pipe whose other end only the parent holds; when it closes, end at once.

    A message through it sets `told`; `every` so many seconds without one, `beat` is called. What the process was doing
    stays leased in the database, and is free as soon as anybody notices that its holder is dead. On Linux the kernel
    watches as well, for the case that a library holds the interpreter's lock.
    """
    _let_the_kernel_watch()

    def watch() -> None:
        try:
            while True:
                if not lifeline.poll(every):
                    beat()
                    continue
                lifeline.recv_bytes()
                if told is not None:
                    told.set()
        except (EOFError, OSError):
            os._exit(3)

    threading.Thread(target=watch, daemon=True, name="lifeline").start()


def _let_the_kernel_watch() -> None:
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
