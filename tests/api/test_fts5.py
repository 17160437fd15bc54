"""Full text in the order of days: the index follows every change, and pages meet without gap or double."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from api import fts5, lists
from models.article import Article
from tests.api.factory import ARRIVED, Filler

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


def found(client: TestClient, query: str, **more: object) -> list[int]:
    answer = client.get("/v1/articles", params={"q": query, "limit": 200, **more})
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


def paged(client: TestClient, query: str, limit: int, **more: object) -> list[int]:
    ids: list[int] = []
    cursor = None
    while True:
        asked = {"q": query, "limit": limit, **more, **({"cursor": cursor} if cursor else {})}
        told = client.get("/v1/articles", params=asked).json()
        ids += [one["id"] for one in told["items"]]
        cursor = told["next"]
        if cursor is None:
            return ids


def ordered(articles: list[Article], down: bool = True) -> list[int]:
    return [one.id or 0 for one in sorted(articles, key=lambda one: (one.sort_at, one.id or 0), reverse=down)]


def spread(filler: Filler, days: int, moments: int) -> list[Article]:
    """Articles over a few days, several at the same moment, stored in no order."""
    draw = random.Random(4)
    at = [DAY + timedelta(days=day, hours=hour // 2) for day in range(days) for hour in range(moments)]
    draw.shuffle(at)
    told = [filler.article("ofsted", f"Potholes {n}", "The potholes are deep.", when) for n, when in enumerate(at)]
    filler.session.commit()
    return told


def test_pages_meet_without_gap_or_double_in_both_directions(filler: Filler, client: TestClient) -> None:
    told = spread(filler, 4, 7)
    for limit in (1, 3, 7, 28, 50):
        assert paged(client, "potholes", limit) == ordered(told)
        assert paged(client, "potholes", limit, sort="oldest") == ordered(told, down=False)


@pytest.mark.parametrize("near", [1, 4, 10, 1000])
def test_rare_words_and_frequent_ones_come_in_one_order(
    filler: Filler, client: TestClient, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "NEAR", near)
    lists._worded.cache_clear()
    told = spread(filler, 4, 7)
    rare = told[::5]
    for one in rare:
        one.text += " A ferry sank."
    filler.session.commit()
    for limit in (1, 2, 3, 50):
        for words, expected in (("ferry", rare), ("potholes", told), ("ferry potholes", rare), ("zzzz", [])):
            assert paged(client, words, limit) == ordered(expected)
            assert paged(client, words, limit, sort="oldest") == ordered(expected, down=False)
    lists._worded.cache_clear()


def test_the_way_back_through_matches_is_the_way_there(filler: Filler, client: TestClient) -> None:
    told = spread(filler, 3, 6)
    address, seen = "/v1/articles?q=potholes&limit=4", list[list[int]]()
    while address:
        answer = client.get(address)
        seen.append([one["id"] for one in answer.json()["items"]])
        address = answer.links.get("next", {}).get("url", "").removeprefix("https://wire.example")
    assert [id_ for page in seen for id_ in page] == ordered(told)
    for page in reversed(seen[:-1]):
        answer = client.get(answer.links["prev"]["url"].removeprefix("https://wire.example"))
        assert [one["id"] for one in answer.json()["items"]] == page


def test_a_day_of_thousands_is_paged_as_any_other(filler: Filler, client: TestClient) -> None:
    for number in range(1500):
        filler.article("ofsted", f"Bulk {number}", "Bulk import of the archive.", DAY + timedelta(seconds=number % 700))
    later = filler.article("ofsted", "Bulk news", "Bulk.", DAY + timedelta(days=1))
    filler.session.commit()
    ids = paged(client, "bulk", 200)
    assert ids[0] == later.id and len(ids) == len(set(ids)) == 1501
    assert [one["id"] for one in client.get("/v1/articles?q=bulk&limit=2").json()["items"]] == ids[:2]


def test_an_article_whose_day_changes_is_found_in_its_new_place_and_nowhere_else(
    filler: Filler, client: TestClient, database: Engine
) -> None:
    one = filler.article("ofsted", "One", "Potholes of one.", DAY)
    two = filler.article("ofsted", "Two", "Potholes of two.", DAY - timedelta(days=3))
    filler.session.commit()
    assert found(client, "potholes") == [one.id, two.id]
    two.sort_at = DAY + timedelta(days=400)
    filler.session.commit()
    assert found(client, "potholes") == [two.id, one.id]
    two.text = "Nothing of the kind."
    filler.session.commit()
    assert found(client, "potholes") == [one.id] and found(client, "kind") == [two.id]
    intact(database)


def test_an_article_without_a_date_stands_where_it_was_first_seen(filler: Filler, client: TestClient) -> None:
    dated = filler.article("ofsted", "Dated", "Potholes.", ARRIVED + timedelta(days=1))
    undated = filler.article("ofsted", "Undated", "Potholes.", None)
    older = filler.article("ofsted", "Older", "Potholes.", ARRIVED - timedelta(days=1))
    filler.session.commit()
    assert found(client, "potholes") == [dated.id, undated.id, older.id]


@pytest.mark.parametrize("year", [1, 1899, 1969, 1970, 2099, 9999])
def test_any_year_has_its_place(filler: Filler, client: TestClient, year: int) -> None:
    odd = filler.article("ofsted", "Odd", "Potholes.", datetime(year, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
    edge = filler.article("ofsted", "Edge", "Potholes.", datetime(year, 1, 1, tzinfo=UTC))
    now = filler.article("ofsted", "Now", "Potholes.", DAY)
    filler.session.commit()
    assert found(client, "potholes") == ordered([odd, edge, now])
    assert paged(client, "potholes", 1) == ordered([odd, edge, now])
    early = [one for one in (edge, now) if one.sort_at.year < year or one is edge]
    late = [one for one in (odd, now) if one.sort_at.year > year or one is odd]
    assert found(client, f"potholes before:{year:04}-12-31") == ordered(early)
    assert found(client, f"potholes after:{year:04}-12-31") == ordered(late)


def test_a_moment_in_another_zone_counts_by_its_day_in_utc(filler: Filler, client: TestClient) -> None:
    summer = filler.article("ofsted", "Summer", "Potholes.", datetime.fromisoformat("2026-07-01T00:30:00+01:00"))
    noon = filler.article("ofsted", "Noon", "Potholes.", datetime(2026, 6, 30, 12, tzinfo=UTC))
    filler.session.commit()
    assert found(client, "potholes before:2026-07-01") == [summer.id, noon.id]
    assert found(client, "potholes after:2026-07-01") == []


def test_what_is_gone_is_left_out_of_full_pages(filler: Filler, client: TestClient) -> None:
    told = spread(filler, 2, 8)
    for one in told[::2]:
        one.gone = DAY
    filler.session.commit()
    assert paged(client, "potholes", 3) == ordered(told[1::2])


def test_words_beside_dates_fields_and_alternatives_keep_one_order(filler: Filler, client: TestClient) -> None:
    told = spread(filler, 4, 4)
    after = (DAY + timedelta(days=2)).date()
    late = [one for one in told if one.sort_at.date() >= after]
    for query in (
        f"potholes after:{after}",
        f"potholes deep -shallow after:{after}",
        f"(potholes OR craters) after:{after}",
        f"potholes after:{after} source:ofsted",
        f"after:{after}",
    ):
        assert paged(client, query, 3) == ordered(late), query
        assert paged(client, query, 3, sort="oldest") == ordered(late, down=False), query
    early = [one for one in told if one.sort_at.date() < after]
    assert paged(client, f"potholes -after:{after}", 3) == ordered(early)
    assert paged(client, f"potholes (before:{after} OR source:local-gov)", 3) == ordered(early)


def test_what_is_added_between_two_pages_of_one_day_shifts_nothing(filler: Filler, client: TestClient) -> None:
    told = spread(filler, 1, 6)
    first = client.get("/v1/articles?q=potholes&limit=3").json()
    filler.article("ofsted", "Potholes", "New potholes.", max(one.sort_at for one in told))
    filler.session.commit()
    second = client.get("/v1/articles", params={"q": "potholes", "limit": 3, "cursor": first["next"]}).json()
    assert [one["id"] for one in (*first["items"], *second["items"])] == ordered(told)


def test_a_deleted_article_leaves_the_index(filler: Filler, client: TestClient, database: Engine) -> None:
    one, two = spread(filler, 1, 2)
    kept = two.id
    connection = filler.session.connection()
    for table in ("annotation", "storyarticle"):
        connection.execute(text(f"DELETE FROM {table} WHERE article_id = {one.id}"))
    connection.execute(text(f"DELETE FROM story WHERE lead_id = {one.id}"))
    connection.execute(text(f"DELETE FROM article WHERE id = {one.id}"))
    filler.session.commit()
    assert found(client, "potholes") == [kept]
    intact(database)


def test_a_place_holds_the_day_and_the_id(filler: Filler, database: Engine) -> None:
    if database.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps no places")
    one = filler.article("ofsted", "One", "Text.", datetime(2024, 2, 29, 23, 59, tzinfo=UTC))
    filler.session.commit()
    with database.connect() as connection:
        place = connection.execute(text("SELECT place FROM article")).scalar_one()
    assert place == fts5.first_of(datetime(2024, 2, 29).date()) | (one.id or 0)
    assert place & fts5.IDS == one.id


def intact(database: Engine) -> None:
    """The index holds what the articles hold, by FTS5's own check."""
    if database.dialect.name == "sqlite":
        with database.begin() as connection:
            connection.execute(text("INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 1)"))
