"""Statements given to the driver as they are: the same rows, the same errors, in less time."""

from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col

from api.prepared import Among, Prepared
from models.article import Article
from models.judgement import Judgement
from models.tag import Tagging


@pytest.mark.parametrize("table", ["article", "judgement", "tagging", "annotation", "story", "outcome"])
def test_every_kind_of_value_comes_as_sqlalchemy_gives_it(newsroom: Engine, table: str) -> None:
    known = SQLModel.metadata.tables[table]
    key = known.c.get("id", known.c.get("article_id"))
    prepared = Prepared(lambda among: select(known).where(among(key, "ids")).order_by(*known.primary_key))
    with newsroom.connect() as connection:
        for _ in range(2):
            plain = connection.execute(select(known).where(key.in_(range(60))).order_by(*known.primary_key))
            assert prepared.rows(connection, ids=list(range(60))) == [tuple(row) for row in plain]
        assert prepared.rows(connection, ids=[]) == []


def test_lists_may_be_long_and_words_may_be_odd(newsroom: Engine) -> None:
    def build(among: Among) -> Any:
        wanted = select(col(Tagging.article_id)).join(Article, col(Article.id) == col(Tagging.article_id))
        return wanted.where(among(col(Tagging.article_id), "ids"), among(col(Tagging.slug), "slugs"))

    with newsroom.connect() as connection:
        odd = ["send", "'; DROP TABLE tagging; --", '"', "\\", "é😀", "%s", ":ids"]
        found = Prepared(build).rows(connection, ids=list(range(50_000)), slugs=odd)
        assert len(found) == connection.execute(text("SELECT count(*) FROM tagging WHERE slug = 'send'")).scalar() > 0


def test_what_the_driver_raises_is_raised_as_sqlalchemy_would(newsroom: Engine) -> None:
    broken = Prepared(lambda among: select(text("no_such_column")).where(among(col(Judgement.id), "ids")))
    with newsroom.connect() as connection, pytest.raises(DBAPIError):
        broken.rows(connection, ids=[1])
