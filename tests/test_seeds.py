"""The two documents the project began with come out clean and tagged."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from classifier.read import Reader
from classifier.run import annotate
from crawler.extract import extract_text
from crawler.store import article
from models.columns import now
from models.judgement import Judgement
from models.page import Page
from models.reading import Document, Reading
from models.settings import settings
from models.source import Source
from models.story import StoryArticle

LOCALGOV = "localgov-dudley-2016-04-06.txt"
CYPNOW = "cypnow-dudley-2016-04.txt"
STORY_ENDS = {LOCALGOV: "Catastrophic system failure image", CYPNOW: "Register Now to Continue Reading"}
DUDLEY = "E08000027"


def story(seed: Path) -> list[str]:
    """The paragraphs a reader would call the story."""
    before = seed.read_text(encoding="utf-8").split(STORY_ENDS[seed.name])[0]
    lines = [line.strip() for line in before.splitlines() if line.strip()]
    return lines[2:] if seed.name == LOCALGOV else lines  # byline with date, and headline


def read(seed: Path) -> tuple[Document, Reading]:
    draft = extract_text(seed.read_text(encoding="utf-8"))
    document = Document(id=seed.name, title=draft.title or "", text=draft.text, published=draft.published)
    return document, Reader.load(settings().var).read([document])[0]


@pytest.mark.parametrize("name", [LOCALGOV, CYPNOW])
def test_a_seed_keeps_its_story_and_nothing_else(shared: Path, name: str) -> None:
    draft = extract_text((shared / "seeds" / name).read_text(encoding="utf-8"))
    assert draft.text.split("\n\n") == story(shared / "seeds" / name)
    assert draft.removed and all(block.why and block.text for block in draft.removed)


def test_only_what_a_seed_states_is_claimed(shared: Path) -> None:
    stated = extract_text((shared / "seeds" / LOCALGOV).read_text(encoding="utf-8"))
    assert (stated.byline, stated.published) == (["William Eichler"], "2016-04-06")
    assert stated.title == "Council’s children's services ‘inadequate’, Ofsted warn"
    silent = extract_text((shared / "seeds" / CYPNOW).read_text(encoding="utf-8"))
    assert (silent.byline, silent.published, silent.modified) == ([], None, None)
    assert silent.access == "registration"


@pytest.mark.parametrize(("name", "grade"), [(LOCALGOV, "inadequate"), (CYPNOW, None)])
def test_a_seed_is_an_ofsted_failure_of_dudley(shared: Path, name: str, grade: str | None) -> None:
    _, reading = read(shared / "seeds" / name)
    assert "inspection/ofsted-inadequate" in {found.tag for found in reading.tags}
    current = [found for found in reading.judgements if found.is_current]
    assert {(found.authority.gss, found.inspectorate, found.grade) for found in current} == {(DUDLEY, "Ofsted", grade)}
    assert reading.failing_now
    assert {found.gss for found in reading.authorities if found.role == "subject"} == {DUDLEY}
    assert not any("Essex" in found.name for found in reading.authorities)


@pytest.mark.parametrize("name", [LOCALGOV, CYPNOW])
def test_every_evidence_of_a_seed_stands_in_its_text(shared: Path, name: str) -> None:
    document, reading = read(shared / "seeds" / name)
    evidence = [e for found in reading.tags for e in found.evidence] + [j.evidence for j in reading.judgements]
    assert evidence
    for one in evidence:
        assert getattr(document, one.field)[one.start : one.end] == one.text


def test_both_tellings_are_one_story_and_it_carries_the_grade(shared: Path, database: Engine) -> None:
    at = now()
    with Session(database) as session:
        for number, name in enumerate((LOCALGOV, CYPNOW), 1):
            draft = extract_text((shared / "seeds" / name).read_text(encoding="utf-8"), f"https://{number}.example/")
            page = Page(url=draft.url or "", fetch_url="", source=name, found=at)
            session.add_all([Source(name=name, title=name, home=""), page])
            session.flush()
            session.add(article(page, draft, draft.url or "", at))
        session.commit()
    annotate(database, Reader.load(settings().var), at)
    with Session(database) as session:
        stories = set(session.exec(select(StoryArticle.story_id)))
        grades = set(session.exec(select(Judgement.grade).where(Judgement.gss == DUDLEY, col(Judgement.is_current))))
    assert len(stories) == 1
    assert grades == {"inadequate", None}
