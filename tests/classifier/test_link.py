"""Names of authorities: found by form and day, never by accident."""

import json
from datetime import date
from pathlib import Path

import pytest

from classifier.gazetteer import bodies, places
from classifier.link import Linker, authorities
from classifier.names import spans


def _named(text: str, on: date | None = date(2024, 1, 1)) -> list[str]:
    return [gss for span in spans(text, on) for gss in span.gss]


@pytest.mark.parametrize(
    ("text", "gss"),
    [
        ("Stoke-on-Trent City Council has voted", "E06000021"),
        ("the London Borough of Sutton's leader", "E09000029"),
        ("St. Helens council", "E08000013"),
        ("B&NES councillors", "E06000022"),
        ("King’s Lynn & West Norfolk borough council", "E07000146"),
        ("Surrey CC said", "E10000030"),
        ("DUDLEY COUNCIL FAILS", "E08000027"),
        ("North East Lincolnshire Council", "E06000012"),
    ],
)
def test_official_and_short_forms_are_found(text: str, gss: str) -> None:
    assert _named(text) == [gss]


def test_longest_name_wins_over_the_names_inside_it() -> None:
    assert _named("South Gloucestershire and Gloucestershire met North Lincolnshire") == [
        "E06000025",
        "E10000013",
        "E06000013",
    ]


def test_lower_case_words_are_never_authorities() -> None:
    assert _named("she was reading, barking, and will bury the hull") == []


def test_a_direction_before_a_name_makes_it_another_place() -> None:
    assert _named("East Surrey Hospital and New York") == []


def test_the_same_name_is_another_council_after_reorganisation() -> None:
    assert _named("Somerset", date(2022, 5, 1)) == ["E10000027"]
    assert _named("Somerset", date(2024, 5, 1)) == ["E06000066"]
    assert _named("Dorset", date(2018, 5, 1)) == ["E10000009"]
    assert _named("Dorset", date(2020, 5, 1)) == ["E06000059"]


def test_an_abolished_council_is_linked_only_by_its_full_name() -> None:
    assert _named("Northamptonshire County Council issued a notice", date(2023, 1, 1)) == ["E10000021"]
    assert _named("a road in Northamptonshire", date(2023, 1, 1)) == []


def test_newcastle_is_the_staffordshire_one_where_the_text_says_so() -> None:
    assert _named("Newcastle council") == ["E08000021"]
    assert _named("Newcastle council in Staffordshire")[0] == "E07000195"


def test_a_trust_stands_for_the_councils_that_answer_for_it() -> None:
    assert _named("Slough Children First said") == ["E06000039"]
    assert set(_named("Northamptonshire Children's Trust said")) == {"E06000061", "E06000062"}


def test_every_row_of_the_gazetteer_is_sound() -> None:
    known = places()
    assert len(known) > 440
    for place in known.values():
        assert place.source and place.name and place.nation
        assert set(place.successor) <= set(known)
        assert set(place.neighbours) <= set(known)
        assert not (place.start and place.end) or place.start < place.end
    assert all(set(body.gss) <= set(known) for body in bodies())


def test_every_current_authority_is_found_by_its_own_name() -> None:
    missed = [
        p.name
        for p in places().values()
        if p.end is None and p.gss not in _named(f"Today {p.name} met.", date(2026, 1, 1))
    ]
    assert missed == []


def test_offsets_point_at_the_name(linker: Linker) -> None:
    title, text = "Wirral in the red", "Wirral Council and Reading Borough Council were warned, the LGA said."
    for mention in linker.link(title, text, "2024-05-01"):
        content = title if mention.field == "title" else text
        assert content[mention.start : mention.end].split()[0] in mention.name or "Wirral" in content


def test_hostile_texts_do_not_break_linking(linker: Linker) -> None:
    for text in ("", "\x00\ud800", "<b>" * 5000, "Leeds " * 20000, "ŁÓDŹ " * 500):
        assert isinstance(linker.link(text[:100], text, "not a date"), list)


def test_subjects_of_the_real_stories_are_found(linker: Linker, shared: Path) -> None:
    """Floor for subjects by linking alone; with judgements (test_judge) it is higher."""
    right = wrong = missed = 0
    for line in (shared / "data/gold-dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        want = {i["authority_gss"] for i in row["inspections"] if i["authority_gss"]}
        if want:
            found = authorities(linker.link(row["headline"], row["text"], row["date"]))
            got = {a.gss for a in found if a.role == "subject"}
            right, wrong, missed = right + len(want & got), wrong + len(got - want), missed + len(want - got)
    assert 2 * right / (2 * right + wrong + missed) >= 0.88
