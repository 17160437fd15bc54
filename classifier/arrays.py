"""Model files: arrays by name, written by skops and read back without it.

skops brings scikit-learn and all of scipy into every process that reads a text: 1.5 seconds of CPU and 80 MB. A file
that holds arrays alone needs neither. It is a zip of .npy files and a schema that names them, see
skops.io._numpy.NdArrayNode; a test holds the two ways of reading together.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import numpy as np


def write(path: Path, held: Mapping[str, np.ndarray]) -> None:
    """Write arrays to a skops file."""
    from skops import io

    io.dump(dict(held), path)


def read(path: Path) -> dict[str, np.ndarray]:
    """Read what `write` wrote. Raises OSError, BadZipFile, KeyError, TypeError or ValueError on anything else."""
    with ZipFile(path) as file:
        schema = json.loads(file.read("schema.json"))["content"]
        found = {}
        for name, node in schema.items():
            with file.open(node["file"]) as array:
                found[name] = np.lib.format.read_array(array, allow_pickle=False)
        return found
