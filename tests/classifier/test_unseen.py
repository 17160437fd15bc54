"""Quality on 120 texts that nothing was learnt from and no rule was written for.

They were written, and labelled a second time without sight of the first labels, in knowledge of the field's rules and
neither of the classifier nor of its corpus. Who mends an error by reading one makes them useless: write new ones.
"""

from pathlib import Path

import pytest

from classifier import corpus
from classifier.evaluate import Report, evaluate
from classifier.read import Reader

UNSEEN = Path(__file__).parent / "unseen.jsonl"


@pytest.fixture(scope="module")
def unseen(reader: Reader) -> Report:
    return evaluate(UNSEEN, reader)


def test_no_text_stands_in_the_corpus() -> None:
    records = corpus.read(UNSEEN)
    ids = {record["id"] for record in records}
    assert len(ids) == len(records) == 120
    assert [
        pair for pair in corpus.alike([*corpus.records(), *records], 0.125) if {pair.first, pair.second} & ids
    ] == []


def test_failures_keep_their_floor(unseen: Report) -> None:
    found = unseen.measure("Ofsted failures").total
    assert found.precision >= 0.94 and found.recall >= 0.94
    assert unseen.measure("failing now").total.f1 >= 0.95


def test_judgements_and_authorities_keep_their_floor(unseen: Report) -> None:
    assert unseen.measure("judgements").total.f1 >= 0.83
    assert unseen.measure("subjects").total.f1 >= 0.93


def test_tags_and_kinds_keep_their_floor(unseen: Report) -> None:
    assert unseen.micro >= 0.88 and unseen.macro >= 0.86
    assert unseen.kind[0] / unseen.kind[1] >= 0.95
    assert unseen.calibration <= 0.05
