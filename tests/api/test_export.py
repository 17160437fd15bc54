"""Export: everything stored, in full text, as NDJSON or CSV."""

import csv
import io
import json

from sqlalchemy import Engine
from sqlmodel import Session

from api.export import rows, write

CONTRACT = {
    *("url", "canonical_url", "title", "byline", "published", "modified", "published_from", "text", "language"),
    *("kind", "access", "removed", "id", "source", "story", "tags", "judgements", "authorities", "first_seen"),
}


def test_every_article_is_a_line_with_all_that_is_known(newsroom: Engine) -> None:
    out = io.StringIO()
    with Session(newsroom) as session:
        write(session, out, "ndjson")
        assert len(list(rows(session, "tag:send"))) < len(out.getvalue().splitlines())
    views = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(views) > 60
    for view in views:
        assert view.keys() >= CONTRACT
        assert view["text"] and view["removed"] == [{"why": "jobs", "text": "Head of Service, £70,000"}]
        for tag in view["tags"]:
            for evidence in tag["evidence"]:
                assert view["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_csv_has_the_full_text(newsroom: Engine) -> None:
    out = io.StringIO()
    with Session(newsroom) as session:
        write(session, out, "csv")
    table = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(table) > 60 and all(row["text"] for row in table)
