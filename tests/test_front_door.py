"""The command line as a person meets it: help, wrong usage, bad input, one clear line for each."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from running import schedule

ROOT = Path(__file__).parent.parent
COMMANDS = ("crawl", "import", "reprocess", "extract", "tag", "export", "serve", "schedule", "up", "demo", "train")
COMMANDS += ("evaluate", "tags", "sources", "refused", "doctor", "migrate")
STORY = (
    "<html><head><title>Bins</title></head><body><article><h1>Bins to be emptied on Mondays</h1>"
    "<p>Councillors in the borough agreed on Tuesday that every bin will be emptied on a Monday from next spring, "
    "after a long debate about lorries, overtime and the state of the depot roof.</p>"
    "<p>The cabinet member said the change would save money and spare residents the guesswork that followed each "
    "bank holiday. A leaflet will go to every household in March.</p></article></body></html>"
)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment of its own, with a fresh SQLite database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILWIRE_")}
    return kept | {"COUNCILWIRE_DATABASE_URL": f"sqlite:///{tmp_path / 'councilwire.sqlite'}", "HOME": str(tmp_path)}


def councilwire(home: dict[str, str], *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command as a user would."""
    command = [sys.executable, str(ROOT / "councilwire.py"), *arguments]
    return subprocess.run(command, env=home, input=given, capture_output=True, timeout=300, cwd=ROOT)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(home: dict[str, str], name: str) -> None:
    done = councilwire(home, name, "--help")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 3


def test_help_says_where_the_demo_keeps_its_articles(home: dict[str, str]) -> None:
    assert b"COUNCILWIRE_DATABASE_URL=sqlite:///var/demo" in councilwire(home, "demo", "--help").stdout
    for name in ("reprocess", "putback"):
        assert b"councilwire demo --help" in councilwire(home, name, "--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("crawll",),
        ("crawl", "no-such-source"),
        ("export", "--format", "pdf"),
        ("serve", "--port", "x"),
        ("import",),
        ("import", "--url", "https://paper.example/a", "tests"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(home: dict[str, str], arguments: tuple[str, ...]) -> None:
    done = councilwire(home, *arguments)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_bad_setting_is_one_line_and_exit_2(home: dict[str, str]) -> None:
    done = councilwire(home | {"COUNCILWIRE_PORT": "many"}, "sources")
    assert done.returncode == 2
    assert b"COUNCILWIRE_PORT" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_extract_prints_one_json_object(home: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(STORY)
    done = councilwire(home, "extract", "--url", "https://news.example.org/bins", str(page))
    assert done.returncode == 0, done.stderr.decode()
    draft = json.loads(done.stdout)
    assert draft["title"] == "Bins to be emptied on Mondays"
    assert "depot roof" in draft["text"] and "every household" in draft["text"]
    contract = "url canonical_url title byline published modified published_from text language kind access removed"
    assert set(draft) == set(contract.split())


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.html", b""),
        ("blank.html", b" \n\t "),
        ("zeros.html", b"\0" * 5000),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("tags.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(
    home: dict[str, str], tmp_path: Path, name: str, body: bytes
) -> None:
    page = tmp_path / name
    page.write_bytes(body)
    done = councilwire(home, "extract", str(page))
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"refused" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_curly_quotes_survive_every_encoding(home: dict[str, str], tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "page.html"
    said = STORY.replace("The cabinet member said", "‘We listened’ – the cabinet member said")
    page.write_bytes(said.replace("<head>", f"<head><meta charset={encoding}>").encode(encoding))
    done = councilwire(home, "extract", str(page))
    assert "‘We listened’ – the cabinet member" in json.loads(done.stdout)["text"]


def test_a_torn_warc_keeps_what_stands_and_says_what_does_not(
    home: dict[str, str], tmp_path: Path, shared: Path
) -> None:
    whole = (shared / "pages" / "real-uk-pages.warc.gz").read_bytes()
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(whole[: len(whole) // 2])
    done = councilwire(home, "import", "--json", str(torn))
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["counts"]["new"] > 5
    assert any("torn" in error for error in report["errors"])
    assert b"Traceback" not in done.stderr


def test_the_machine_s_own_clock_starts_where_the_data_is(home: dict[str, str], tmp_path: Path) -> None:
    here = tmp_path / "a b%"
    here.mkdir()

    def printed(option: str) -> str:
        command = [sys.executable, str(ROOT / "councilwire.py"), "schedule", option]
        return subprocess.run(command, env=home, capture_output=True, text=True, cwd=here, check=True).stdout

    assert f"\nWorkingDirectory={here}%\n" in printed("--print-systemd")
    minutes, line = printed("--print-cron").splitlines()[-1].replace(r"\%", "%").split(" * * * * ")
    assert minutes == "*/5"
    place = subprocess.run(["sh", "-c", line.replace(" crawl --due --quiet", " --help") + "; pwd"], capture_output=True)
    assert place.stdout.decode().strip().endswith(str(here)) and b"councilwire" in place.stdout


def test_the_machine_s_own_clock_is_given_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("COUNCILWIRE_")]:
        monkeypatch.delenv(name)
    assert schedule.cron().startswith("*/5 ") and "COUNCILWIRE" not in schedule.systemd()
    monkeypatch.setenv("COUNCILWIRE_CONTACT", 'Ann "100%" Bee')
    monkeypatch.setenv("COUNCILWIRE_DELAY", "9")
    monkeypatch.setenv("COUNCILWIRE_LIFELINE", "4")
    *kept, line = schedule.cron().splitlines()
    assert kept == ["COUNCILWIRE_CONTACT='Ann \"100%\" Bee'", 'COUNCILWIRE_DELAY="9"'] and line.startswith("*/5 ")
    told = schedule.systemd().split("# /etc/councilwire.env (chmod 600)\n")[1].splitlines()
    assert told == ['COUNCILWIRE_CONTACT="Ann \\"100%\\" Bee"', 'COUNCILWIRE_DELAY="9"']


def test_runs_report_to_programs(home: dict[str, str], tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    story = STORY.replace("<title>", '<link rel="canonical" href="https://paper.example/bins.html"><title>')
    (saved / "a.html").write_text(story)
    (saved / "b.html").write_text(
        story.replace("bins.html", "lorries.html")
        .replace("Bins", "Lorries")
        .replace("bin", "lorry")
        .replace("Monday", "Friday")
    )

    def report(*arguments: str) -> dict[str, Any]:
        done = councilwire(home, *arguments, "--json")
        assert done.returncode == 0, done.stderr.decode()
        return dict(json.loads(done.stdout))

    taken = report("import", str(saved))
    assert (taken["run"], taken["ok"], taken["counts"]["new"], taken["counts"]["tagged"]) == ("import", True, 2, 2)
    assert taken["started"] < taken["finished"] and taken["seconds"] > 0 and taken["cpu"]["extract"] > 0
    assert report("reprocess", "--query", "friday")["counts"]["same"] == 1
    assert report("reprocess", "--like", "%.html")["counts"]["same"] == 2
    assert report("putback", "1", "--forget")["counts"]["same"] == 1
    assert report("archive", str(tmp_path / "a.warc.gz"), "--since", "2099-01-01")["counts"] == {"records": 0}
    assert report("quarantine", "retry")["counts"] == {"to be tried again": 0}
    refused = councilwire(home, "reprocess", "--query", "tga:x")
    assert refused.returncode == 1 and b"did you mean 'tag'?" in refused.stderr


def test_an_address_that_is_not_in_quarantine_is_said(home: dict[str, str]) -> None:
    done = councilwire(home, "quarantine", "retry", "https://paper.example/a")
    assert done.returncode == 1
    assert b"https://paper.example/a: not in quarantine" in done.stderr


def test_import_of_nothing_fails_in_one_line(home: dict[str, str], tmp_path: Path) -> None:
    done = councilwire(home, "import", str(tmp_path / "absent.warc.gz"))
    assert done.returncode == 1
    assert b"no such file" in done.stderr and b"Traceback" not in done.stderr


def test_a_locked_database_is_said_in_one_line(home: dict[str, str], tmp_path: Path) -> None:
    assert councilwire(home, "migrate").returncode == 0
    other = sqlite3.connect(tmp_path / "councilwire.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    page = tmp_path / "page.html"
    page.write_text(STORY)
    done = councilwire(home | {"COUNCILWIRE_LOCK_WAIT": "1"}, "import", str(page), "--url", "https://paper.example/a")
    other.execute("ROLLBACK")
    other.close()
    assert done.returncode == 1
    assert b"locked" in done.stderr.splitlines()[-1] and b"Traceback" not in done.stderr


def test_a_port_in_use_is_said_in_one_line(home: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = councilwire(home, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert b"--port" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_ports_that_are_none_are_a_wrong_setting(home: dict[str, str]) -> None:
    done = councilwire(home | {"COUNCILWIRE_PORTS": "80;81"}, "crawl", "--due")
    assert done.returncode == 2
    assert b"COUNCILWIRE_PORTS" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_without_internet_a_crawl_names_the_source_and_stores_nothing(home: dict[str, str], tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "nowhere.py").write_text(
        "from crawler.channels import Feed\nfrom crawler.spider import SourceSpider\n\n\n"
        "class Nowhere(SourceSpider):\n    name = 'nowhere'\n    title = 'Nowhere'\n    home = 'https://nowhere.invalid/'\n"
        "    channels = (Feed('https://nowhere.invalid/feed'),)\n"
    )
    done = councilwire(home | {"COUNCILWIRE_SOURCES": str(sources)}, "crawl", "nowhere")
    assert done.returncode == 1
    assert b"nowhere" in done.stderr and b"Traceback" not in done.stderr
    stored = sqlite3.connect(tmp_path / "councilwire.sqlite")
    assert stored.execute("SELECT count(*) FROM article").fetchone() == (0,)


def test_tag_reads_ndjson_and_says_which_line_is_not(home: dict[str, str], shared: Path) -> None:
    good = b'{"id": "a", "title": "Bin strike ends", "text": "Unite members at the council called off their strike."}'
    lines = good + b"\n{oops\n"
    done = councilwire(home, "tag", "-", given=lines)
    assert done.returncode == 1
    assert json.loads(done.stdout)["id"] == "a"
    assert b":2:" in done.stderr
