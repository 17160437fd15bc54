"""The documentation says what is there."""

import re
from pathlib import Path

from sqlalchemy import Engine
from starlette.testclient import TestClient

from api import tables
from api.dumps import DUMPS
from api.grammar import DEEPEST, FIELDS, LONGEST, MOST, STARS
from api.routes.reading import TextSent
from tests.api.contract.snapshot import METHODS, current

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_every_column_and_field_is_documented() -> None:
    text = (DOCS / "api.md").read_text()
    for columns in (tables.ARTICLES, tables.STORIES, tables.JUDGEMENTS, tables.EVENTS, tables.CHANGES):
        assert {name for name in columns if f"`{name}`" not in text} == set()
    for dump in DUMPS:
        told = ", ".join(f"`{column.name}`" for column in dump.columns)
        assert f"| `{dump.name}` |" in text and told in text, dump.name
    assert {name for name in FIELDS if f"{name}:" not in text} == set()


def test_every_address_in_the_documentation_answers(newsroom: Engine, client: TestClient) -> None:
    found = []
    for name in ("api.md", "feeds.md"):
        found += re.findall(r"http://127\.0\.0\.1:8000(/[^\s'>]*)", (DOCS / name).read_text())
    assert len(found) > 10
    for address in found:
        expected = {422} if "tga" in address else {405} if address == "/v1/tag" else {200}
        assert client.get(address).status_code in expected, address


def _row(told: str, name: str) -> str:
    return next((row for row in told.splitlines() if row.startswith("|") and f"`{name}`" in row.split("|")[1]), "")


def test_every_limit_is_documented() -> None:
    told = (DOCS / "api.md").read_text().partition("refused with 422:")[2]
    assert all(f"{number:,} " in _row(told, "q") for number in (LONGEST, MOST, STARS, DEEPEST))
    for methods in current()["paths"].values():
        for one in (one for method in METHODS for one in methods.get(method, {}).get("parameters", ())):
            schema = one["schema"]
            for kind in (schema, *schema.get("anyOf", ())):
                if one["in"] == "query" and "maxLength" in kind:
                    assert f"{kind['maxLength']:,}" in _row(told, one["name"]) + _row(told, "nation"), one["name"]
                if one["name"] == "limit" and "maximum" in kind:
                    assert f"{kind['maximum']:,}" in _row(told, "limit")
                if "maxItems" in kind:
                    assert f"{kind['maxItems']} values" in _row(told, "tag")
    for name in ("text", "title", "id", "source"):
        longest = next(one.max_length for one in TextSent.model_fields[name].metadata if hasattr(one, "max_length"))
        assert f"{longest:,}" in _row(told, name), name


def test_what_only_a_text_of_ones_own_is_told_is_documented() -> None:
    told = current()["components"]["schemas"]["JudgementFound"]["properties"]["implied_failure"]
    assert told["description"] in " ".join((DOCS / "api.md").read_text().split())


def test_the_way_to_a_client_is_the_one_that_is_tested() -> None:
    from tests.api.test_client import CONFIG, GENERATOR

    text = (DOCS / "api.md").read_text()
    assert CONFIG.strip() in text and f"uvx {GENERATOR.partition('==')[0]} generate" in text
