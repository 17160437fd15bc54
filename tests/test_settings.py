"""Settings: what cannot work is refused with what to write; what is no setting is said, with the nearest that is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.settings import Settings, unknown

ROOT = Path(__file__).parent.parent


def councilwire(*arguments: str, **given: str) -> tuple[int, str]:
    """Exit code and what is said on standard error."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILWIRE_")}
    command = [sys.executable, str(ROOT / "councilwire.py"), *arguments]
    done = subprocess.run(command, env=kept | given, capture_output=True, text=True, timeout=120, cwd=ROOT)
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize(
    ("name", "value", "write"),
    [
        ("smtp_url", "foo", "smtp://user:password@host:587 or smtps://host"),
        ("smtp_url", "http://mx.paper.example", "smtp://"),
        ("smtp_url", "smtp://me:secret@mx.paper.example:mail", "smtp://"),
        ("public_url", "wire.example", "https://wire.example"),
        ("public_url", "https://wire.example/path?q", "without ? and #"),
        ("hub", "hub", "https://"),
        ("database_url", "postgres://localhost/wire", "postgresql://user:password@host/name"),
        ("mail_from", "wire", "wire@paper.example"),
        ("feed_authority", "https://paper.example", "paper.example"),
    ],
)
def test_a_value_that_cannot_work_is_refused_with_what_to_write(name: str, value: str, write: str) -> None:
    with pytest.raises(ValueError) as fault:
        Settings.model_validate({name: value})
    assert "write " in str(fault.value) and write in str(fault.value)


def test_every_command_refuses_it_in_one_line_without_what_may_be_secret() -> None:
    code, said = councilwire("tags", COUNCILWIRE_SMTP_URL="smpt://me:secret@mx.paper.example")
    assert code == 2
    assert said == "councilwire: COUNCILWIRE_SMTP_URL: write smtp://user:password@host:587 or smtps://host"


def test_what_works_is_taken() -> None:
    given = {"smtp_url": "smtps://me%40paper:p@[2001:db8::1]", "public_url": "https://wire.example/news", "hub": ""}
    made = Settings.model_validate({"database_url": "sqlite://", "mail_from": "wire@paper.example", **given})
    assert made.smtp_url == given["smtp_url"] and made.public_url == given["public_url"]


def test_a_variable_that_is_no_setting_is_said_with_the_nearest() -> None:
    lines = list(unknown({"COUNCILWIRE_SMPT_URL": "x", "COUNCILWIRE_PORT": "1", "councilwire_var": "x", "PATH": "x"}))
    assert lines == ["COUNCILWIRE_SMPT_URL is no setting; did you mean COUNCILWIRE_SMTP_URL?"]
    assert list(unknown({"COUNCILWIRE_ZZZ": ""})) == ["COUNCILWIRE_ZZZ is no setting; see docs/running.md"]


def test_every_command_warns_of_it_and_goes_on() -> None:
    code, said = councilwire("tags", COUNCILWIRE_CONTCT="desk@paper.example")
    assert code == 0
    assert said == "councilwire: warning: COUNCILWIRE_CONTCT is no setting; did you mean COUNCILWIRE_CONTACT?"
