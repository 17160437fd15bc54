"""Dumps: whole tables as Parquet, read back by a reader that shares no code with the writer."""

import resource
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api import keys, parquet
from api.dumps import DUMPS
from tests.api.factory import Filler

DAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def table(client: TestClient, name: str, folder: Path, sql: str = "SELECT * FROM t", **headers: str) -> list[Any]:
    answer = client.get(f"/v1/dumps/{name}.parquet", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    (folder / "t.parquet").write_bytes(answer.content)
    return query(folder / "t.parquet", sql)


def query(path: Path, sql: str = "SELECT * FROM t") -> list[Any]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(sql.replace("FROM t", f"FROM '{path}'")).fetchall()


def test_every_dump_is_read_back_with_the_columns_it_tells(
    newsroom: Engine, client: TestClient, tmp_path: Path
) -> None:
    told = client.get("/v1/dumps").json()["items"]
    assert [one["name"] for one in told] == [dump.name for dump in DUMPS]
    kinds = {
        **{"BIGINT": "integer", "DOUBLE": "number", "VARCHAR": "text", "BOOLEAN": "true or false"},
        **{"TIMESTAMP WITH TIME ZONE": "moment", "DATE": "day"},
    }
    for one in told:
        columns = table(client, one["name"], tmp_path, "DESCRIBE SELECT * FROM t")
        assert [(c[0], kinds[c[1]]) for c in columns] == [(c["name"], c["kind"]) for c in one["columns"]]
        assert all(c["about"] for c in one["columns"])
        assert query(tmp_path / "t.parquet", "SELECT count(*) FROM t")[0][0] > 0, one["name"]


def test_the_tables_say_what_the_lists_say(newsroom: Engine, client: TestClient, tmp_path: Path) -> None:
    listed = client.get("/v1/articles?limit=200").json()["items"]
    rows = table(client, "articles", tmp_path, "SELECT id, title, kind, story, excerpt, text FROM t ORDER BY id")
    wanted = [(a["id"], a["title"], a["kind"], a["story"], a["excerpt"], a["text"]) for a in listed]
    assert rows == sorted(wanted)
    tags = table(client, "taggings", tmp_path, "SELECT article, tag, evidence FROM t")
    assert sorted(tags) == sorted((a["id"], t["tag"], t["evidence"][0]["text"]) for a in listed for t in a["tags"])
    judged = client.get("/v1/judgements?limit=200").json()["items"]
    rows = table(client, "judgements", tmp_path, "SELECT id, gss, area, grade, is_current FROM t ORDER BY id")
    assert rows == sorted((j["id"], j["authority"]["gss"], j["area"], j["grade"], j["is_current"]) for j in judged)


def test_full_text_goes_by_licence_or_scope(filler: Filler, client: TestClient, tmp_path: Path) -> None:
    filler.article("local-gov", "Ours", "All rights reserved.", DAY)
    filler.article("ofsted", "Open", "Open Government Licence.", DAY)
    filler.session.commit()
    texts = "SELECT text FROM t ORDER BY id"
    assert table(client, "articles", tmp_path, texts) == [(None,), ("Open Government Licence.",)]
    key = keys.new(filler.session, "desk", ["read-full-text"], DAY)
    filler.session.commit()
    full = table(client, "articles", tmp_path, texts, Authorization=f"Bearer {key}")
    assert full == [("All rights reserved.",), ("Open Government Licence.",)]


def test_what_is_gone_is_in_no_dump(filler: Filler, client: TestClient, tmp_path: Path) -> None:
    one = filler.article("ofsted", "One", "Text.", DAY, ("send",))
    filler.judged(one, "E08000027", "inadequate")
    one.gone = DAY
    filler.session.commit()
    for name in ("articles", "taggings", "mentions", "judgements"):
        assert table(client, name, tmp_path) == [], name


ODD = [
    "",
    "\x00",
    "tab\tline\nreturn\r",
    '=HYPERLINK("x")',
    "\ufffe\uffff",
    "😀" * 3,
    "a" * 100_000,
    "e\u0301",
    "'; --",
]


def test_odd_strings_and_moments_come_back_as_they_went_in(tmp_path: Path) -> None:
    moments = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), DAY, None]
    days = [date(1, 1, 1), date(9999, 12, 31), date(1969, 12, 31), None]
    for rows in ([(text,) for text in ODD], [(None,)], []):
        with (tmp_path / "t.parquet").open("wb") as out:
            parquet.write({"a": "text"}, [rows], out)
        assert query(tmp_path / "t.parquet") == rows
    with (tmp_path / "t.parquet").open("wb") as out:
        parquet.write({"m": "moment", "d": "day"}, [list(zip(moments, days, strict=True))], out)
    assert [row[1] for row in query(tmp_path / "t.parquet")] == days
    micros = query(tmp_path / "t.parquet", "SELECT epoch_us(m) FROM t")
    assert micros == [(None if m is None else (m - parquet.EPOCH) // parquet.MICROSECOND,) for m in moments]


def test_a_great_table_takes_little_memory(tmp_path: Path) -> None:
    def peak(batches: int) -> int:
        rows = (
            [(number, f"word {number} " * 60) for number in range(n * 2000, (n + 1) * 2000)] for n in range(batches)
        )
        with (tmp_path / "t.parquet").open("wb") as out:
            parquet.write({"id": "integer", "text": "text"}, rows, out)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    small, great = peak(15), peak(150)
    assert query(tmp_path / "t.parquet", "SELECT count(*), count(DISTINCT text) FROM t") == [(300_000, 300_000)]
    assert great - small < 60_000  # KB; the text alone is 270 MB


def test_a_dump_has_a_validator_and_a_name_that_must_be_right(newsroom: Engine, client: TestClient) -> None:
    first = client.get("/v1/dumps/stories.parquet")
    assert client.get("/v1/dumps/stories.parquet", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert 'filename="stories.parquet"' in first.headers["content-disposition"]
    assert client.head("/v1/dumps/stories.parquet").content == b""
    for name in ("storys", "..%2Fkeys", "apikey"):
        assert client.get(f"/v1/dumps/{name}.parquet").status_code in (404, 422), name


@pytest.mark.parametrize("name", [dump.name for dump in DUMPS])
def test_an_empty_house_has_empty_tables(client: TestClient, tmp_path: Path, name: str) -> None:
    assert table(client, name, tmp_path) == []
