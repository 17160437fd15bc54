"""Short version of `make bench-crawl`'s kills: whatever is killed, nothing is lost, doubled or left running."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.crawl.kills import massacre
from tests.crawler.conftest import open_desk


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the process tree from /proc")
def test_kill_9_at_any_moment_loses_nothing_doubles_nothing_and_leaves_no_orphans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCILWIRE_WORKERS", "1")
    desk = open_desk(tmp_path)
    url = desk.on.url.render_as_string(hide_password=False)
    desk.on.dispose()
    toll = massacre(tmp_path, url, kills=4, pages=120, seed=os.getpid(), longest=6.0)
    assert toll.clean, toll
    assert toll.kills == 4
