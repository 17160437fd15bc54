"""Lists: paging that is stable under insertion, validators, formats, rights, and problems that help."""

import csv
import gzip
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from sqlalchemy import Engine, text
from sqlmodel import Session
from starlette.testclient import TestClient

from api import tables
from api.access import hashed
from api.app import create_app
from api.formats import safe
from api.reading import reading
from models.follow import ApiKey
from models.settings import Settings
from models.story import Story
from tests.api.factory import Filler

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


def pages(client: TestClient, address: str) -> list[list[Any]]:
    """The ids of each page of a list, by following the Link headers."""
    found: list[list[Any]] = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        found.append([one["id"] for one in answer.json()["items"]])
        address = answer.links.get("next", {}).get("url", "").removeprefix("https://wire.example")
    return found


def test_every_list_is_paged_to_its_end_without_gap_or_double(newsroom: Engine, client: TestClient) -> None:
    for address in (
        "/v1/articles?limit=7",
        "/v1/articles?limit=7&sort=oldest",
        "/v1/articles?limit=7&q=children&sort=relevance",
        "/v1/articles?limit=7&updated_since=2020-01-01",
        "/v1/stories?limit=7",
        "/v1/judgements?limit=9",
    ):
        found = [id_ for page in pages(client, address) for id_ in page]
        every = client.get(address.replace("limit=7", "limit=200").replace("limit=9", "limit=200"))
        whole = [one["id"] for one in every.json()["items"]]
        assert found == whole and len(found) == len(set(found)) > 10, address


def test_the_way_back_is_the_way_there(newsroom: Engine, client: TestClient) -> None:
    there = pages(client, "/v1/articles?limit=10")
    last = client.get("/v1/articles?limit=10")
    for _ in there[1:]:
        last = client.get(last.links["next"]["url"].removeprefix("https://wire.example"))
    back = [[one["id"] for one in last.json()["items"]]]
    while "prev" in last.links:
        last = client.get(last.links["prev"]["url"].removeprefix("https://wire.example"))
        back.append([one["id"] for one in last.json()["items"]])
    assert [page for page in back if page] == there[::-1]


def test_what_is_added_in_between_shifts_nothing(filler: Filler, client: TestClient) -> None:
    for number in range(6):
        filler.article("ofsted", f"Article {number}", "Same words.", DAY)  # all at the same moment
    filler.session.commit()
    for address in ("/v1/articles?limit=3", "/v1/articles?limit=3&q=words&sort=relevance"):
        first = client.get(address).json()
        filler.article("ofsted", "Words, words", "Same words, words.", DAY + timedelta(days=1))
        filler.session.commit()
        second = client.get(f"{address}&cursor={first['next']}").json()
        seen = [one["id"] for one in (*first["items"], *second["items"])]
        assert len(set(seen)) == len(seen) == 6, address
        filler.session.connection().execute(text("DELETE FROM storyarticle WHERE article_id > 6"))
        for table in ("annotation", "story"):
            column = "lead_id" if table == "story" else "article_id"
            filler.session.connection().execute(text(f"DELETE FROM {table} WHERE {column} > 6"))
        filler.session.connection().execute(text("DELETE FROM article WHERE id > 6"))
        filler.session.commit()


def test_a_cursor_that_is_not_ours_is_a_problem(newsroom: Engine, client: TestClient) -> None:
    other = client.get("/v1/articles?sort=oldest&limit=3").json()["next"]
    bomb = "eJztwTEBAAAAwqD1T20ND6AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    for cursor in ("x", "a" * 3999, other, bomb, "eNqLjgUAARUAuQ", "%00"):
        answer = client.get("/v1/articles", params={"cursor": cursor})
        assert answer.status_code == 422, cursor
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_etag_is_strong_and_saves_the_answer(newsroom: Engine, client: TestClient) -> None:
    for address in ("/v1/articles", "/v1/articles.csv", "/v1/stories.ndjson", "/feeds/inadequate.rss", "/", "/v1/tags"):
        first = client.get(address)
        etag = first.headers["etag"]
        assert etag.startswith('"')
        again = client.get(address, headers={"If-None-Match": f'"x", {etag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag), address
        plain = client.get(address, headers={"Accept-Encoding": "identity"})
        assert plain.headers["etag"] != etag or "content-encoding" not in first.headers
        assert plain.content == first.content


def test_nothing_served_is_stale(newsroom: Engine, client: TestClient) -> None:
    before = client.get("/v1/articles/1")
    with newsroom.begin() as connection:
        connection.execute(text("UPDATE article SET title = 'Changed' WHERE id = 1"))
    after = client.get("/v1/articles/1", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and after.json()["title"] == "Changed"
    with newsroom.begin() as connection:
        connection.execute(text("UPDATE source SET licence = 'all rights reserved'"))
    assert client.get("/v1/articles/1").json()["text"] is None


def test_answers_are_packed_for_those_who_ask(newsroom: Engine, client: TestClient) -> None:
    with client.stream("GET", "/v1/articles", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert json.loads(gzip.decompress(b"".join(answer.iter_raw())))["items"]
    refused = client.get("/v1/articles", headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers
    head = client.head("/v1/articles")
    assert head.status_code == 200 and not head.content and head.headers["etag"]


def test_csv_holds_everything_and_no_formula(filler: Filler, client: TestClient) -> None:
    evil = '=HYPERLINK("http://evil.example","x")'
    filler.article("ofsted", evil, "Text.", DAY, ("send",))
    for number in range(45):
        filler.article("ofsted", f"Article {number}", 'With "quotes", commas\nand lines.', DAY)
    filler.session.commit()
    rows = list(csv.DictReader(io.StringIO(client.get("/v1/articles.csv").text)))
    assert len(rows) == 46 and list(rows[0]) == list(tables.ARTICLES)
    assert {row["title"] for row in rows if row["id"] == "1"} == {"'" + evil}
    assert not any(value[:1] in ("=", "+", "-", "@") for row in rows for value in row.values())
    for what in ("articles", "stories", "judgements"):  # each column by itself
        for name in client.get(f"/v1/{what}.csv?limit=1").text.splitlines()[0].split(","):
            assert client.get(f"/v1/{what}.csv?fields={name}&limit=1").text.splitlines()[0] == name
    for address in client.get("/v1/articles?fields=canonical_url").headers["link"].split(", <"):
        assert client.get(address.lstrip("<").partition(">")[0]).status_code == 200, address
    narrow = client.get("/v1/articles.csv?fields=id,title&limit=2").text.splitlines()
    assert narrow[0] == "id,title" and len(narrow) == 3
    assert safe("\tx") == "'\tx" and safe(-3) == -3


def test_ndjson_holds_one_article_a_line(newsroom: Engine, client: TestClient) -> None:
    lines = client.get("/v1/articles.ndjson?tag=send").text.splitlines()
    listed = client.get("/v1/articles?tag=send&limit=200").json()["items"]
    assert [json.loads(line)["id"] for line in lines] == [one["id"] for one in listed]


def test_accept_chooses_the_format(newsroom: Engine, client: TestClient) -> None:
    for accept, kind in (
        ("text/csv", "text/csv"),
        ("application/json;q=0.5, application/atom+xml", "application/atom+xml"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("application/rss+xml;q=x, application/feed+json;q=0.1", "application/feed+json"),
        ("text/csv;q=0.1, */*", "application/json"),
        ("*/*, text/csv", "text/csv"),
        ("application/*, application/rss+xml;q=0.9", "application/json"),
        ("text/csv;q=nan, application/rss+xml;q=0.2", "application/rss+xml"),
        ("text/csv;q=0, */*;q=0", "application/json"),
    ):
        assert client.get("/v1/stories", headers={"Accept": accept}).headers["content-type"].startswith(kind)


def test_only_the_fields_asked_for(newsroom: Engine, client: TestClient) -> None:
    one = client.get("/v1/articles?fields=title,url&limit=1").json()["items"][0]
    assert list(one) == ["title", "url"]
    both = client.get("/v1/articles?fields=title&include=removed&limit=1").json()["items"][0]
    assert list(both) == ["title", "removed"]
    answer = client.get("/v1/articles?fields=titel")
    assert answer.status_code == 422 and "'title'" in answer.json()["detail"]


def test_changes_are_told_with_tombstones(filler: Filler, client: TestClient) -> None:
    kept, gone = (filler.article("ofsted", title, "Text.", DAY) for title in ("Kept", "Gone"))
    filler.session.commit()
    since = (kept.updated + timedelta(hours=1)).isoformat()
    gone.gone = gone.updated = kept.updated + timedelta(hours=2)
    filler.session.add(gone)
    filler.session.commit()
    items = client.get("/v1/articles", params={"updated_since": since}).json()["items"]
    assert [(one["id"], "gone" in one, "title" in one) for one in items] == [(2, True, False)]
    assert [one["id"] for one in client.get("/v1/articles").json()["items"]] == [1]


def test_an_unknown_parameter_names_the_nearest(client: TestClient) -> None:
    for address, near in (("/v1/articles?tgas=x", "tag"), ("/v1/stories?limits=3", "limit")):
        problem = client.get(address)
        assert problem.status_code == 422 and problem.json()["errors"][0]["nearest"] == near
        assert problem.json()["type"] == "/problems/unknown-parameter"


def test_full_text_only_by_licence_or_right(filler: Filler, client: TestClient, database: Engine) -> None:
    filler.article("local-gov", "Theirs", "Belongs to its publisher. " * 60, DAY)
    filler.article("ofsted", "Open", "Open government licence. " * 60, DAY)
    for name, scopes in (("reader", ["read-full-text"]), ("desk", ["label"])):
        filler.session.add(ApiKey(name=name, hash=hashed(name), prefix=name[:2], scopes=scopes, created=DAY))
    filler.session.commit()

    def texts(**headers: str) -> dict[int, int]:
        answer = client.get("/v1/articles", headers=headers)
        assert answer.status_code == 200
        return {one["id"]: len(one["text"] or "") for one in answer.json()["items"]}

    whole = len("Open government licence. " * 60)
    assert texts() == {1: 0, 2: whole} == texts(Authorization="Bearer desk")
    assert texts(Authorization="Bearer reader") == {1: len("Belongs to its publisher. " * 60), 2: whole}
    assert texts() == {1: 0, 2: whole}
    excerpt = client.get("/v1/articles/1").json()["excerpt"]
    assert 100 < len(excerpt) <= 321 and excerpt.endswith("…")
    for given in ("Bearer wrong", "Basic x"):
        refused = client.get("/v1/articles", headers={"Authorization": given})
        assert refused.status_code == 401 and "www-authenticate" in refused.headers


def test_a_story_that_was_merged_leads_to_the_older(filler: Filler, client: TestClient) -> None:
    filler.article("ofsted", "One", "Text.", DAY)
    filler.article("ofsted", "Two", "Text.", DAY)
    younger = filler.session.get(Story, 2)
    assert younger is not None
    younger.merged_into = 1
    filler.session.commit()
    answer = client.get("/v1/stories/2", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/v1/stories/1")
    assert [one["id"] for one in client.get("/v1/stories").json()["items"]] == [1]


def test_look_up_by_address(newsroom: Engine, client: TestClient) -> None:
    one = client.get("/v1/articles/5").json()
    assert client.get("/v1/articles/lookup", params={"url": one["url"] + "#part"}).json()["id"] == 5
    for spelt in ("?utm_source=mail&fbclid=x", "/", "#part"):
        assert client.get("/v1/articles/lookup", params={"url": one["url"] + spelt}).json()["id"] == 5
    told = urlsplit(one["url"])
    for spelt in (f"http://www.{told.netloc.upper()}{told.path}", f"{told.netloc}{told.path}"):
        found = client.get("/v1/articles/lookup", params={"url": spelt})
        assert found.status_code == (200 if spelt.startswith("http") else 404)
    assert client.get("/v1/articles/lookup", params={"url": "https://nowhere.example"}).status_code == 404
    assert client.get("/v1/articles/lookup", params={"url": "http://[::1"}).status_code == 404


def test_a_statement_that_takes_too_long_is_ended(database: Engine) -> None:
    endless = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000000) SELECT max(x) FROM n"
    )
    app = create_app(database, settings=Settings(rate_limit=0, statement_seconds=0.1))

    def slow(request: Request) -> None:
        with reading(request) as reader:
            reader.connection.execute(text(endless))

    app.add_api_route("/v1/slow", slow)
    with TestClient(app) as client:
        answer = client.get("/v1/slow")
        assert answer.status_code == 422 and answer.json()["type"] == "/problems/too-expensive"
        assert client.get("/v1/articles").status_code == 200


def test_hostile_requests_are_refused(newsroom: Engine, client: TestClient) -> None:
    assert client.post("/v1/tag", content=b"x" * 1_100_000).status_code == 413
    assert client.get("/v1/articles?q=" + "a" * 9000).status_code == 422
    assert client.get("/v1/articles?q=a%00b").status_code == 422
    assert client.get("/v1/articles/99999999999999999999").status_code == 422
    assert client.get("/v1/articles?limit=100000").status_code == 422
    crlf = client.get("/v1/articles", headers={"X-Request-ID": "a b"})
    assert crlf.headers["x-request-id"] != "a b"
    with Session(newsroom) as session:
        assert session.connection().execute(text("SELECT count(*) FROM article")).scalar()


def test_other_origins_may_ask_by_either_validator(client: TestClient) -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    for name in ("if-none-match", "if-modified-since", "authorization"):
        assert client.options("/v1/articles", headers={**asked, "Access-Control-Request-Headers": name}).is_success, (
            name
        )


def test_other_origins_may_read(newsroom: Engine, client: TestClient) -> None:
    answer = client.get("/v1/articles", headers={"Origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_sentence_without_an_end_is_quoted_by_its_beginning(filler: Filler, client: TestClient) -> None:
    text = "the council was judged inadequate and " * 40
    made = filler.article("local-gov", "Failed", text, DAY, ("inspection/ofsted-inadequate",))
    filler.judged(made, "E08000027", "inadequate")
    filler.session.commit()
    for path in ("/v1/articles/1", "/v1/articles", "/v1/judgements", "/feeds/inadequate.json", "/v1/judgements.csv"):
        told = client.get(path).text
        assert "the council was judged inadequate" in told
        assert max(len(part) for part in re.findall(r"(?:the council was judged inadequate and )+", told)) < 420, path
    assert text[:500] not in client.get("/articles/1").text
