"""Statements that are compiled once and given to the driver as they are: for reads so short that building and
wrapping them would cost more than the reading. Values come as they are served: as JSON would say them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    Connection,
    Dialect,
    Integer,
    String,
    Text,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError

from api import libpq
from models.columns import Moment

Among = Callable[[Any, str], Any]
Row = Sequence[Any]


class Raw(NamedTuple):
    """A connection as its driver knows it."""

    driver: Any
    dialect: Dialect


def raw(connection: Connection) -> Raw:
    return Raw(connection.connection.driver_connection, connection.dialect)


class Prepared:
    """A SELECT made by `build(among)`, where `among(column, name)` says that a column is one of the values given as
    `name`: integers or words. Other parameters are single values, given as the database writes them. `anew`: PostgreSQL
    plans it for its values each time."""

    def __init__(self, build: Callable[[Among], Any], anew: bool = False) -> None:
        self.build, self.anew = build, anew

    def rows(self, on: Raw, **given: Any) -> list[Row]:
        """All rows. Moments are ISO 8601 in UTC, days ISO 8601, JSON is read."""
        return together(on, (self,), **given)[0]


def together(on: Raw, asked: tuple[Prepared, ...], **given: Any) -> list[list[Row]]:
    """The rows of several statements over the same lists; PostgreSQL is asked once for all of them."""
    if on.dialect.name == "sqlite":
        return _by_one(on, asked, given)
    sql, values = _question(asked, given)
    return _told(asked, fetched(on, sql, values, any(one.anew for one in asked)))


async def together_awaited(
    rows: Callable[[bytes, Sequence[str]], Awaitable[libpq.Rows]], asked: tuple[Prepared, ...], **given: Any
) -> list[list[Row]]:
    """The same for PostgreSQL, asked through `rows`, which keeps the plans of all of them."""
    assert not any(one.anew for one in asked)
    return _told(asked, await rows(*_question(asked, given)))


def run(cursor: Any, sql: str, values: Any) -> Any:
    """Every statement for SQLite passes here: benchmarks note what is run."""
    return cursor.execute(sql, values)


# SQLite is in this process: every statement is a call, and its rows are made into what is served here.


def _by_one(on: Raw, asked: tuple[Prepared, ...], given: Mapping[str, Any]) -> list[list[Row]]:
    packed = {n: value if isinstance(value, str | int) else _json(value) for n, value in given.items()}
    begins = len(asked) > 1 and not on.driver.in_transaction  # so that all are read from one state of the database
    cursor = on.driver.cursor()
    told, sql = [], "BEGIN"
    try:
        if begins:
            cursor.execute(sql)
        for one in asked:
            sql, names, fixed, readers = _for_sqlite(one, on.dialect)
            found = run(cursor, sql, [packed[n] if n in packed else fixed[n] for n in names]).fetchall()
            told.append([_read(row, readers) for row in found] if readers else found)
    except on.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(sql, None, error) from error
    finally:
        if begins:
            on.driver.rollback()
        cursor.close()
    return told


@lru_cache(maxsize=256)
def _for_sqlite(asked: Prepared, dialect: Dialect) -> tuple[str, Sequence[str], Mapping[str, Any], Any]:
    statement = asked.build(_among_json)
    compiled = statement.compile(dialect=dialect)
    kinds = [(place, _reader(column.type)) for place, column in enumerate(statement.selected_columns)]
    readers = [(place, reader) for place, reader in kinds if reader is not None]
    return str(compiled), compiled.positiontup or (), compiled.params, readers


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a stored value one that is served, where they differ."""
    if isinstance(kind, Moment):
        return served
    if isinstance(kind, JSON):
        return orjson.loads
    return bool if isinstance(kind, Boolean) else None


def _read(row: Row, readers: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    told = list(row)
    for place, reader in readers:
        if told[place] is not None:
            told[place] = reader(told[place])
    return told


def served(stored: str) -> str:
    """2026-11-22 06:00:00.000000 as it is served."""
    return f"{stored[:10]}T{stored[11:19] if stored.endswith('.000000') else stored[11:]}Z"


def _json(values: Iterable[Any]) -> str:
    return orjson.dumps(list(values)).decode()


def _among_json(column: Any, name: str) -> Any:
    values = func.json_each(bindparam(name, type_=Text)).table_valued("value")
    return column.in_(select(values.c.value))


# PostgreSQL is elsewhere: the way there and back costs more than what is done there, and taking its rows apart here
# more than both. So it is asked once, and answers with one text.


def _question(asked: tuple[Prepared, ...], given: Mapping[str, Any]) -> tuple[bytes, list[str]]:
    sql, names, fixed, _ = _for_postgresql(asked)
    return sql, [_packed(given[name]) if name in given else fixed[name] for name in names]


def _told(asked: tuple[Prepared, ...], answer: libpq.Rows) -> list[list[Row]]:
    told: list[Any] = orjson.loads(answer[0][0] or "")
    for rows, places in zip(told, _for_postgresql(asked)[3], strict=True):
        for row in rows if places else ():
            for place in places:
                row[place] = row[place] and _utc(row[place])
    return told


def fetched(on: Raw, sql: bytes, values: Sequence[str], anew: bool = False) -> libpq.Rows:
    """Rows as PostgreSQL tells them, see api/libpq.py. Raises DBAPIError."""
    try:
        return libpq.rows(on.driver, sql, values, anew)
    except on.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(sql.decode(), None, error) from error


def _utc(told: str) -> str:
    """2026-11-22T06:00:00.5 as it is served, with all its digits."""
    return f"{told}Z" if len(told) <= 19 else f"{told:0<26}Z"


@lru_cache(maxsize=256)
def _for_postgresql(
    asked: tuple[Prepared, ...],
) -> tuple[bytes, Sequence[str], Mapping[str, str], list[list[int]]]:
    parts, moments = [], []
    for one in asked:
        statement = one.build(_among_array)
        kinds = [column.type for column in statement.selected_columns]
        found = statement.subquery()
        cells = [_cell(column, kind) for column, kind in zip(found.c, kinds, strict=True)]
        rows = func.coalesce(func.json_agg(func.json_build_array(*cells)), literal_column("'[]'::json"))
        parts.append(select(rows).select_from(found).scalar_subquery())
        moments.append([place for place, kind in enumerate(kinds) if isinstance(kind, Moment)])
    compiled = select(cast(func.json_build_array(*parts), Text)).compile(dialect=_NUMBERED)
    fixed = {name: str(value) for name, value in compiled.params.items() if value is not None}
    return str(compiled).encode(), compiled.positiontup or (), fixed, moments


_NUMBERED = PGDialect_psycopg(paramstyle="numeric_dollar")


def _cell(column: Any, kind: Any) -> Any:
    return func.timezone(literal_column("'UTC'"), column) if isinstance(kind, Moment) else column


def _packed(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else array(value)


def array(values: Iterable[Any]) -> str:
    """A list as PostgreSQL writes it: reading this is quicker for both than the driver's own way."""
    return "{" + ",".join(_element(value) for value in values) + "}"


def _element(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _among_array(column: Any, name: str) -> Any:
    """The list stands in a SELECT of its own: how long it is, the planner then cannot know, and need not plan anew for
    each. Planning an article and all that belongs to it takes five times as long as reading it."""
    kind = ARRAY(Integer if isinstance(column.type, Integer) else String)
    return column == any_(cast(select(cast(bindparam(name, type_=Text), kind)).scalar_subquery(), kind))
