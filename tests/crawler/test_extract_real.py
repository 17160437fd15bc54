"""Clean text on real pages: quality has a floor, and the two documents a desk handed us come out whole."""

from pathlib import Path

from benchmarks.extract import pages
from benchmarks.extract.__main__ import facts, predict, quality
from crawler.extract import extract_text


def test_quality_on_the_scrapinghub_pages_keeps_its_floor(shared: Path) -> None:
    chosen = pages.scrapinghub(shared / "benchmarks" / "scrapinghub")
    assert quality(chosen, [predict(page) for page in chosen]).f1 >= 0.970


def test_quality_on_real_uk_pages_keeps_its_floor(shared: Path) -> None:
    chosen = pages.uk(shared / "pages")
    found = [predict(page) for page in chosen]
    assert quality(chosen, found).f1 >= 0.950
    date, author, title = facts(chosen, found)
    assert date == 1.0 and author >= 0.96 and title >= 0.85


def test_a_trade_daily_s_page_saved_as_text_gives_its_story(shared: Path) -> None:
    text = (shared / "seeds" / "localgov-dudley-2016-04-06.txt").read_text(encoding="utf-8")
    draft = extract_text(text)
    lines = [line for line in text.splitlines() if line.strip()]
    assert draft.title == lines[1] and draft.byline == ["William Eichler"] and draft.published == "2016-04-06"
    assert draft.text.split("\n\n") == lines[2:12]
    assert {"teaser", "sign-up", "job-module", "partner-content"} <= {block.why for block in draft.removed}


def test_a_magazine_s_page_saved_as_text_gives_its_story_and_invents_nothing(shared: Path) -> None:
    text = (shared / "seeds" / "cypnow-dudley-2016-04.txt").read_text(encoding="utf-8")
    draft = extract_text(text)
    story = [line for line in text.split("Register Now")[0].splitlines() if line.strip()]
    assert draft.text.split("\n\n") == story
    assert (draft.title, draft.byline, draft.published, draft.access) == (None, [], None, "registration")
