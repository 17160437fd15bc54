"""Progress of long work on standard error: bars on a terminal, a plain line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Step = Callable[[int, int], None]  # done, of all (0: not known yet)
EVERY = 10.0  # seconds between two plain lines


@contextmanager
def shown(what: str) -> Iterator[Step]:
    """A function that is told how far the work is; the bar or the last line stays when the block ends."""
    console = Console(stderr=True)
    if console.is_terminal:
        columns = (SpinnerColumn(), TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn())
        ours = sys.stdout.isatty()  # else what is printed belongs in the file or pipe it was sent to
        with Progress(*columns, TimeElapsedColumn(), console=console, redirect_stdout=ours) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total or None)
        return
    last = [time.monotonic()]

    def line(done: int, total: int) -> None:
        if time.monotonic() - last[0] >= EVERY:
            last[0] = time.monotonic()
            print(f"{what}: {done} of {total}" if total else f"{what}: {done}", file=sys.stderr, flush=True)

    yield line
