"""The page for operators names every setting, as it is."""

from pathlib import Path

import pytest

from models.settings import Settings

RUNNING = Path(__file__).parent.parent.parent / "docs" / "running.md"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_the_running_page_as_it_is(name: str) -> None:
    field = Settings.model_fields[name]
    default = "" if field.default in (None, "") else f"`{field.default}`"
    row = f"| `COUNCILWIRE_{name.upper()}` | {default} | {field.description} |"
    assert row in RUNNING.read_text(), f"docs/running.md needs the line\n{row}"


def test_no_setting_stands_there_that_is_none() -> None:
    rows = [line for line in RUNNING.read_text().splitlines() if line.startswith("| `COUNCILWIRE_")]
    assert len(rows) == len(Settings.model_fields)
