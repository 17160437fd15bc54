"""A database filled through the models, and an application over it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api.app import create_app
from models.settings import Settings
from tests.api.factory import Filler, fill


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


@pytest.fixture
def newsroom(database: Engine) -> Engine:
    """A database with the demo newsroom's stories."""
    fill(database)
    return database


SETTINGS = Settings(public_url="https://wire.example", rate_limit=0)


@pytest.fixture
def client(database: Engine) -> Iterator[TestClient]:
    """The application over the test's database."""
    with TestClient(create_app(database, settings=SETTINGS)) as made:
        yield made
