"""Fuzz the API of a demo newsroom with schemathesis: `python -m benchmarks.fuzz --examples 1000`.

Fills a database by the demo's crawls, serves a copy of it by `councilwire serve`, and holds every answer against the
description: no 5xx, no undocumented status, shape or type, nothing invalid accepted, no key ignored. Ends with 1 when
there is any failure. The stateful phase (call what a call returned) comes with 500 examples or more.
"""

import argparse
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from api import keys
from api.follow_views import EXAMPLES
from models.database import engine, migrate
from models.follow import ApiKey, Message

ROOT = Path(__file__).parent.parent.parent
STATEFUL = 500


def main() -> None:
    asked = _arguments()
    begun = time.monotonic()
    if asked.url:
        code = _fuzz(asked.url, asked.key, asked)
    else:
        with TemporaryDirectory() as folder, _served(Path(folder)) as (url, key):
            code = _fuzz(url, key, asked)
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"fuzz: {time.monotonic() - begun:.0f} s, {cpu.ru_utime + cpu.ru_stime:.0f} s CPU", file=sys.stderr)
    sys.exit(code)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=1000, help="requests an operation (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same requests")
    parser.add_argument("--url", help="a server that runs already, instead of the demo")
    parser.add_argument("--key", default="", help="its key, with the scopes alerts and label")
    return parser.parse_args()


def _fuzz(url: str, key: str, asked: argparse.Namespace) -> int:
    phases = "examples,coverage,fuzzing" + (",stateful" if asked.examples >= STATEFUL else "")
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"{url}/openapi.json"]
    command += ["--max-examples", str(asked.examples), "--seed", str(asked.seed), "--phases", phases]
    command += ["--checks", "all", "--continue-on-failure", "--workers", "2", "--no-color", "--warnings", "off"]
    command += ["-H", f"Authorization: Bearer {key}"] if key else []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            for line in running.stdout or ():
                print(line.rstrip()[:300], flush=True)
        except BaseException:
            running.terminate()
            raise
    return running.returncode


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str]]:
    """The demo's database, copied and served; gives the address and a key that may all but rule."""
    on = _database(folder)
    key = _key(on)
    on.dispose()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = {"COUNCILWIRE_DATABASE_URL": str(on.url), "COUNCILWIRE_SMTP_URL": "smtp://127.0.0.1:1"}
    command = [sys.executable, "councilwire.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **here})
    try:
        _wait(f"http://127.0.0.1:{port}/health", server)
        yield f"http://127.0.0.1:{port}", key
    finally:
        server.terminate()
        server.wait(20)


def _database(folder: Path) -> Engine:
    made = Path(os.environ.get("COUNCILWIRE_VAR", ROOT / "var")) / "demo" / "councilwire.sqlite"
    if not made.exists():
        subprocess.run([sys.executable, "councilwire.py", "demo", "--no-stay"], cwd=ROOT, check=True)
    with engine(f"sqlite:///{made}").connect() as connection:
        connection.execute(text("VACUUM INTO :copy"), {"copy": str(folder / "fuzz.sqlite")})
    on = engine(f"sqlite:///{folder / 'fuzz.sqlite'}")
    migrate(on)
    return on


def _key(on: Engine) -> str:
    """A new key, and one message of its own, for the operation that takes a message's id."""
    now = datetime.now(UTC)
    with Session(on) as session:
        key = keys.new(session, f"fuzz {now:%H:%M:%S.%f}", ["alerts", "label", "read-full-text"], now)
        owner = session.exec(select(ApiKey).order_by(col(ApiKey.id).desc())).first()
        known = {"id": EXAMPLES["MessageView"]["id"], "channel": "webhook", "address": "https://paper.example/"}
        session.add(Message(**known, key_id=owner.id, created=now, sent=now, body={"alerts": [], "events": []}))
        session.commit()
    return key


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
