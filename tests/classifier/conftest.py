"""What the classifier's tests share: one linker and one judge, fitted once on the corpus."""

import pytest

from classifier.corpus import records
from classifier.judge import Judge
from classifier.link import Linker
from classifier.read import Reader
from classifier.tagger import Fitted, fit
from classifier.train import kinds, scaled


@pytest.fixture(scope="session")
def linker() -> Linker:
    """A linker that has learnt roles."""
    return Linker.fit(records())


@pytest.fixture(scope="session")
def judge(linker: Linker) -> Judge:
    """A judge fitted on the whole corpus."""
    return Judge.fit(records(), linker)


@pytest.fixture(scope="session")
def fitted() -> Fitted:
    """The tagger fitted on the whole corpus, with its held-out scores."""
    return fit(records())


@pytest.fixture(scope="session")
def reader(fitted: Fitted, judge: Judge, linker: Linker) -> Reader:
    """All parts together, as training puts them."""
    return Reader(fitted.tagger, scaled(fitted, records()), kinds(fitted, records()), judge, linker, "test")
