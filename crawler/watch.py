"""A worker notices when its parent is gone, however it went, and goes too."""

import os
import threading
from multiprocessing.connection import Connection


def end_with_parent(lifeline: Connection) -> None:
    """Watch the pipe whose other end only the parent holds; when it closes, end at once.

    What the process was doing stays leased in the database and is done again when the lease runs out.
    """

    def watch() -> None:
        try:
            lifeline.recv_bytes()
        except (EOFError, OSError):
            os._exit(3)

    threading.Thread(target=watch, daemon=True, name="lifeline").start()
