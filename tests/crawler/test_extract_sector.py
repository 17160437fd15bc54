"""Clean text on test sites of the sector: nothing foreign, nothing lost."""

from itertools import chain
from types import ModuleType

import pytest

from crawler import template
from demo.content import SITES
from demo.pages import build_site
from demo.truth import truth
from tests.pages import fresh, held, measure, rough, sector, strange, unseen

MADE = [*sector.pages(), *unseen.pages()]
ODD = [*strange.pages(), *fresh.pages(), *rough.pages()]


@pytest.mark.parametrize("remember", [False, True], ids=["first-pages", "with-memory"])
@pytest.mark.parametrize("made", MADE, ids=[made[0].site for made in MADE])
def test_a_site_comes_out_clean_and_whole(made: list[sector.Made], remember: bool) -> None:
    found = measure.measure(made, remember=remember)
    assert found.left <= found.furniture * 0.01, found.faults
    assert found.kept == found.story, found.faults
    assert found.clean >= found.pages * 0.95, found.faults


@pytest.mark.parametrize("remember", [False, True], ids=["first-pages", "with-memory"])
@pytest.mark.parametrize("room", [strange, fresh, rough], ids=lambda room: room.__name__.rsplit(".", 1)[-1])
def test_sites_with_strange_markup_come_out_clean_and_whole(room: ModuleType, remember: bool) -> None:
    found = measure.Clean()
    for made in room.pages():
        found.add(measure.measure(made, remember=remember))
    assert found.left <= found.furniture * 0.01, found.faults
    assert found.kept == found.story, found.faults
    assert found.clean >= found.pages * 0.90, found.faults


@pytest.mark.parametrize("remember", [False, True], ids=["first-pages", "with-memory"])
def test_sites_that_nothing_was_learnt_from_keep_their_floor(remember: bool) -> None:
    found = measure.Clean()
    for made in held.pages():
        found.add(measure.measure(made, remember=remember))
    assert found.left <= found.furniture * 0.03
    assert found.kept == found.story
    assert found.clean >= found.pages * 0.80


@pytest.mark.parametrize("pages", [3, 4, 6])
def test_a_young_memory_loses_nothing(pages: int) -> None:
    for made in chain(MADE[::2], ODD[::2], list(held.pages())[::2]):
        found = measure.measure(made, remember=True, first=pages)
        assert found.kept == found.story, (made[0].site, found.faults)


def test_hashed_names_are_no_hindrance() -> None:
    assert {made[0].site.removesuffix("-hashed") for made in MADE} == {made[0].site for made in MADE[::2]}
    assert "article-col" not in next(made[0].html for made in MADE if made[0].site == "town-daily-hashed")


def test_bylines_dates_and_walls_are_told() -> None:
    faults = chain.from_iterable(measure.measure(made, remember=False).faults for made in [*MADE, *ODD])
    assert [fault for fault in faults if ": byline" in fault or ": published" in fault or ": access" in fault] == []


@pytest.mark.parametrize("remember", [False, True], ids=["first-pages", "with-memory"])
@pytest.mark.parametrize("site", SITES)
def test_the_demo_newsroom_comes_out_with_nothing_foreign_and_nothing_lost(site: str, remember: bool) -> None:
    built = build_site(site, "http://127.0.0.1:8101", 1)
    stories = [told for told in truth() if told.site == site and told.expect.stored]
    memory = template.remember([built[told.path].body for told in stories]) if remember else None
    for told in stories:
        found = built[told.path]
        draft = measure.extract(found.body, "http://127.0.0.1:8101" + told.path, (), found.content_type, None, memory)
        got = [measure.fold(line) for line in draft.text.splitlines() if measure.fold(line)]
        must = [measure.fold(text) for text in (*told.paragraphs, *told.subheads, *told.rows)]
        may = {measure.fold(text) for text in (*told.optional, told.title)}
        assert [line for line in got if line not in may and line not in must] == [], told.slug
        assert [line for line in must if line not in got] == [], told.slug
        assert draft.title == told.title and tuple(draft.byline) == told.byline and draft.access == told.access
        assert draft.published == (told.published.isoformat() if told.published and told.published_on_page else None)
