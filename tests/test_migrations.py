"""The schema that migrations make is the schema that the models describe, on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, make_url, text
from sqlmodel import SQLModel

from models.database import engine, migrate

OURS = os.environ.get("COUNCILWIRE_DATABASE_URL", "").replace("postgresql://", "postgresql+psycopg://", 1)
# Full text is made by the migration in each database's own way; the models know nothing of it.
UNSEEN = {"place", "search", "ix_article_place", "ix_article_search"}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if not OURS:
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    name = f"councilwire_empty_{os.getpid()}"
    server = create_engine(OURS, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield make_url(OURS).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


def _ours(_: Any, name: str | None, kind: str, found: bool, other: Any) -> bool:
    return name not in UNSEEN and not (kind == "table" and (name or "").startswith("article_search"))


def differences(on: Engine) -> list[Any]:
    """What `alembic check` would complain of."""
    with on.connect() as connection:
        options = {"compare_type": True, "include_object": _ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata))


def test_models_and_migrations_agree(empty: str) -> None:
    on = engine(empty)
    assert migrate(on)
    assert differences(on) == []
    assert not migrate(on), "a database made by this very code is brought nowhere"
    with on.begin() as connection:
        connection.execute(text("ALTER TABLE story ADD COLUMN unheard_of INTEGER"))
    assert "unheard_of" in str(differences(on)), "this test would not see a difference"
    on.dispose()


def test_the_command_migrates_an_empty_database_and_leaves_a_full_one(empty: str) -> None:
    command = [sys.executable, "-m", "councilwire", "migrate"]
    given = {**os.environ, "COUNCILWIRE_DATABASE_URL": empty}
    for _ in range(2):
        told = subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)
        assert told.returncode == 0, told.stderr
    on = engine(empty)
    assert differences(on) == []
    on.dispose()
