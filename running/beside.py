"""A councilwire command as a process of its own, which ends when this one does, however this one ends."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOOR = Path(__file__).parent.parent / "councilwire.py"


def command(*arguments: str) -> list[str]:
    """The command line of another councilwire process."""
    return [sys.executable, str(DOOR), *arguments]


@contextmanager
def beside(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command beside this one. It holds the reading end of a pipe of ours, and goes when the pipe closes."""
    reading, writing = os.pipe()
    environment = os.environ | {"COUNCILWIRE_LIFELINE": str(reading)}
    process = subprocess.Popen(command(*arguments), pass_fds=(reading,), env=environment)
    os.close(reading)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(writing)
