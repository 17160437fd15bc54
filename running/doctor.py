"""Is everything there that Councilwire needs? Each check says what to do where it is not."""

import shutil
import sys
from collections.abc import Callable, Iterator

from sqlalchemy.exc import DBAPIError

from models.database import DatabaseError, engine, explain, migrate
from models.settings import settings

NEEDED = 500_000_000  # bytes free below which a crawl of a few days may fill the disk


def checks(more: dict[str, Callable[[], str | None]]) -> Iterator[tuple[str, str | None]]:
    """Name and problem (None: fine) of each check; `more` are those that need a room."""
    yield "Python 3.11 or newer", None if sys.version_info >= (3, 11) else f"this is {sys.version.split()[0]}"
    yield f"folder {settings().var}", _writable()
    yield f"database {engine().url.render_as_string()}", _database()
    yield "contact address for live crawls", None if settings().contact else "set COUNCILWIRE_CONTACT"
    for name, check in more.items():
        yield name, _safely(check)


def _writable() -> str | None:
    try:
        settings().var.mkdir(parents=True, exist_ok=True)
        probe = settings().var / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    free = shutil.disk_usage(settings().var).free
    return None if free > NEEDED else f"only {free // 1_000_000} MB free"


def _database() -> str | None:
    try:
        migrate(engine())
    except DatabaseError as error:
        return str(error)
    except DBAPIError as error:
        return explain(error)
    return None


def _safely(check: Callable[[], str | None]) -> str | None:
    try:
        return check()
    except Exception as error:  # whatever is wrong with a room is this check's finding
        return f"{type(error).__name__}: {error}"
