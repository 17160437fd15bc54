"""Statements that are compiled once and given to the driver as they are: for reads so short that building and
wrapping them would cost more than the reading."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ARRAY, Connection, Dialect, Integer, String, Text, any_, bindparam, func, select
from sqlalchemy.exc import DBAPIError

Among = Callable[[Any, str], Any]


class Prepared:
    """A SELECT made by `build(among)`, where `among(column, name)` says that a column is one of the values given as
    `name`; all its parameters are such lists, of integers or of words."""

    def __init__(self, build: Callable[[Among], Any]) -> None:
        self.build = build
        self.made: dict[str, Compiled] = {}

    def rows(self, connection: Connection, **given: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows, each value as SQLAlchemy would give it."""
        made = self.made.get(connection.dialect.name)
        if made is None:
            made = self.made[connection.dialect.name] = Compiled(self.build, connection.dialect)
        return made.rows(connection, given)


class Compiled:
    """The same for one dialect."""

    def __init__(self, build: Callable[[Among], Any], dialect: Dialect) -> None:
        self.sqlite = dialect.name == "sqlite"
        self.fault: type[BaseException] = dialect.loaded_dbapi.Error
        statement = build(_among_json if self.sqlite else _among_array)
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.order: Sequence[str] = compiled.positiontup or ()
        self.fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self.types = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
        self.dialect = dialect
        self.readers: list[tuple[int, Callable[[Any], Any]]] | None = None

    def rows(self, connection: Connection, given: dict[str, Sequence[Any]]) -> list[tuple[Any, ...]]:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.sql, self.parameters(given))
            found: list[tuple[Any, ...]] = list(cursor.fetchall())
            if self.readers is None:
                self.readers = self._readers([column[1] for column in cursor.description])
        except self.fault as error:
            raise DBAPIError(self.sql, None, error) from error
        finally:
            cursor.close()
        return [_read(row, self.readers) for row in found] if self.readers else found

    def parameters(self, given: dict[str, Sequence[Any]]) -> Any:
        """What is bound: lists as JSON on SQLite, as arrays on PostgreSQL."""
        if not self.sqlite:
            return {name: list(values) for name, values in given.items()} | self.fixed
        packed = {name: to_json(values).decode() for name, values in given.items()} | self.fixed
        return [packed[name] for name in self.order]

    def _readers(self, codes: Sequence[Any]) -> list[tuple[int, Callable[[Any], Any]]]:
        """For each column that the driver does not give as it should be, what makes it so."""
        made = ((place, self.types[place].result_processor(self.dialect, code)) for place, code in enumerate(codes))
        return [(place, reader) for place, reader in made if reader is not None]


def _read(row: Sequence[Any], readers: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    told = list(row)
    for place, reader in readers:
        told[place] = reader(told[place])
    return tuple(told)


def _among_json(column: Any, name: str) -> Any:
    values = func.json_each(bindparam(name, type_=Text)).table_valued("value")
    return column.in_(select(values.c.value))


def _among_array(column: Any, name: str) -> Any:
    kind = Integer if isinstance(column.type, Integer) else String
    return column == any_(bindparam(name, type_=ARRAY(kind)))
