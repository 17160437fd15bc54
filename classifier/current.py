"""Which reader is in use; known without loading it, or the library that fitted it."""

import hashlib
import json
from functools import cache
from importlib import metadata
from pathlib import Path

from classifier import corpus

_HERE = Path(__file__).parent


@cache
def version() -> str:
    """Names corpus, code and library: a reader of another version is not used."""
    total = hashlib.sha256(f"{corpus.digest()} {metadata.version('scikit-learn')}".encode())
    for path in sorted((*_HERE.glob("*.py"), *_HERE.glob("tags/*.py"), *_HERE.glob("gazetteer/*"))):
        if path.is_file():
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def latest(var: Path) -> Path | None:
    """The folder of the reader in use, if it was built from this corpus by this code."""
    try:
        folder = var / "tagger" / (var / "tagger" / "current").read_text("utf-8").strip()
        built = json.loads((folder / "built.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return folder if built.get("version") == version() else None


def digest(var: Path) -> str:
    """The digest of the reader in use; empty where there is none for this corpus and this code."""
    folder = latest(var)
    try:
        return str(json.loads((folder / "reader.json").read_text("utf-8"))["digest"]) if folder else ""
    except (OSError, ValueError, KeyError):
        return ""
