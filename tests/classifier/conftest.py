"""What the classifier's tests share: one linker and one judge, fitted once on the corpus."""

import pytest

from classifier.corpus import records
from classifier.judge import Judge
from classifier.link import Linker


@pytest.fixture(scope="session")
def linker() -> Linker:
    """A linker that has learnt roles."""
    return Linker.fit(records())


@pytest.fixture(scope="session")
def judge(linker: Linker) -> Judge:
    """A judge fitted on the whole corpus."""
    return Judge.fit(records(), linker)
