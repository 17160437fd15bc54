"""What its publisher withdrew: named where changes are told, and shown nowhere else."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from models.article import Article
from tests.api.factory import ARRIVED, Filler


@pytest.fixture
def withdrawn(filler: Filler) -> Article:
    """An article that was taken back, beside one that was not."""
    filler.article("local-gov", "Kept", "It stays.")
    made = filler.article("ofsted", "Taken back", "It was wrong.", tags=("housing",))
    filler.judged(made, "E08000027", "inadequate")
    made.gone = made.updated = ARRIVED + timedelta(days=1)
    filler.session.commit()
    return made


@pytest.mark.parametrize("fields", ["", "&fields=id,title", "&fields=title,excerpt", "&fields=title,tags"])
def test_no_table_holds_it_even_of_what_changed(withdrawn: Article, client: TestClient, fields: str) -> None:
    told = client.get(f"/v1/articles.csv?updated_since=2026-01-01{fields}").text
    assert "Kept" in told and "Taken back" not in told and "wrong" not in told


def test_a_stream_of_changes_names_it_and_says_no_more(withdrawn: Article, client: TestClient) -> None:
    told = client.get("/v1/articles.ndjson?updated_since=2026-11-23").text
    assert told == f'{{"id":{withdrawn.id},"gone":"2026-11-23T06:00:00Z"}}\n'


def test_a_story_whose_every_article_was_withdrawn_is_not_there(withdrawn: Article, client: TestClient) -> None:
    assert client.get("/v1/stories/1").status_code == 200
    for path in ("/v1/stories/2", "/stories/2"):
        answer = client.get(path)
        assert answer.status_code == 404 and "Taken back" not in answer.text, path


def test_nothing_is_quoted_of_it_where_it_is_named(withdrawn: Article, client: TestClient) -> None:
    told = client.get(f"/v1/articles/{withdrawn.id}").json()
    assert told["gone"] and told["title"] == "Taken back" and told["tags"] and told["judgements"]
    for path in (
        f"/v1/articles/{withdrawn.id}",
        f"/v1/articles/lookup?url={withdrawn.url}",
        f"/articles/{withdrawn.id}",
    ):
        answer = client.get(path)
        assert answer.status_code == 200 and "was wrong" not in answer.text and "£70,000" not in answer.text, path
    assert client.get("/v1/judgements/1").status_code == 404
