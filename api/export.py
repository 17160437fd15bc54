"""Everything stored, as rows: for `councilwire export` on the operator's own machine, in full text."""

from collections.abc import Iterator
from typing import Any, TextIO

import orjson
from sqlalchemy import Engine, Select, select
from sqlmodel import Session, col

from api import assemble, grammar, tables
from api.assemble import View
from api.formats import csv_lines
from api.reading import Reader
from api.vocabulary import read
from models.article import Article
from models.columns import now

CHUNK = 400
COLUMNS = {
    **{name: column for name, column in tables.ARTICLES.items() if name != "excerpt"},
    "text": lambda view: view["text"],
}


def rows(session: Session, query: str = "") -> Iterator[View]:
    """Every article in the order it was found: what extraction gave, and what the classifier made of it.

    `query` in the search grammar narrows it. Raises grammar.QueryError.
    """
    for views in _chunks(session, query):
        yield from views


def _chunks(session: Session, query: str) -> Iterator[list[View]]:
    connection = session.connection()
    reader = Reader(connection, read(connection), now())
    wanted = select(col(Article.id)).where(reader.compiler.condition(grammar.parse(query)), col(Article.gone).is_(None))
    ids: list[Any] = list(connection.execute(wanted.order_by(col(Article.id))).scalars())
    for start in range(0, len(ids), CHUNK):
        views = assemble.articles(reader, ids[start : start + CHUNK], full=True, removed=True)
        yield [{name: value for name, value in view.items() if name != "excerpt"} for view in views]


def pages(on: Engine, query: str) -> Select[Any]:
    """Selects the ids of the pages whose articles fit a query. Raises grammar.QueryError."""
    with on.connect() as connection:
        reader = Reader(connection, read(connection), now())
        return select(col(Article.page_id)).where(reader.compiler.condition(grammar.parse(query)))


def write(session: Session, out: TextIO, format_: str, query: str = "") -> None:
    """Write the rows as `ndjson` or `csv`."""
    if format_ == "csv":
        columns: dict[str, Any] = dict(COLUMNS)
        for text in csv_lines(columns, _chunks(session, query)):
            out.write(text)
        return
    for view in rows(session, query):
        out.write(orjson.dumps(view).decode() + "\n")
