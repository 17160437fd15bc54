"""The papers keep up with the code: every table, command and setting is named where a reader looks for it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel
from typer.main import get_group

import models
from councilwire import app
from models.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
RUNNING = (DOCS / "running.md").read_text()


def test_every_table_has_one_writer_in_the_architecture() -> None:
    rows = re.findall(r"^\| ([a-z, ]+) \| (?:crawler|classifier|api) \|$", (DOCS / "architecture.md").read_text(), re.M)
    named = [name for row in rows for name in row.split(", ")]
    assert models.Article.metadata is SQLModel.metadata
    assert sorted(named) == sorted(SQLModel.metadata.tables)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_the_running_page_as_it_is(name: str) -> None:
    field = Settings.model_fields[name]
    default = "" if field.default in (None, "") else f"`{field.default}`"
    row = f"| `COUNCILWIRE_{name.upper()}` | {default} | {field.description} |"
    assert row in RUNNING, f"docs/running.md needs the line\n{row}"


def test_no_setting_stands_there_that_is_none() -> None:
    rows = [line for line in RUNNING.splitlines() if line.startswith("| `COUNCILWIRE_")]
    assert len(rows) == len(Settings.model_fields)


def commands(group: object = None, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups included."""
    found: dict[str, Any] = (group or get_group(app)).commands  # type: ignore[attr-defined]  # a group of Click's
    for name, command in found.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path}{name} ")
        if command.callback is not None and not getattr(command, "no_args_is_help", False):
            yield f"{path}{name}", command


LONG = ("crawl", "import", "reprocess", "putback", "archive", "sources check", "sources", "quarantine retry", "deliver")


@pytest.mark.parametrize(("name", "command"), [*commands()], ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_explains_itself_with_an_example_and_long_ones_report_to_programs(
    name: str, command: Any
) -> None:
    assert f"councilwire {name}" in (command.help or "").partition("Example")[2].replace("\n", " ")
    options = {option for one in command.params for option in one.opts}
    assert name not in LONG or "--json" in options


@pytest.mark.parametrize("name", get_group(app).commands)
def test_every_command_is_shown_to_a_reader(name: str) -> None:
    papers = "\n".join(path.read_text() for path in [ROOT / "README.md", *DOCS.glob("*.md")])
    assert f"councilwire {name}" in papers
