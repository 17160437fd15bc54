"""The main job end to end: the demo newsroom is crawled over HTTP, cleaned, tagged, stored, and told again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from classifier.read import Reader
from classifier.run import annotate
from crawler import run
from demo.content import SITES
from demo.newsroom import Newsroom
from demo.tour import doors, sources
from demo.truth import Truth, truth
from models.article import Article, Revision
from models.columns import now
from models.judgement import Judgement
from models.page import Page
from models.settings import settings
from models.story import StoryArticle
from models.tag import Annotation, Tagging


class Wire(NamedTuple):
    """A newsroom, the database it was crawled into, and how to crawl it again."""

    on: Engine
    newsroom: Newsroom
    crawl: Callable[[], run.Report]

    def articles(self) -> dict[str, Article]:
        """Stored articles by address."""
        with Session(self.on) as session:
            return {article.url: article for article in session.execute(select(Article)).scalars()}

    def told(self, edition: int) -> dict[str, Truth]:
        """The truth by address, of the stories that are stored."""
        known = (one for one in truth(edition) if one.expect.stored)
        return {self.newsroom.sites[one.site] + one.path: one for one in known}


@pytest.fixture(scope="module")
def wire(fresh: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    folder = tmp_path_factory.mktemp("demo")
    on = fresh(folder)
    reader = Reader.load(settings().var)
    with Newsroom() as newsroom:
        files = sources(newsroom, folder / "sources")

        def crawl() -> run.Report:
            report = run.crawl(on, SITES, doors=doors(newsroom), delay=0, folder=str(files))
            annotate(on, reader, now())
            return report

        assert crawl().errors == []
        yield Wire(on, newsroom, crawl)


def test_every_story_is_stored_once_and_nothing_else(wire: Wire) -> None:
    assert set(wire.articles()) == set(wire.told(1))


def test_stories_come_out_whole_and_clean(wire: Wire) -> None:
    articles = wire.articles()
    for url, one in wire.told(1).items():
        lines = [line for line in articles[url].text.split("\n") if line.strip()]
        missing = [text for text in one.paragraphs if text not in lines]
        allowed = {*one.paragraphs, *one.subheads, *one.rows, *one.optional}
        foreign = [line for line in lines if line not in allowed]
        assert not missing and not foreign, (url, missing, foreign)
        assert [line for line in lines if line in one.paragraphs] == list(one.paragraphs), url


def test_titles_bylines_and_dates_are_the_pages_own(wire: Wire) -> None:
    articles = wire.articles()
    for url, one in wire.told(1).items():
        found = articles[url]
        assert (found.title, tuple(found.byline)) == (one.title, one.byline), url
        assert (found.published is None) == (one.published is None), url
        if one.published is not None:
            assert found.published_at == one.published, url


def test_ofsted_failures_are_found_and_nothing_else_is(wire: Wire) -> None:
    with Session(wire.on) as session:
        slug = col(Tagging.slug) == "inspection/ofsted-inadequate"
        tagged = set(session.execute(select(Article.url).join(Tagging).where(slug)).scalars())
    settled = {url: one for url, one in wire.told(1).items() if "tags" not in one.expect.debatable}
    wanted = {url for url, one in settled.items() if "inspection/ofsted-inadequate" in one.expect.tags}
    found = tagged & set(settled)
    assert len(found & wanted) / len(found) >= 0.95, sorted(found - wanted)
    assert len(found & wanted) / len(wanted) >= 0.95, sorted(wanted - found)


def test_dudley_is_one_story_told_by_two_sites_and_no_grade_is_claimed_that_is_not_stated(wire: Wire) -> None:
    with Session(wire.on) as session:
        about = select(StoryArticle.story_id, Judgement.grade, Article.source).join_from(Judgement, Article)
        about = about.join(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
        rows = list(session.execute(about.where(col(Judgement.gss) == "E08000027", col(Judgement.is_current))))
    grades: dict[str, set[str | None]] = {}
    for _, grade, source in rows:
        grades.setdefault(source, set()).add(grade)
    assert grades["town-hall-wire"] == {"inadequate"}
    assert grades["young-lives-weekly"] == {None}
    stories = {source: story for story, _, source in rows}
    assert stories["town-hall-wire"] == stories["public-inspection-notices"]


def test_every_evidence_stands_where_it_says(wire: Wire) -> None:
    with Session(wire.on) as session:
        taggings = session.execute(select(Tagging, Article).join(Article)).all()
        judgements = session.execute(select(Judgement, Article).join(Article)).all()
    evidence = [(one, article) for tagging, article in taggings for one in tagging.evidence]
    evidence += [(judgement.evidence, article) for judgement, article in judgements]
    assert len(evidence) > 100
    for one, article in evidence:
        assert getattr(article, one["field"])[one["start"] : one["end"]] == one["text"]


def test_a_second_crawl_stores_nothing_twice(wire: Wire) -> None:
    before = wire.articles()
    report = wire.crawl()
    after = wire.articles()
    assert report.errors == []
    assert {url: (a.id, a.digest, a.updated) for url, a in before.items()} == {
        url: (a.id, a.digest, a.updated) for url, a in after.items()
    }
    with Session(wire.on) as session:
        assert session.execute(select(Revision)).all() == []
        assert len(session.execute(select(Annotation)).all()) == len(after)


def test_the_second_edition_is_found(wire: Wire) -> None:
    first = wire.told(1)
    wire.newsroom.publish(2)
    assert wire.crawl().errors == []
    articles, second = wire.articles(), wire.told(2)
    assert set(articles) == set(first) | set(second)
    assert {url for url, article in articles.items() if article.gone} == set(first) - set(second)
    edited = {url for url in set(first) & set(second) if first[url].paragraphs != second[url].paragraphs}
    assert {url for url, article in articles.items() if article.revisions > 1} == edited
    assert edited
    with Session(wire.on) as session:
        states = set(session.execute(select(Page.state).distinct()).scalars())
    assert states <= {"extracted", "refused", "gone"}


def test_reprocessing_gives_the_same_rows_again(wire: Wire) -> None:
    fields = ("id", "url", "title", "text", "published", "byline", "digest", "revisions", "gone")
    before = {url: [getattr(a, name) for name in fields] for url, a in wire.articles().items()}
    assert run.reprocess(wire.on).errors == []
    after = {url: [getattr(a, name) for name in fields] for url, a in wire.articles().items()}
    assert after == before
