"""Statements given to the driver as they are: the same rows, as they are served, the same errors, in less time."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col

from api.assemble import moment
from api.prepared import Among, Prepared, raw, together
from models.article import Article
from models.judgement import Judgement
from models.tag import Tagging
from tests.api.factory import Filler


def told(value: Any) -> Any:
    """A value as it is served."""
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("table", ["article", "judgement", "tagging", "annotation", "story", "outcome"])
def test_every_kind_of_value_comes_as_it_is_served(newsroom: Engine, table: str) -> None:
    known = SQLModel.metadata.tables[table]
    key = known.c.get("id", known.c.get("article_id"))
    prepared = Prepared(lambda among: select(known).where(among(key, "ids")).order_by(*known.primary_key))
    with newsroom.connect() as connection:
        for _ in range(2):
            plain = connection.execute(select(known).where(key.in_(range(60))).order_by(*known.primary_key))
            expected = [[told(value) for value in row] for row in plain]
            found = [list(row) for row in prepared.rows(raw(connection), ids=list(range(60)))]
            assert found == expected and json.loads(json.dumps(found)) == found
        assert prepared.rows(raw(connection), ids=[]) == []


def test_moments_keep_their_fractions_and_their_zone(filler: Filler) -> None:
    seen = datetime.fromisoformat("2026-11-22T00:30:00.000123+01:00")
    ids = [filler.article("ofsted", "Dudley", "A story.", at).id for at in (seen, seen.replace(microsecond=0))]
    filler.session.commit()
    read = Prepared(
        lambda among: select(col(Article.sort_at)).where(among(col(Article.id), "ids")).order_by(col(Article.id))
    )
    with filler.session.connection() as connection:
        assert [row[0] for row in read.rows(raw(connection), ids=ids)] == [
            "2026-11-21T23:30:00.000123Z",
            "2026-11-21T23:30:00Z",
        ]


def test_statements_asked_together_give_what_each_gives_alone(newsroom: Engine) -> None:
    one = Prepared(lambda among: select(col(Article.title), col(Article.byline)).where(among(col(Article.id), "ids")))
    other = Prepared(lambda among: select(col(Tagging.slug)).where(among(col(Tagging.article_id), "ids")))
    with newsroom.connect() as connection:
        on = raw(connection)
        both = together(on, (one, other), ids=[1, 2, 3])
        assert both == [one.rows(on, ids=[1, 2, 3]), other.rows(on, ids=[1, 2, 3])] and all(both)


def test_lists_may_be_long_and_words_may_be_odd(newsroom: Engine) -> None:
    def build(among: Among) -> Any:
        wanted = select(col(Tagging.article_id)).join(Article, col(Article.id) == col(Tagging.article_id))
        return wanted.where(among(col(Tagging.article_id), "ids"), among(col(Tagging.slug), "slugs"))

    with newsroom.connect() as connection:
        odd = ["send", "'; DROP TABLE tagging; --", '"', "\\", "é😀", "%s", ":ids"]
        found = Prepared(build).rows(raw(connection), ids=list(range(50_000)), slugs=odd)
        assert len(found) == connection.execute(text("SELECT count(*) FROM tagging WHERE slug = 'send'")).scalar() > 0


def test_what_the_driver_raises_is_raised_as_sqlalchemy_would(newsroom: Engine) -> None:
    broken = Prepared(lambda among: select(text("no_such_column")).where(among(col(Judgement.id), "ids")))
    with newsroom.connect() as connection, pytest.raises(DBAPIError):
        broken.rows(raw(connection), ids=[1])
