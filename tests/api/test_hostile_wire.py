"""More requests that mean harm, over real sockets: what HTTP itself can be made to say."""

import gzip
import json
import logging
import time
from contextlib import suppress
from statistics import median

import httpx
import pytest
from fastapi import Request
from sqlalchemy import Engine, text
from sqlmodel import Session
from starlette.testclient import TestClient

from api import cursor, keys
from api.app import create_app
from api.grammar import QueryError, parse
from api.reading import reading
from models.database import engine
from models.settings import Settings
from tests.api.factory import ARRIVED, Filler
from tests.api.line import ask, raw, served

SMUGGLED = "GET /v1/alerts HTTP/1.1\r\nHost: x\r\nX-Request-ID: smuggled\r\n\r\n"
FRAMINGS = {
    "an unknown coding": ("Transfer-Encoding: xchunked", "0\r\n\r\n"),
    "a blank before the colon": ("Transfer-Encoding : chunked", "0\r\n\r\n"),
    "two codings": ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n"),
    "chunked not last": ("Transfer-Encoding: chunked, gzip", "0\r\n\r\n"),
    "a tab": ("Transfer-Encoding:\tchunked\r\nContent-Length: 3", "0\r\n\r\n"),
    "a size in words": ("Transfer-Encoding: chunked", "0x5\r\nhello\r\n0\r\n\r\n"),
    "a signed size": ("Transfer-Encoding: chunked", "+5\r\nhello\r\n0\r\n\r\n"),
    "a size beyond numbers": ("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
    "a signed length": ("Content-Length: +5", "hello"),
    "two lengths": ("Content-Length: 5\r\nContent-Length: 0", "hello"),
    "a length of letters": ("Content-Length: 5e0", "hello"),
}


@pytest.mark.parametrize("name", FRAMINGS)
def test_no_second_request_hides_behind_an_unclear_end_of_the_first(door: int, name: str) -> None:
    head, body = FRAMINGS[name]
    told = raw(door, f"POST /v1/tag HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n{body}{SMUGGLED}".encode(), shut=True)
    assert b"smuggled" not in told and told.count(b"HTTP/1.1 ") <= 1 and b"HTTP/1.1 500" not in told


@pytest.mark.parametrize(
    "target", ["//evil.example/v1/articles/", "/v1/articles/", "//evil.example/..;/v1/tags/", "/\\evil/"]
)
def test_no_redirect_leads_to_another_host(door: int, target: str) -> None:
    status, told = ask(door, target)
    where = [line for line in told.split("\r\n\r\n")[0].splitlines() if line.lower().startswith("location:")]
    assert status in (307, 404) and not any("evil" in line.split("/", 3)[2] for line in where), told[:300]


def test_a_redirect_names_no_host_at_all(door: int) -> None:
    status, told = ask(door, "/v1/articles/?q=a%20b", "Host: inside.internal:8000")
    assert status == 307 and "\r\nlocation: /v1/articles?q=a%20b\r\n" in told


def test_a_target_that_names_another_host_changes_no_link(door: int) -> None:
    for target in ("http://evil.example/feeds/inadequate.rss", "//evil.example/feeds/inadequate.rss"):
        status, told = ask(door, target)
        assert status in (200, 400, 404) and "evil.example" not in told, told[:300]


SLASHES = [
    "/v1/authorities/E08000027%2F..%2F..%2Fetc%2Fpasswd",
    "/v1/tags/..%2f..%2f..%2fetc%2fpasswd",
    "/v1/dumps/..%2F..%2F..%2Fetc%2Fpasswd.parquet",
    "/v1/sources/%2e%2e%2fhealth/health",
    "/v1/tags/%C0%AE%C0%AE%C0%AF",
    "/static/%252e%252e/app.py",
    "/static//etc/passwd",
    "/v1/articles/1%2Flabels",
    "/v1/articles/%zz",
]


@pytest.mark.parametrize("target", SLASHES)
def test_a_slash_in_disguise_is_part_of_a_name(door: int, target: str) -> None:
    status, told = ask(door, target)
    assert status in (400, 401, 404, 405, 422) and "root:" not in told, told[:300]


def test_of_two_headers_where_one_is_meant_none_opens_anything(door: int) -> None:
    for lines in (
        ("Authorization: Bearer a", "Authorization: Bearer b"),
        ("Authorization: Bearer", "X: y"),
        ("Authorization: Basic YTpi", "X: y"),
        ("Authorization: Bearer a, Bearer b", "X: y"),
    ):
        assert ask(door, "/v1/alerts", *lines)[0] == 401, lines
    assert ask(door, "/v1/articles?limit=1", "Accept: text/csv", "Accept: application/rss+xml")[0] == 200


def test_a_folded_header_is_no_way_in(door: int) -> None:
    told = raw(
        door, b"GET /v1/alerts HTTP/1.1\r\nHost: x\r\nX: a\r\n Authorization: Bearer b\r\nConnection: close\r\n\r\n"
    )
    assert told[9:12] in (b"400", b"401")


def test_upgrades_are_not_taken_up(door: int) -> None:
    h2c = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
    socket_ = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
    for lines in (h2c, (*socket_, "Sec-WebSocket-Version: 13")):
        sent = "\r\n".join(["GET /v1/alerts HTTP/1.1", "Host: x", *lines, "", ""]).encode()
        assert raw(door, sent, shut=True)[9:12] != b"101"


def test_a_packed_body_is_not_unpacked(door: int) -> None:
    bomb = gzip.compress(b'{"text": "' + b"a" * 50_000_000 + b'"}')
    for name in ("gzip", "deflate", "br", "zstd", "gzip, gzip"):
        status, told = ask(
            door,
            "/v1/alerts/preview",
            "Content-Type: application/json",
            f"Content-Encoding: {name}",
            method="POST",
            body=bomb,
        )
        assert status in (400, 413, 415, 422), (name, told[:300])


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "a/" * 500,
    ],
)
def test_a_body_of_another_kind_is_refused(door: int, kind: str) -> None:
    status, told = ask(
        door, "/v1/alerts/preview", f"Content-Type: {kind}", method="POST", body=b'\xff\xfe{"query": "a"}'
    )
    assert status in (400, 415, 422), told[:300]


def test_numbers_without_end_in_a_body_are_refused_soon(door: int) -> None:
    for body in (
        '{"query": ' + "9" * 900_000 + "}",
        '{"query": "a", ' + ",".join(f'"a{n}":1' for n in range(60_000)) + "}",
    ):
        status, told = ask(
            door, "/v1/alerts/preview", "Content-Type: application/json", method="POST", body=body.encode()
        )
        assert status in (400, 413, 422) and len(told) < 100_000, (status, len(told))


def test_tags_of_a_cache_are_compared_whole(door: int) -> None:
    etag = ask(door, "/v1/articles?limit=1")[1].split("etag: ")[1].split("\r\n")[0]
    path = "/v1/articles?limit=1"
    assert ask(door, path, f"If-None-Match: {etag}")[0] == 304
    assert ask(door, path, f'If-None-Match: {"W/" + etag}, "b"')[0] == 304
    for other in (etag.strip('"'), etag[:-1], f'"x{etag[1:]}', f'"{etag}"', '"' * 900, "\\" + etag):
        assert ask(door, path, f"If-None-Match: {other}")[0] == 200, other
    stream = ask(door, "/v1/articles.csv")[1].split("etag: ")[1].split("\r\n")[0]
    assert ask(door, "/v1/articles.csv", f"If-None-Match: {stream}")[0] == 304
    assert ask(door, "/v1/articles.csv", f'If-None-Match: "a{stream[1:]}')[0] == 200
    assert ask(door, "/v1/articles/999999", "If-None-Match: *")[0] == 404


def test_a_range_of_a_changed_answer_is_the_whole_answer(door: int) -> None:
    whole = ask(door, "/v1/articles?limit=1")[1].split("\r\n\r\n", 1)[1]
    for lines in (("Range: bytes=5-9", 'If-Range: "x"'), ("Range: bytes=-1",), ("Range: bytes=0-0,2-2,4-4",)):
        status, told = ask(door, "/v1/articles?limit=1", *lines)
        assert status == 200 and told.split("\r\n\r\n", 1)[1] == whole


def test_codings_that_are_not_known_change_nothing(door: int) -> None:
    for told in ("gzip;q=0", "identity;q=0, *;q=0", "br, zstd", "gzip;q=abc", "," * 3000, "gzip;q=0.0000"):
        status, answer = ask(door, "/v1/articles?limit=5", f"Accept-Encoding: {told}")
        assert status in (200, 406) and (
            status == 406 or "content-encoding: gzip" not in answer.lower() or "abc" in told
        ), told


def test_a_cursor_of_one_query_opens_no_other(database: Engine, filler: Filler) -> None:
    gone = filler.article("local-gov", "Withdrawn for good", "A secret that was taken back.")
    gone.gone = ARRIVED
    filler.session.commit()
    with served(create_app(database, settings=Settings())) as door:
        forged = cursor.write(cursor.Cursor("relevance", ids=(gone.id or 0, 1, 2), skip=0))
        told = ask(door, f"/v1/articles?q=dudley&sort=relevance&cursor={forged}")[1]
        assert "taken back" not in told and "Withdrawn for good" not in told
        for other in ("sort=newest", "sort=updated", "sort=oldest"):
            assert ask(door, f"/v1/articles?{other}&cursor={forged}")[0] == 422
        assert ask(door, f"/v1/judgements?cursor={forged}")[0] == 422


def test_methods_and_paths_nobody_has_are_counted_as_one(door: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{door}") as client:
        for number in range(200):
            client.request(f"A{'B' * (number % 20)}", f"/no/{number}")
            client.get(f"/static/{number}.css")
        for verb in ("PROPFIND", "SEARCH", "LINK", "M-SEARCH", "UNBIND"):
            client.request(verb, "/")
        lines = [line for line in client.get("/metrics").text.splitlines() if "requests_total{" in line]
    assert len(lines) < 20 and not any("/no/1" in line or "PROPFIND" in line for line in lines), lines


def test_a_log_line_stays_one_line(newsroom: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with served(create_app(newsroom, settings=Settings())) as door, caplog.at_level(logging.INFO, "councilwire.api"):
        ask(door, "/v1/%0A%0D%1B[31m%E2%80%A8INFO%20admin%20logged%20in", "X-Request-ID: a\tb")
    lines = [record.getMessage() for record in caplog.records if record.name == "councilwire.api"]
    assert lines and all("\n" not in line and "\x1b" not in line and line.isascii() for line in lines)
    assert json.loads(lines[0])["id"] != "a\tb"


def test_pages_of_strangers_may_read_and_not_write(door: int) -> None:
    foreign = ("Origin: https://evil.example", "Access-Control-Request-Headers: authorization,content-type")
    for method in ("POST", "DELETE", "PATCH"):
        status, told = ask(door, "/v1/alerts", *foreign, f"Access-Control-Request-Method: {method}", method="OPTIONS")
        assert status == 400 or method not in told.split("\r\n\r\n")[0], told[:300]
    _, told = ask(door, "/v1/articles?limit=1", "Origin: null")
    assert "access-control-allow-credentials" not in told.lower()


def test_cookies_without_end_are_no_more_than_read(door: int) -> None:
    assert ask(door, "/v1/articles?limit=1", "Cookie: " + "a=b; " * 8000)[0] in (200, 400, 431)


@pytest.mark.parametrize(
    "target",
    [
        "/v1/articles?;limit=1",
        "/v1/articles?limit[]=1",
        "/v1/articles?limit=1;limit=2",
        "/v1/articles?LIMIT=1",
        "/v1/articles?limit=%EF%BC%91",
    ],
)
def test_other_spellings_of_parameters_are_refused(door: int, target: str) -> None:
    assert ask(door, target)[0] == 422


def test_empty_parameters_are_no_parameters(door: int) -> None:
    assert ask(door, "/v1/articles?&&&&limit=1&&")[0] == 200


@pytest.mark.parametrize(
    "disguise", ["%EF%BD%94%EF%BD%81%EF%BD%87:send", "%E2%80%AEtag:send", "%EF%BB%BFtag:send", "ta%E2%80%8Bg:send"]
)
def test_words_in_disguise_are_words(door: int, disguise: str) -> None:
    assert ask(door, f"/v1/articles?q={disguise}")[0] in (200, 422)


def test_what_is_told_of_a_fault_is_no_longer_than_it_need_be(door: int) -> None:
    for path in (f"/v1/articles?{'x' * 7000}=1", f"/v1/articles?q=tag:{'x' * 1900}", f"/v1/articles?tag={'x' * 1900}"):
        status, told = ask(door, path)
        assert 400 <= status < 500 and len(told) < 6000, (path[:40], len(told))


def test_a_key_that_is_nearly_right_is_refused_as_soon_as_any_other(newsroom: Engine) -> None:
    with Session(newsroom) as session:
        secret = keys.new(session, "desk", ["label"], ARRIVED)
        session.commit()
    near, far = secret[:-1] + ("A" if secret[-1] != "A" else "B"), "z" * len(secret)
    times: dict[str, list[float]] = {near: [], far: []}
    app = create_app(newsroom, settings=Settings(rate_limit=0))
    with served(app) as door, httpx.Client(base_url=f"http://127.0.0.1:{door}") as client:
        assert client.get("/v1/alerts", headers={"Authorization": f"Bearer {secret}"}).status_code == 403
        for _ in range(150):
            for given, taken in times.items():
                begun = time.perf_counter()
                assert client.get("/v1/alerts", headers={"Authorization": f"Bearer {given}"}).status_code == 401
                taken.append(time.perf_counter() - begun)
    assert 0.5 < median(times[near]) / median(times[far]) < 2


PATTERNS = [
    "(" * 8 + "a ",
    '"a',
    "a:b:",
    "-",
    "a* ",
    "OR ",
    "tag:",
    "((a))",
    'tag:"',
    "a OR -",
    "NOT ",
    "::",
    '"" ',
    "a\u0301",
    "\u202e",
    "x-y-",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_grammar_reads_any_text_in_time_that_grows_with_its_length(pattern: str) -> None:
    def taken(length: int) -> float:
        query = (pattern * length)[:length]
        begun = time.process_time()
        for _ in range(20):
            with suppress(QueryError):
                parse(query)
        return time.process_time() - begun

    long, short = (min(taken(length) for _ in range(3)) for length in (2000, 100))
    assert long < 0.2 + 60 * short


def test_a_statement_ends_at_its_limit_on_either_database(newsroom: Engine) -> None:
    app = create_app(newsroom, settings=Settings(statement_seconds=0.3))
    endless = "SELECT pg_sleep(20)"
    if newsroom.dialect.name == "sqlite":
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    @app.get("/endless")
    def run(request: Request) -> None:
        with reading(request) as reader:
            reader.connection.execute(text(endless)).all()

    with served(app) as door:
        begun = time.monotonic()
        status, told = ask(door, "/endless")
        assert status in (422, 503) and time.monotonic() - begun < 3 and "limit" in told.lower(), told[:400]
        assert ask(door, "/v1/articles?limit=1")[0] == 200, "the connection is good for others afterwards"


def test_a_database_that_is_away_is_told_as_such() -> None:
    away = engine("postgresql+psycopg://postgres@127.0.0.1:1/nothing")
    with served(create_app(away, settings=Settings())) as door:
        for path in ("/v1/articles", "/v1/articles/1", "/", "/feeds/inadequate.rss"):
            status, told = ask(door, path)
            assert status == 503 and "retry-after" in told.lower() and "Traceback" not in told, told[:300]
            assert "nothing" not in told and "port 1" not in told, told  # where it stands and what it is called
        assert ask(door, "/health")[0] == 200 and ask(door, "/ready")[0] == 503


def test_a_connection_that_the_database_closed_is_replaced_unnoticed(newsroom: Engine) -> None:
    if newsroom.dialect.name == "sqlite":
        pytest.skip("SQLite is a file: nobody closes it")
    with served(create_app(newsroom, settings=Settings())) as door:
        for _ in range(3):
            assert ask(door, "/v1/articles/1")[0] == 200
            with newsroom.connect() as connection:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
            assert ask(door, "/v1/articles?limit=1")[0] == 200


def test_head_of_what_nobody_asked_for_yet_leaves_the_connection_in_order(door: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{door}") as client:
        for limit in (17, 18):
            told = client.head("/v1/articles", params={"limit": limit})
            assert told.status_code == 200 and int(told.headers["content-length"]) > 0 and not told.content
        assert client.get("/v1/articles", params={"limit": 17}).json()["items"] is not None


def test_a_watcher_may_ask_by_head(door: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{door}") as client:
        for path in ("/health", "/ready", "/metrics", "/static/wire.css"):
            told, whole = client.head(path), client.get(path)
            assert (told.status_code, whole.status_code) == (200, 200) and whole.content and not told.content, path
        counted = client.get("/metrics").text
    assert 'method="HEAD",route="/health",status="200"' in counted


def test_a_body_without_a_length_is_told_that_it_is_too_large(door: int) -> None:
    body = (b'{"text": "' + b"a" * 1_000_000, b'"}')
    headers = {"Content-Type": "application/json"}
    for path in ("/v1/tag", "/v1/alerts/preview"):
        told = httpx.post(f"http://127.0.0.1:{door}{path}", content=iter(body), headers=headers)
        assert told.status_code == 413 and told.json()["type"] == "/problems/too-large", told.text


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("*;q=1, gzip;q=0", False), ("*", True), ("br, gzip;q=0.0", False), ("*;q=0", False), ("", False)],
)
def test_an_answer_is_packed_as_was_asked(newsroom: Engine, accepted: str, packed: bool) -> None:
    with TestClient(create_app(newsroom, settings=Settings(rate_limit=0))) as client:
        for path in ("/v1/articles", "/v1/articles.csv"):
            told = client.get(path, headers={"Accept-Encoding": accepted}).headers.get("content-encoding")
            assert told == ("gzip" if packed else None), path


def test_what_an_address_allows_is_told_whole(door: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{door}") as client:
        assert client.put("/v1/articles").headers["allow"] == "GET, HEAD"
        assert client.get("/v1/tag").headers["allow"] == "POST"


def test_two_names_of_a_host_are_none(door: int) -> None:
    assert ask(door, "/v1/articles", "Host: one.example", "Host: other.example")[0] == 400
