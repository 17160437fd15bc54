"""An empty PostgreSQL database for every test."""

from sqlalchemy import Engine, text


def empty(on: Engine) -> None:
    """Delete every row and start every count anew. TRUNCATE would say the same, and take fifty times as long: it makes
    new files for all tables, and waits for each to reach the disk."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    counted = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    with on.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # in any order of the foreign keys
        for name in connection.execute(text(tables)).scalars().all():
            connection.execute(text(f'DELETE FROM "{name}"'))
        for name in connection.execute(text(counted)).scalars().all():
            connection.execute(text(f'ALTER SEQUENCE "{name}" RESTART'))
