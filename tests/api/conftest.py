"""A database filled through the models, and an application over it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api.app import create_app
from models.database import engine, migrate
from models.settings import Settings
from tests.api.factory import Filler, fill
from tests.api.line import served


@pytest.fixture
def filler(database: Engine) -> Iterator[Filler]:
    """Writes articles of a test's own; what is written is committed by `filler.session.commit()`."""
    with Session(database, expire_on_commit=False) as session:
        made = Filler(session)
        made.start()
        made.source("local-gov")
        made.source("ofsted", "OGL-UK-3.0")
        session.commit()
        yield made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's stories in a SQLite file, made once."""
    path = tmp_path_factory.mktemp("newsroom") / "newsroom.sqlite"
    made = engine(f"sqlite:///{path}")
    migrate(made)
    fill(made)
    with made.begin() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.dispose()
    return path


@pytest.fixture
def newsroom(database: Engine, request: pytest.FixtureRequest) -> Engine:
    """A database with the demo newsroom's stories."""
    if database.dialect.name != "sqlite":
        fill(database)
        return database
    source = sqlite3.connect(request.getfixturevalue("template"))
    with database.connect() as connection:
        source.backup(cast(sqlite3.Connection, connection.connection.driver_connection))
    source.close()
    return database


SETTINGS = Settings(public_url="https://wire.example", rate_limit=0)


@pytest.fixture
def client(database: Engine) -> Iterator[TestClient]:
    """The application over the test's database."""
    with TestClient(create_app(database, settings=SETTINGS)) as made:
        yield made


@pytest.fixture
def door(newsroom: Engine) -> Iterator[int]:
    """The port of a server over the newsroom, without an address of its own for links."""
    with served(create_app(newsroom, settings=Settings())) as port:
        yield port
