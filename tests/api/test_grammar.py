"""The search grammar: what it reads, and how it says what it cannot read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.grammar import (
    DEEPEST,
    FIELDS,
    LONGEST,
    MOST,
    And,
    Field,
    Not,
    Or,
    QueryError,
    Words,
    both,
    leaves,
    parse,
    without,
)


def test_words_side_by_side_bind_stronger_than_or() -> None:
    tree = parse("a b OR c")
    assert isinstance(tree, Or)
    assert isinstance(tree.parts[0], And) and tree.parts[1] == Words("c", 7)


def test_minus_and_not_leave_out_and_twice_is_once_again() -> None:
    assert parse("-a") == Not(Words("a", 1)) == parse("-a")
    assert isinstance(parse("NOT a"), Not)
    assert parse("NOT NOT a") == Words("a", 8)


def test_a_phrase_stays_together_and_a_star_makes_a_prefix() -> None:
    assert parse('"no longer  inadequate"') == Words("no longer inadequate", 0)
    assert parse("child*") == Words("child", 0, prefix=True)


def test_a_field_takes_a_word_or_a_phrase() -> None:
    assert parse("tag:send") == Field("tag", "send", 0)
    assert parse('region:"West Midlands"') == Field("region", "West Midlands", 0)
    assert parse("GRADE:good") == Field("grade", "good", 0)


def test_punctuation_beside_words_asks_for_nothing() -> None:
    assert parse("Cornwall – housing") == And((Words("Cornwall", 0), Words("housing", 11)))
    assert parse("😀 housing *") == Words("housing", 2)
    assert parse("") is None and parse("  ") is None


@pytest.mark.parametrize("query", ["😀", "*", " – ", '"!"', "-…"])
def test_a_query_without_any_word_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="there is no word to search for"):
        parse(query)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_without_a_value_is_told_what_to_write(name: str) -> None:
    for query in (f"bins {name}:", f"bins {name.upper()}: x", f"bins {name}:(x)", f'bins {name}:""', f"bins -{name}:"):
        with pytest.raises(
            QueryError, match=f"{name}: needs a value right behind the colon, such as {name}:[^ ]"
        ) as fault:
            parse(query)
        assert fault.value.at == query.lower().index(name)


def test_a_word_with_a_colon_is_no_field_without_a_value() -> None:
    assert parse("Bins: debate") == And((Words("Bins:", 0), Words("debate", 6)))


def test_an_address_is_words_and_not_a_field() -> None:
    assert parse("https://example.org/a") == Words("https://example.org/a", 0)


@pytest.mark.parametrize(
    ("query", "at", "near"),
    [
        ("tga:send", 0, "tag"),
        ("a authorty:x", 2, "authority"),
        ("a (b", 2, None),
        ("a)", 1, None),
        ('a "b', 2, None),
        ("OR a", 0, None),
        ("AND a", 0, None),
        ("()", 1, None),
        ("a\x00b", 1, None),
        ("colour:red", 0, None),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_nearest_word(query: str, at: int, near: str | None) -> None:
    with pytest.raises(QueryError) as fault:
        parse(query)
    assert (fault.value.at, fault.value.nearest) == (at, near)


@pytest.mark.parametrize(
    "query", ["a" * (LONGEST + 1), "a " * (MOST + 1), "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1)]
)
def test_queries_have_an_end(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


@given(st.text(max_size=200))
@example('((a OR "b c") -tag:x) since:7d')
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_tree_or_a_told_fault(query: str) -> None:
    try:
        tree = parse(query)
    except QueryError as fault:
        assert 0 <= fault.at <= len(query) and fault.message
    else:
        assert tree is None or [*leaves(tree), *leaves(tree, False)]


def test_a_facet_is_counted_without_its_own_filter() -> None:
    own = Or((Field("tag", "a", "tag"), Field("tag", "b", "tag")))
    query = parse("tag:send grade:good words")
    others = both(query, Field("tag", "c", "tag_all"), Not(Field("tag", "d", "tag_not")))
    assert without(both(others, own), "tag") == others  # what a value's link leaves as it is stays
    assert without(own, "tag") is None and without(query, "tag") == query
