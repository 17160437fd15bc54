"""What every room's tests share: an empty, migrated database of whichever kind is asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.database import engine, migrate

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    """An empty database: a SQLite file of its own, or the PostgreSQL that COUNCILWIRE_DATABASE_URL names."""
    url = os.environ.get("COUNCILWIRE_DATABASE_URL", "")
    if not url:
        on = engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
        migrate(on)
    else:
        on = engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
        migrate(on)
        _empty(on)
    yield on
    on.dispose()


def _empty(on: Engine) -> None:
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    with on.begin() as connection:
        names = ", ".join(f'"{name}"' for name in connection.execute(text(tables)).scalars())
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def shared() -> Path:
    """Real documents beside the repository. A newcomer may not have them; CI must."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder ../shared is absent, and CI must have it")
        pytest.skip("needs the real documents in ../shared")
    return SHARED
