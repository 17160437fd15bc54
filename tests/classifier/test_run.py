"""Storing readings: once, whole, by one process at a time, with people's corrections on top."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from classifier import corpus, current, train
from classifier.commands import Later
from classifier.read import Reader
from classifier.run import annotate, labels, mirror, pending
from classifier.tagger import fit
from models import Annotation, Article, Authority, Judgement, Label, Mention, Outcome, Page, Source, StoryArticle, Tag
from models.reading import Document
from models.settings import settings
from models.tag import Tagging

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WAYS = [r for r in corpus.records() if r["id"].startswith("ofsted-inadequate-0")][:12]


def stock(on: Engine, count: int = 12) -> None:
    with Session(on) as session:
        session.add(Source(name="paper", title="Paper", home="https://paper.example/"))
        session.flush()
        for number, record in enumerate(WAYS[:count], 1):
            address = f"https://paper.example/{number}"
            session.add(Page(id=number, source="paper", url=address, fetch_url=address, found=NOW))
            session.flush()
            session.add(
                Article(
                    id=number,
                    page_id=number,
                    source="paper",
                    url=address,
                    canonical_url=address,
                    title=record["headline"],
                    text=record["text"],
                    published=record["date"],
                    digest=f"d{number}",
                    first_seen=NOW,
                    updated=NOW,
                    sort_at=NOW,
                )
            )
        session.commit()


def count(on: Engine, table: type) -> int:
    with Session(on) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_every_article_is_read_once_and_tells_one_story(database: Engine, reader: Reader) -> None:
    stock(database)
    seen: list[int] = []

    def stored(session: Session, ids: Sequence[int]) -> None:
        assert session.get(Annotation, ids[0]) is not None
        seen.extend(ids)

    counts = annotate(database, reader, NOW, stored=stored)
    assert counts["tagged"] == 12 and sorted(seen) == list(range(1, 13))
    assert count(database, Annotation) == count(database, StoryArticle) == 12
    assert count(database, Judgement) == counts["judgements"] > 0 and count(database, Mention) > 0
    assert annotate(database, reader, NOW, stored=stored)["tagged"] == 0
    assert len(seen) == 12


def test_an_edited_article_is_read_again_and_keeps_no_old_rows(database: Engine, reader: Reader) -> None:
    stock(database, 3)
    annotate(database, reader, NOW)
    with Session(database) as session:
        article = session.get(Article, 2)
        assert article is not None
        article.title, article.text, article.digest = "Bins to be emptied fortnightly", "Recycling goes on.", "new"
        session.add(article)
        session.commit()
    assert pending(database, reader.digest) == [2]
    assert annotate(database, reader, NOW)["tagged"] == 1
    with Session(database) as session:
        slugs = session.exec(select(Tagging.slug).where(col(Tagging.article_id) == 2)).all()
        assert "waste-recycling" in slugs and "inspection/ofsted-inadequate" not in slugs
        assert session.exec(select(Judgement).where(col(Judgement.article_id) == 2)).all() == []


def test_a_failure_inside_a_batch_leaves_nothing_of_it(database: Engine, reader: Reader) -> None:
    stock(database, 3)

    def fails(session: Session, ids: Sequence[int]) -> None:
        raise RuntimeError("the alert could not be written")

    with pytest.raises(RuntimeError):
        annotate(database, reader, NOW, stored=fails)
    assert count(database, Annotation) == count(database, Tagging) == count(database, StoryArticle) == 0
    assert annotate(database, reader, NOW)["tagged"] == 3


def test_two_at_once_do_each_article_once(database: Engine, reader: Reader) -> None:
    stock(database)
    mirror(database)
    seen: list[int] = []
    problems: list[BaseException] = []

    def work() -> None:
        try:
            annotate(database, reader, NOW, stored=lambda session, ids: seen.extend(ids))
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == [] and sorted(seen) == list(range(1, 13))
    assert count(database, Annotation) == 12


def test_a_correction_wins_and_stays_when_another_tagger_reads(database: Engine, reader: Reader) -> None:
    stock(database, 1)
    annotate(database, reader, NOW)
    with Session(database) as session:
        session.add(Label(article_id=1, add=["planning"], remove=["children/social-care"], kind="opinion", at=NOW))
        session.commit()
    other = Reader(reader.tagger, reader.scale, reader.kinds, reader.judge, reader.linker, "another")
    assert annotate(database, other, NOW)["tagged"] == 1
    with Session(database) as session:
        rows = {t.slug: t.by for t in session.exec(select(Tagging).where(col(Tagging.article_id) == 1)).all()}
        annotation = session.get(Annotation, 1)
    assert rows["planning"] == "person" and "children/social-care" not in rows
    assert annotation is not None and annotation.kind == "opinion" and annotation.tagger == "another"
    assert [label.add for label in labels(database)] == [["planning"]]


def test_a_judgement_that_is_read_again_keeps_its_id_and_none_is_handed_out_twice(
    database: Engine, reader: Reader
) -> None:
    stock(database)
    annotate(database, reader, NOW)

    def told() -> dict[int | None, dict[str, Any]]:
        with Session(database) as session:
            return {one.id: one.model_dump() for one in session.exec(select(Judgement)).all()}

    before = told()
    another = Reader(reader.tagger, reader.scale, reader.kinds, reader.judge, reader.linker, "another")
    assert annotate(database, another, NOW + timedelta(days=1))["tagged"] == 12
    assert told() == before  # since when it has been so, too
    last = max(one["article_id"] for one in before.values())
    with Session(database) as session:
        article = session.get_one(Article, last)
        kept, article.text, article.digest = (article.text, article.digest), "Recycling goes on.", "new"
        session.add(article)
        session.commit()
        annotate(database, another, NOW)
        article.text, article.digest = kept
        session.add(article)
        session.commit()
        annotate(database, another, NOW)
    after = told()
    assert len(after) == len(before)
    assert all(one["article_id"] == last for id_, one in after.items() if id_ not in before)
    assert not any(one["article_id"] == last for id_, one in after.items() if id_ in before)


def test_tags_authorities_and_outcomes_are_mirrored_once(database: Engine) -> None:
    mirror(database)
    first = [count(database, table) for table in (Tag, Authority, Outcome)]
    mirror(database)
    assert first == [count(database, table) for table in (Tag, Authority, Outcome)]
    assert first[0] == 43 and first[1] > 400 and first[2] > 500


def test_a_correction_teaches_the_next_tagger() -> None:
    records = list(corpus.records()[::6])
    title, text = "Gull patrols begin", "Hawks will be flown over the promenade at noon to scare the herring gulls."
    label = Label(id=1, article_id=1, add=["planning"], remove=[], title=title, text=text, at=NOW)
    plain = fit(records)
    scale = train.scaled(plain, records)
    column = plain.tagger.columns.index("planning")

    def chance(tagger: object) -> float:
        scores = tagger.scores([(title, text)])  # type: ignore[attr-defined]
        return float(scale.probabilities(scores[:, :43])[0, column])

    again = train.taught(records, [train.correction(label)])
    assert chance(plain.tagger) < 0.2 < 0.5 < chance(again.tagger)


def test_a_reader_of_other_code_or_corpus_is_not_used(tmp_path: Path) -> None:
    home = tmp_path / "tagger"
    (home / "old").mkdir(parents=True)
    (home / "current").write_text("old", "utf-8")
    (home / "old" / "built.json").write_text('{"version": "of another time"}', "utf-8")
    assert current.latest(tmp_path) is None
    (home / "old" / "built.json").write_text(f'{{"version": "{current.version()}"}}', "utf-8")
    assert current.latest(tmp_path) == home / "old"


def test_where_nothing_waits_the_tagger_is_not_loaded(tmp_path: Path) -> None:
    script = (
        "import sys\nimport councilwire\nfrom models.database import engine, migrate\n"
        "on = engine(sys.argv[1])\nmigrate(on)\nassert councilwire._annotate(on)['tagged'] == 0\n"
        "print([name for name in ('sklearn', 'scipy', 'skops') if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, f"sqlite:///{tmp_path / 'empty.sqlite'}"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n", "a crawl that brings nothing waits for libraries it does not need"


def test_a_tagger_that_is_loaded_later_is_the_one_in_use(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classifier.commands.reader", lambda: reader)
    later = Later()
    assert later.digest == current.digest(settings().var)
    text = Document(title="Ofsted finds Dudley inadequate", text="Ofsted judged Dudley council inadequate on Monday.")
    assert later.read([text]) == reader.read([text])
    assert later.digest == reader.digest
