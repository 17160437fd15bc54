"""What every room's tests share: an empty, migrated database of whichever kind is asked for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import engine, migrate
from tests.database import empty

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def fresh() -> Iterator[Callable[[Path], Engine]]:
    """Makes an empty database: a SQLite file in the folder given, or the PostgreSQL of COUNCILWIRE_DATABASE_URL."""
    made: list[Engine] = []

    def make(folder: Path) -> Engine:
        url = os.environ.get("COUNCILWIRE_DATABASE_URL", "")
        on = engine(url.replace("postgresql://", "postgresql+psycopg://", 1) or f"sqlite:///{folder / 'test.sqlite'}")
        made.append(on)
        migrate(on)
        if url:
            empty(on)
        return on

    yield make
    for on in made:
        on.dispose()


@pytest.fixture
def database(fresh: Callable[[Path], Engine], tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the test's own."""
    on = fresh(tmp_path)
    yield on
    on.dispose()


@pytest.fixture
def shared() -> Path:
    """Real documents beside the repository. A newcomer may not have them; CI must."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder ../shared is absent, and CI must have it")
        pytest.skip("needs the real documents in ../shared")
    return SHARED
