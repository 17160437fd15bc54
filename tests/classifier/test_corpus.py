"""The corpus: whole records, no near-duplicates, no text of the gold file."""

from collections import Counter
from pathlib import Path

import pytest

from classifier import corpus
from classifier.tag import KINDS, tags

TRAPS = (
    "lifted",
    "ri-wording",
    "visit",
    "history",
    "follow-up",
    "other-body",
    "aggregate",
    "other-sense",
    "modality",
    "challenge",
    "comment",
)


def test_two_thousand_texts_with_ids_of_their_own() -> None:
    ids = [record["id"] for record in corpus.records()]
    assert len(ids) >= 2000
    assert len(set(ids)) == len(ids)


def test_records_use_known_tags_and_kinds_and_quote_their_evidence() -> None:
    slugs, kinds = {tag.slug for tag in tags()}, {kind.slug for kind in KINDS}
    for record in corpus.records():
        assert set(record["tags"]) <= slugs and record["kind"] in kinds, record["id"]
        for inspection in record["inspections"]:
            assert inspection["evidence"] in record["text"] or inspection["evidence"] in record["headline"], record[
                "id"
            ]


def test_every_trap_has_twenty_five_texts() -> None:
    found = Counter(record["trap"] for record in corpus.records())
    assert {trap: found[trap] for trap in (*TRAPS, "mirror") if found[trap] < 25} == {}


def test_no_two_texts_share_an_eighth_of_their_five_word_runs() -> None:
    assert corpus.alike(corpus.records(), 0.13) == []


def test_a_copied_text_is_found() -> None:
    one, two = corpus.records()[0], corpus.records()[1]
    copy = dict(one, id="copy")
    assert [(pair.first, pair.second) for pair in corpus.alike([one, two, copy], 0.5)] == [(one["id"], "copy")]


def test_no_text_is_copied_from_the_gold_file(shared: Path) -> None:
    gold = corpus.read(shared / "data" / "gold-dev.jsonl")
    ours = {record["id"] for record in corpus.records()}
    crossing = [
        pair for pair in corpus.alike([*corpus.records(), *gold], 0.2) if (pair.first in ours) != (pair.second in ours)
    ]
    assert crossing == []


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"bad\.jsonl:1"):
        corpus.read(tmp_path / "bad.jsonl")
