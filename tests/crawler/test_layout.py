"""The layout monitor speaks when a source's pages come out unlike before, and only then."""

import logging
from collections.abc import Callable

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.app import create_app
from crawler import health, layout
from crawler.layout import Shape, trouble, usual
from models.columns import now
from models.settings import Settings
from tests.crawler.conftest import Desk
from tests.crawler.site import Answer, Site, article

DATE = b"datetime='2026-11-20T09:00:00Z'>20 November 2026"
USUAL = usual([Shape(3000 + n * 37 % 900, 180, 1200, True, n) for n in range(24)])


def test_a_source_as_it_always_was_is_no_trouble() -> None:
    assert trouble(USUAL, usual([Shape(2000, 250, 900, True, n) for n in range(8)])) is None


def test_text_that_shrinks_and_dates_that_vanish_are_told() -> None:
    told = trouble(USUAL, usual([Shape(400, 20, 3800, False, n) for n in range(8)])) or ""
    assert "usual text" in told and "first paragraph" in told and "share taken out" in told and "date" in told


def _edition(site: Site, name: str, count: int, broken: bool = False) -> None:
    for n in range(count):
        body = article(f"{name}{n}", paragraphs=8)
        if broken:  # the story's first lines stay, the rest is now loaded by a script; the date is gone
            start, end = body.index(b"</p>", body.index(b"<h1>") + 200), body.index(b"</article>")
            body = body[:start] + b"</p>" + body[end:]
            body = body.replace(DATE, b">today")
        site.pages[f"/{name}/{n}"] = Answer(body)
    site.feed("/rss", [f"/{name}/{n}" for n in range(count)])


@pytest.fixture(scope="module")
def editions(desk: Desk) -> Desk:
    """Two papers, two editions each; the second edition of one comes in a template that we do not read rightly."""
    steady, broken = desk.open("steady"), desk.open("broken")
    for site in (steady, broken):
        _edition(site, "first", 26)
    desk.crawl()
    _edition(steady, "second", 20)
    _edition(broken, "second", 20, broken=True)
    desk.crawl()
    return desk


def test_a_template_that_changes_raises_the_alarm_and_a_steady_one_does_not(editions: Desk) -> None:
    found = {one.name: one for one in health.health(editions.on)}
    assert found["steady"].layout is None and found["steady"].state == "healthy"
    assert "usual text went from" in str(found["broken"].layout) and "with a date" in str(found["broken"].layout)
    assert found["broken"].state == "failing" and str(found["broken"].layout) in health.table(editions.on)
    states = editions.rows("SELECT source, state, reason FROM sourcestate ORDER BY id")
    assert ("broken", "failing", found["broken"].layout) in [tuple(row) for row in states]


def test_an_alarm_is_logged_once_and_stays_until_the_pages_or_a_person_say_otherwise(
    editions: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    assert health.note_changes(editions.on, ["broken"], now()) == [] and caplog.records == []
    with Session(editions.on) as session:
        assert not layout.accept(session, "steady")
        assert layout.accept(session, "broken")
        session.commit()
    health.note_changes(editions.on, ["broken"], now())
    assert health.health(editions.on, ["broken"])[0].layout is None


def test_a_young_source_is_not_judged(desk: Desk) -> None:
    young = desk.open("young")
    _edition(young, "first", 10)
    desk.crawl("young")
    _edition(young, "second", 10, broken=True)
    desk.crawl("young")
    assert health.health(desk.on, ["young"])[0].layout is None


def _first(body: bytes, lead: bytes) -> bytes:
    start = body.index(b"<p>")
    return body[:start] + b"<p>" + lead + body[body.index(b"</p>", start) :]


def test_a_lost_lead_or_date_is_told_by_the_log_the_command_line_and_the_api(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    boast = b"The Gazette has told the town what its council does since 1871, with every reader who walks beside it."
    ways: dict[str, tuple[str, Callable[[int, bytes], bytes]]] = {
        "no-date": ("pages with a date", lambda n, body: body.replace(DATE, b">today")),
        "one-line": ("usual first paragraph", lambda n, body: _first(body, b"Ward news, part %d of it." % (n + 10))),
        "one-lead": ("open with the same paragraph", lambda n, body: _first(body, boast)),
    }
    for name in ways:
        _edition(desk.open(name), "first", 26)
    desk.crawl(*ways)
    for name, (_, change) in ways.items():
        site = desk.sites[name]
        _edition(site, "second", 20)
        for n in range(20):
            site.pages[f"/second/{n}"] = Answer(change(n, site.pages[f"/second/{n}"].body))
    caplog.set_level(logging.WARNING)
    desk.crawl(*ways)
    client = TestClient(create_app(desk.on, settings=Settings(rate_limit=0)))
    logged = "\n".join(record.getMessage() for record in caplog.records)
    for name, (sign, _) in ways.items():
        told = client.get(f"/v1/sources/{name}/health").json()
        assert told["state"] == "failing" and sign in told["layout"]
        assert f"{name}: {told['layout']}" in logged and told["layout"] in health.table(desk.on)
