"""What the classifier's tests share: the reader that `make setup` trained, and the tagger's held-out scores."""

import json
from pathlib import Path

import pytest

from classifier.corpus import records
from classifier.current import latest
from classifier.judge import Judge
from classifier.link import Linker
from classifier.read import Reader
from classifier.tagger import Fitted, fit
from classifier.train import train
from models.settings import settings


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """All parts, trained by this code on the corpus alone: those in use, or others where a person's corrections were
    taught to them."""
    folder = latest(settings().var)
    if folder and not _corrections(folder):
        return Reader.open(folder)
    return train(tmp_path_factory.mktemp("var"))


def _corrections(folder: Path) -> int:
    return int(json.loads((folder / "built.json").read_text("utf-8"))["corrections"])


@pytest.fixture(scope="session")
def judge(reader: Reader) -> Judge:
    """Its judge."""
    return reader.judge


@pytest.fixture(scope="session")
def linker(reader: Reader) -> Linker:
    """Its linker."""
    return reader.linker


@pytest.fixture(scope="session")
def fitted() -> Fitted:
    """The tagger fitted on the whole corpus, with its held-out scores."""
    return fit(records())
