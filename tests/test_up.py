"""`councilwire up` and all that it started end together, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.crawl.kills import family, left

ROOT = Path(__file__).parent.parent
SOURCE = """from crawler.channels import Feed
from crawler.spider import SourceSpider


class Slow(SourceSpider):
    name = "slow"
    title = "Slow"
    home = "https://slow.invalid/"
    channels = (Feed("https://slow.invalid/feed"),)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_what_is_up(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "slow.py").write_text(SOURCE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILWIRE_")}
    own = {
        "COUNCILWIRE_DATABASE_URL": f"sqlite:///{tmp_path / 'up.sqlite'}",
        "COUNCILWIRE_SOURCES": str(tmp_path / "sources"),
    }
    command = [sys.executable, str(ROOT / "councilwire.py"), "up", "--port", port]
    up = subprocess.Popen(command, env=kept | own, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        kin = _crawling(up.pid)
        up.send_signal(how)
        up.wait(30)
        assert left(kin, patience=20) == 0
    finally:
        for pid in family(up.pid)[::-1]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _crawling(pid: int) -> list[int]:
    """The family once a crawl with processes of its own is among it."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        kin = family(pid)
        lines = [Path(f"/proc/{one}/cmdline").read_bytes() for one in kin if Path(f"/proc/{one}/cmdline").exists()]
        if any(b"--due" in line for line in lines) and len(kin) >= 5:
            return kin
        time.sleep(0.1)
    pytest.fail("no crawl began")
