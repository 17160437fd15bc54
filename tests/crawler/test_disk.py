"""A disk that is full in the middle of a run, and a database nobody may write."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.crawl.kills import gazette
from models.database import engine
from tests.crawler.site import Answer, Site, source

REPOSITORY = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(
    bool(os.environ.get("COUNCILWIRE_DATABASE_URL")), reason="the disk of a database server is not ours to fill"
)
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (int({limit}), int({limit}))); "
CRAWL = "import sys; sys.argv[0] = 'victim'; from benchmarks.crawl.victim import main; sys.exit(main())"


def crawl(tmp_path: Path, site: Site, before: str = "") -> subprocess.CompletedProcess[str]:
    """A crawl as a process of its own, with `before` run first in it."""
    arguments = [f"sqlite:///{tmp_path / 'desk.sqlite'}", str(tmp_path / "sources"), str(site.port)]
    environment = os.environ | {"COUNCILWIRE_WORKERS": "1"}
    return subprocess.run(
        [sys.executable, "-c", before + CRAWL, *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_full_disk_ends_the_run_with_a_line_and_the_next_one_reaches_the_same_end(tmp_path: Path) -> None:
    with Site() as site:
        gazette(site, 60, chrome=60_000)
        source(tmp_path / "sources", "gazette", site, 'Sitemap("{base}/index.xml")')
        full = crawl(tmp_path, site, FULL.format(limit=900_000))
        assert full.returncode != 0
        assert full.stdout.count("disk is full or cannot be written") == 1, full.stdout + full.stderr
        assert "Traceback" not in full.stdout + full.stderr
        whole = crawl(tmp_path, site)
        assert whole.returncode == 0, whole.stdout + whole.stderr
    on = engine(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with on.connect() as connection:
        assert connection.execute(text("SELECT count(*), count(DISTINCT url) FROM article")).one() == (60, 60)
    on.dispose()


def test_a_database_locked_in_the_middle_of_a_run_ends_it_with_a_line_and_the_next_one_reaches_the_same_end(
    tmp_path: Path,
) -> None:
    path = tmp_path / "desk.sqlite"
    holding: list[sqlite3.Connection] = []
    with Site() as site:
        gazette(site, 60)
        source(tmp_path / "sources", "gazette", site, 'Sitemap("{base}/index.xml")')
        quick = site.missing

        def locking(asked: str) -> Answer:
            if asked.endswith("/20") and not holding:
                holding.append(sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=60))
                holding[0].execute("BEGIN IMMEDIATE")
            return quick(asked)

        site.missing = locking
        locked = crawl(tmp_path, site, "import os; os.environ['COUNCILWIRE_LOCK_WAIT'] = '1'; ")
        assert locked.returncode == 1
        assert locked.stdout.count("the database is locked by another process") == 1, locked.stdout + locked.stderr
        assert "Traceback" not in locked.stdout + locked.stderr
        holding[0].execute("ROLLBACK")
        whole = crawl(tmp_path, site)
        assert whole.returncode == 0, whole.stdout + whole.stderr
    with holding[0] as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT url) FROM article").fetchone() == (60, 60)
    holding[0].close()
