"""The contact: a live crawl without one begins with a warning, said once; the demo needs none."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import councilwire
from models.settings import settings

WARNING = "publishers cannot reach you; set COUNCILWIRE_CONTACT"
LIVE = (("crawl", "--due"), ("schedule",), ("up", "--port", "8799"))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs a command, all of whose crawls and servers are taken away, and gives what it says on standard error."""
    from crawler import run
    from demo import tour
    from running import beside, schedule

    monkeypatch.setenv("COUNCILWIRE_DATABASE_URL", f"sqlite:///{tmp_path / 'councilwire.sqlite'}")
    monkeypatch.setattr(run, "crawl", lambda *_, **__: run.Report())
    monkeypatch.setattr(schedule, "keep_crawling", lambda: None)
    monkeypatch.setattr(beside, "beside", lambda *_: nullcontext())
    monkeypatch.setattr(tour, "tour", lambda _: None)
    monkeypatch.setattr(councilwire, "_serve", lambda *_, **__: None)
    monkeypatch.setattr(councilwire, "_annotate", lambda _: {})

    def said(*arguments: str, contact: str = "") -> str:
        monkeypatch.setenv("COUNCILWIRE_CONTACT", contact)
        settings.cache_clear()
        done = CliRunner().invoke(councilwire.app, arguments)
        assert done.exit_code == 0, done.output
        return done.stderr

    yield said
    settings.cache_clear()


@pytest.mark.parametrize("command", LIVE)
def test_a_live_crawl_without_a_contact_begins_with_a_warning(said: Any, command: tuple[str, ...]) -> None:
    assert said(*command).startswith(f"councilwire: warning: {WARNING}")
    assert WARNING not in said(*command, contact="desk@paper.example")


def test_the_demo_needs_no_contact(said: Any) -> None:
    assert WARNING not in said("demo", "--no-stay", "--port", "8799")


def test_commands_that_run_beside_another_leave_it_to_that_one(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(councilwire, "LIFELINE", "7")
    assert WARNING not in said("crawl", "--due", "--quiet") + said("schedule")
