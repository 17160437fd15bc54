"""Alembic's entry point: migrations run on the connection that models.database hands over."""

from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import models  # noqa: F401  fills SQLModel.metadata

config = context.config


def run() -> None:
    connection = config.attributes.get("connection")
    if connection is None:
        connection = create_engine(config.attributes["url"]).connect()
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
