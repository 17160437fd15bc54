"""WARC in and out, saved HTML, retention and quarantine: everything that needs no network."""

import gzip
import random
import string
import threading
from collections import Counter
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError
from sqlmodel import Session
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler import archive, bring, frontier, lease, quarantine, store, warc, work
from models.columns import now
from models.draft import Draft
from tests.crawler.site import article


def extract_all(on: Engine) -> None:
    """What an extracting process does, in this one."""
    drained = threading.Event()
    drained.set()
    work.work(on, {}, lease.name("test"), drained)


def rows(on: Engine, query: str) -> list[tuple]:  # type: ignore[type-arg]
    with on.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def warc_of(path: Path, pages: dict[str, bytes], status: str = "200 OK", date: str = "2026-11-20T09:00:00Z") -> Path:
    """A WARC file with these pages."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for url, body in pages.items():
            http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            more = {"WARC-Date": date}
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=more
            )
            writer.write_record(record)
    return path


def test_a_warc_goes_in_and_comes_out_as_it_was(database: Engine, tmp_path: Path) -> None:
    pages = {f"https://www.paper.example/news/{n}": article(n) for n in range(120)}
    taken, problems = bring.bring(database, [warc_of(tmp_path / "in.warc.gz", pages)], now())
    assert (taken, problems) == (120, [])
    assert warc.write(database, tmp_path / "out" / "out.warc.gz") == 120
    again = {saved.url: saved.body for saved in bring.read(tmp_path / "out" / "out.warc.gz")}
    assert again == pages
    assert not list((tmp_path / "out").glob("*.open"))


def test_a_warc_is_never_written_over(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "out.warc.gz").write_bytes(b"mine")
    with pytest.raises(warc.WarcError, match="already there"):
        warc.write(database, tmp_path / "out.warc.gz")
    assert (tmp_path / "out.warc.gz").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["torn.warc", "torn.warc.gz"])
def test_a_torn_record_is_a_problem_and_the_whole_ones_are_taken(database: Engine, tmp_path: Path, name: str) -> None:
    whole = warc_of(tmp_path / name, {f"https://www.paper.example/{n}": article(n) for n in range(3)})
    whole.write_bytes(whole.read_bytes()[:-700])
    taken, problems = bring.bring(database, [whole], now())
    assert taken == 2
    assert len(problems) == 1


@pytest.mark.parametrize("body", [b"", b"not a warc", gzip.compress(b"not a warc"), b"WARC/1.0\r\nWARC-Type: response"])
def test_what_is_no_warc_is_a_problem(database: Engine, tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "odd.warc"
    path.write_bytes(body)
    taken, problems = bring.bring(database, [path], now())
    assert taken == 0
    assert len(problems) == 1


def test_a_warc_of_the_whole_web_is_filtered_by_our_sources(database: Engine, tmp_path: Path) -> None:
    pages = {"https://www.localgov.co.uk/A-story/12345": article(1), "https://www.paper.example/x": article(2)}
    skipped: Counter[str] = Counter()
    path = warc_of(tmp_path / "CC-NEWS.warc.gz", pages)
    assert bring.bring(database, [path], now(), known_only=True, skipped=skipped) == (1, [])
    assert skipped == {"another site": 1}
    assert rows(database, "SELECT source FROM page") == [("localgov",)]


def test_records_that_are_no_pages_are_counted_and_no_problem(database: Engine, tmp_path: Path) -> None:
    skipped: Counter[str] = Counter()
    path = warc_of(tmp_path / "gone.warc", {"https://www.paper.example/x": b"gone"}, status="404 Not Found")
    assert bring.bring(database, [path], now(), skipped=skipped) == (0, [])
    assert skipped == {"HTTP 404": 1}


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://www.paper.example/news/a">', "https://www.paper.example/news/a"),
        ('<meta property="og:url" content="https://www.paper.example/?p=7">', "https://www.paper.example/?p=7"),
        (
            '<link rel="canonical" href="https://www.paper.example/">'
            '<meta property="og:url" content="https://www.paper.example/news/b?utm_source=x">',
            "https://www.paper.example/news/b",
        ),
    ],
)
def test_a_saved_page_stands_under_the_address_it_gives_itself(
    database: Engine, tmp_path: Path, head: str, address: str
) -> None:
    (tmp_path / "page.html").write_bytes(article(1, head=head))
    assert bring.bring(database, [tmp_path / "page.html"], now()) == (1, [])
    extract_all(database)
    assert rows(database, "SELECT url, source FROM article") == [(address, "www.paper.example")]


@pytest.mark.parametrize("told", ["", "https://www.paper.example/", "/news/a", "file:///home/a.html", "https://[x/y"])
def test_a_saved_page_without_an_address_is_refused_and_taken_with_one(
    database: Engine, tmp_path: Path, told: str
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(article(1, head=f'<link rel="canonical" href="{told}">'))
    taken, problems = bring.bring(database, [page], now())
    assert taken == 0
    assert problems == [f"{page}: it gives no address of its own; say it with --url https://…"]
    assert bring.bring(database, [page], now(), url="https://www.paper.example/news/a") == (1, [])
    assert rows(database, "SELECT url FROM page") == [("https://www.paper.example/news/a",)]


def test_no_path_of_a_machine_becomes_an_address(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(article(1))
    told = "file:///home/a.html"
    problems = [f"not a web address: {told}"]
    assert bring.bring(database, [tmp_path / "page.html"], now(), url=told) == (0, problems)
    assert bring.bring(database, [warc_of(tmp_path / "in.warc", {told: article(1)})], now())[0] == 0


def test_an_older_capture_never_replaces_a_younger_one(database: Engine, tmp_path: Path) -> None:
    url = "https://www.paper.example/x"
    young = warc_of(tmp_path / "young.warc", {url: article("young")}, date="2026-11-20T09:00:00Z")
    old = warc_of(tmp_path / "old.warc", {url: article("old")}, date="2020-11-20T09:00:00Z")
    bring.bring(database, [young, old], now())
    assert rows(database, "SELECT digest FROM page") == [(archive.digest(article("young")),)]


def test_an_archive_brings_back_the_last_edition_and_nothing_that_was_withdrawn(
    database: Engine, tmp_path: Path
) -> None:
    edited, gone = "https://www.paper.example/edited", "https://www.paper.example/gone"
    bring.bring(database, [warc_of(tmp_path / "1.warc", {edited: article("one"), gone: article("gone")})], now())
    extract_all(database)
    for number, edition in enumerate(("two", "three")):  # within one second, and read after they came
        date = f"2026-11-21T09:00:00.{number}Z"
        bring.bring(database, [warc_of(tmp_path / f"{edition}.warc", {edited: article(edition)}, date=date)], now())
        extract_all(database)
    page = rows(database, f"SELECT id FROM page WHERE url = '{gone}'")[0][0]
    archive.store(database, [archive.Fetched(page, status=410)])
    assert warc.write(database, tmp_path / "out.warc.gz") == 3
    saved = list(bring.read(tmp_path / "out.warc.gz"))
    assert [one.body for one in saved] == [article("one"), article("two"), article("three")]
    assert [one.at for one in saved] == sorted({one.at for one in saved if one.at})


def test_an_older_capture_never_brings_back_what_was_withdrawn(database: Engine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "in.warc", {"https://www.paper.example/x": article("x")})
    bring.bring(database, [path], now())
    extract_all(database)
    archive.store(database, [archive.Fetched(1, status=410)])
    assert bring.bring(database, [path], now()) == (1, [])
    extract_all(database)
    assert rows(database, "SELECT state FROM page") == [("gone",)]
    assert rows(database, "SELECT count(*) FROM article WHERE gone IS NULL") == [(0,)]


def letters(count: int) -> str:
    """So many letters and digits that no database can make fewer of."""
    return "".join(random.Random(count).choices(string.ascii_lowercase + string.digits, k=count))


def test_no_address_is_longer_than_a_database_can_look_up(database: Engine, tmp_path: Path) -> None:
    paper = "https://www.paper.example"
    pages = {f"{paper}/{letters(9000)}": article(0), f"{paper}/1": article(1), f"{paper}/2": article(2)}
    pages[f"{paper}/1"] = article(1, head=f'<link rel="canonical" href="/{letters(9000)}">')
    taken, problems = bring.bring(database, [warc_of(tmp_path / "in.warc", pages)], now())
    assert taken == 2 and len(problems) == 1 and problems[0].endswith("an address of 9026 characters")
    extract_all(database)
    assert rows(database, "SELECT canonical_url FROM article ORDER BY id") == [(f"{paper}/1",), (f"{paper}/2",)]
    moved = archive.Fetched(2, article("moved"), 200, url=f"{paper}/{letters(9000)}")
    archive.store(database, [moved])
    assert rows(database, "SELECT url, state, reason FROM page WHERE id = 2") == [
        (f"{paper}/2", "refused", "trap: it leads to an address of 9026 characters")
    ]


def test_a_page_that_is_too_much_for_the_database_is_refused_alone(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def limited(session: Session, batch: list[store.Extracted], at: datetime) -> dict[str, int]:
        if any("/1" in one.page.url and isinstance(one.outcome, Draft) for one in batch):
            raise DataError("INSERT", {}, Exception("string is too long for tsvector"))
        return whole(session, batch, at)

    whole = store.store
    monkeypatch.setattr(store, "store", limited)
    path = warc_of(tmp_path / "in.warc", {f"https://www.paper.example/{n}": article(n) for n in range(3)})
    bring.bring(database, [path], now())
    extract_all(database)
    assert [row[0] for row in rows(database, "SELECT state FROM page ORDER BY id")] == [
        "extracted",
        "refused",
        "extracted",
    ]
    told = "broken: database: string is too long for tsvector"
    assert rows(database, "SELECT reason FROM page WHERE state = 'refused'") == [(told,)]


def test_importing_twice_stores_nothing_twice(database: Engine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "in.warc", {f"https://www.paper.example/{n}": article(n) for n in range(3)})
    for _ in range(2):
        bring.bring(database, [path], now())
        extract_all(database)
    assert rows(database, "SELECT count(*), max(revisions) FROM article") == [(3, 1)]


def test_retention_drops_bodies_and_keeps_articles(database: Engine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "in.warc", {f"https://www.paper.example/{n}": article(n) for n in range(3)})
    bring.bring(database, [path], now() - timedelta(days=40))
    assert archive.forget(database, 30, now()) == 0  # they still wait for extraction
    extract_all(database)
    assert archive.forget(database, 30, now()) == 3
    assert rows(database, "SELECT count(*) FROM article") == [(3,)]
    assert rows(database, "SELECT count(*) FROM page WHERE etag IS NOT NULL") == [(0,)]


def test_a_page_that_ends_its_process_is_given_up_alone(database: Engine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "in.warc", {f"https://www.paper.example/{n}": article(n) for n in range(20)})
    bring.bring(database, [path], now())
    batch = frontier.claim_fetched(database, now(), "victim", 16)
    assert len(batch) == 16
    frontier.blame(database, "victim")
    assert len(frontier.claim_fetched(database, now(), "next", 16)) == 4
    for _ in range(2):
        alone = frontier.claim_fetched(database, now(), "guilty", 16)
        assert len(alone) == 1
        with database.begin() as connection:
            connection.execute(text("UPDATE page SET attempts = 2 WHERE lease_by = 'guilty'"))
        frontier.blame(database, "guilty")
    lease.release(database, "next")
    extract_all(database)
    counts = dict(rows(database, "SELECT state, count(*) FROM page GROUP BY state"))
    assert counts == {"extracted": 18, "quarantined": 2}
    assert [page["reason"].split(":")[0] for page in quarantine.quarantined(database)] == ["crashed", "crashed"]
    assert quarantine.retry(database) == 2
    extract_all(database)
    assert rows(database, "SELECT count(*) FROM article") == [(20,)]


def test_what_is_refused_as_not_found_withdraws_its_article(database: Engine, tmp_path: Path) -> None:
    url = "https://www.paper.example/x"
    first = warc_of(tmp_path / "a.warc", {url: article("x")}, date="2026-11-19T09:00:00Z")
    lost = b"<title>Page not found</title><h1>Page not found</h1><p>Sorry.</p>"
    second = warc_of(tmp_path / "b.warc", {url: lost}, date="2026-11-20T09:00:00Z")
    for path in (first, second):
        bring.bring(database, [path], now())
        extract_all(database)
    assert rows(database, "SELECT count(*) FROM article WHERE gone IS NOT NULL") == [(1,)]
