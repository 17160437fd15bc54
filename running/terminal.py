"""What every command has in common: the database, a line for the user, and how a run ends."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from models.database import engine, migrate


class Failed(Exception):
    """The command could not do all that was asked; the message is the one line the user reads."""


def database() -> Engine:
    """The database of the settings, its schema brought up to date."""
    on = engine()
    migrate(on)
    return on


def say(line: str) -> None:
    """A line for the user, on standard error."""
    print(line, file=sys.stderr, flush=True)


def finish(counts: dict[str, int], errors: Sequence[str], as_json: bool, quiet: bool = False, **more: Any) -> None:
    """Print what a run came to, `more` of it for programs; anything not done makes the command fail."""
    if as_json:
        told = {"ok": not errors, **more, "counts": counts, "errors": list(errors)}
        print(json.dumps(told, ensure_ascii=False, default=str), flush=True)
    elif not quiet or any(counts.values()):
        say(", ".join(f"{number} {word}" for word, number in counts.items() if number) or "nothing new")
    if errors:
        for error in errors:
            say(f"! {error}")
        raise Failed(f"{len(errors)} {'thing' if len(errors) == 1 else 'things'} could not be done")
