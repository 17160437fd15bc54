"""What a process of the trafilatura pool does; by itself, so that the processes import nothing else."""

from pathlib import Path

import trafilatura


def read(path: Path, options: dict[str, bool]) -> bool:
    """Extract one saved page; whether anything came of it."""
    return bool(trafilatura.extract(path.read_bytes(), **options))
