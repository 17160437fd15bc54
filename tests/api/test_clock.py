"""Times: one moment reads the same on every page, as clocks in the UK show it."""

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from api.clock import day, when
from tests.api.factory import Filler


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2026-07-01T12:30:00Z", "1 July 2026, 13:30"),
        ("2026-07-01T13:30:00+01:00", "1 July 2026, 13:30"),
        ("2026-07-01T08:30:00-04:00", "1 July 2026, 13:30"),
        ("2026-06-30T23:15:00Z", "1 July 2026, 00:15"),
        ("2026-11-22T06:00:00Z", "22 November 2026, 06:00"),
        ("2026-06-30T23:00:00Z", "1 July 2026"),  # midnight: a day whose hour nobody told
        ("2026-07-01T00:00:00Z", "1 July 2026"),
        ("2026-07-01T09:05:00", "1 July 2026, 09:05"),
        ("2026-07-01", "1 July 2026"),
        ("last Tuesday", "last Tuesday"),
        (None, ""),
    ],
)
def test_a_moment_is_shown_in_uk_time(told: str | None, shown: str) -> None:
    assert when(told) == shown


def test_a_short_day_is_that_of_the_same_clock() -> None:
    assert day("2026-06-30T23:15:00Z") == day("2026-07-01") == "1 Jul 2026"


def test_every_page_shows_one_moment_alike(filler: Filler, client: TestClient) -> None:
    late = datetime(2026, 6, 30, 23, 15, tzinfo=UTC)  # a quarter past midnight in the UK
    made = filler.article("local-gov", "Failed", "Ofsted found it inadequate.", late, ("inspection/ofsted-inadequate",))
    filler.judged(made, "E08000027", "inadequate")
    filler.session.commit()
    for path in ("/", "/search", "/articles/1", "/stories/1", "/inadequate", "/tags/inspection/ofsted-inadequate"):
        assert "1 July 2026, 00:15" in client.get(path).text, path
    council = client.get("/authorities/E08000027").text
    assert "1 July 2026, 00:15" in council and '<time datetime="2026-07-01">1 July 2026</time>' in council
