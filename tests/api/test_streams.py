"""Validators of streams: an ETag is told before the stream is made, so it must say all that the stream depends on."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from api import keys
from tests.api.factory import ARRIVED, Filler


def etag(client: TestClient, path: str, **headers: str) -> str:
    return client.get(path, headers=headers).headers["etag"]


def test_who_may_read_more_has_another_tag(filler: Filler, client: TestClient) -> None:
    filler.article("local-gov", "Bins", "Bins are late. " * 100)
    key = f"Bearer {keys.new(filler.session, 'desk', ['read-full-text'], ARRIVED)}"
    path = "/v1/articles.ndjson"
    ours, theirs = etag(client, path), etag(client, path, authorization=key)
    assert ours != theirs
    asked = {"authorization": key, "if-none-match": ours}
    assert client.get(path, headers=asked).status_code == 200
    assert client.get(path, headers={**asked, "if-none-match": theirs}).status_code == 304
    assert client.get(path, headers={**asked, "authorization": "Bearer nobody"}).status_code == 401


@pytest.mark.parametrize("query", ["since=1h", "q=since:1h", "q=%53ince%3A1h"])
def test_a_span_of_time_ends_without_a_commit(
    filler: Filler, client: TestClient, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filler.article("local-gov", "Bins", "Bins are late.", datetime.now(UTC) - timedelta(minutes=59))
    filler.session.commit()
    tag, clock = etag(client, f"/v1/articles.csv?{query}"), time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 120)
    assert client.get(f"/v1/articles.csv?{query}", headers={"if-none-match": tag}).status_code == 200
    monkeypatch.undo()
    path = "/v1/articles.csv?updated_since=2026-01-01"  # no span: as good until something is written
    tag = etag(client, path)
    monkeypatch.setattr(time, "time", lambda: clock() + 120)
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_an_answer_without_a_body_says_what_the_answer_said(filler: Filler, client: TestClient) -> None:
    filler.session.commit()
    whole = client.get("/v1/articles.csv")
    same = client.get("/v1/articles.csv", headers={"if-none-match": whole.headers["etag"]})
    assert same.status_code == 304
    for name in ("etag", "vary", "cache-control"):
        assert same.headers[name] == whole.headers[name], name
