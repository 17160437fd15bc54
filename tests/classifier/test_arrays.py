"""Model files: what skops writes is read back without it, and nothing but arrays ever is."""

import subprocess
import sys
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np
import pytest
from skops import io

from classifier import arrays


def test_skops_reads_the_same(tmp_path: Path) -> None:
    held = {"weights": np.arange(6, dtype=np.float32).reshape(2, 3), "names": np.frombuffer(b"a\nb", np.uint8)}
    arrays.write(tmp_path / "one.skops", held)
    theirs, ours = io.load(tmp_path / "one.skops", trusted=[]), arrays.read(tmp_path / "one.skops")
    assert list(ours) == list(theirs) == list(held)
    for name, array in held.items():
        assert np.array_equal(ours[name], array) and np.array_equal(theirs[name], array)
        assert ours[name].dtype == array.dtype


def test_objects_are_refused(tmp_path: Path) -> None:
    io.dump({"scale": {"slope": 1}}, tmp_path / "nested.skops")
    with pytest.raises(KeyError):
        arrays.read(tmp_path / "nested.skops")
    np.save(tmp_path / "pickled.npy", np.array([{}], dtype=object), allow_pickle=True)
    with ZipFile(tmp_path / "pickled.skops", "w") as file:
        file.write(tmp_path / "pickled.npy", "1.npy")
        file.writestr("schema.json", '{"content": {"weights": {"file": "1.npy"}}}')
    with pytest.raises(ValueError, match="pickle"):
        arrays.read(tmp_path / "pickled.skops")
    (tmp_path / "torn.skops").write_bytes((tmp_path / "nested.skops").read_bytes()[:40])
    with pytest.raises(BadZipFile):
        arrays.read(tmp_path / "torn.skops")


def test_reading_a_text_needs_no_scikit_learn() -> None:
    code = "import sys, classifier.run, classifier.read; print([n for n in ('sklearn', 'skops') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
