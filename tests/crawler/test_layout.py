"""The layout monitor speaks when a source's pages come out unlike before, and only then."""

from crawler.layout import Shape, trouble

USUAL = [Shape(3000 + n * 37 % 900, 180, 1200, True) for n in range(24)]


def test_a_source_as_it_always_was_is_no_trouble() -> None:
    assert trouble(USUAL) is None


def test_text_that_shrinks_and_dates_that_vanish_are_told() -> None:
    broken = [Shape(400, 20, 3800, False)] * 8
    told = trouble(USUAL + broken) or ""
    assert "usual text" in told and "first paragraph" in told and "share taken out" in told and "date" in told


def test_a_young_source_is_not_judged() -> None:
    assert trouble([Shape(3000, 180, 1200, True)] * 10 + [Shape(10, 10, 10, False)] * 8) is None
