"""The documentation says what is there."""

import re
from pathlib import Path

from sqlalchemy import Engine
from starlette.testclient import TestClient

from api import tables
from api.dumps import DUMPS
from api.grammar import FIELDS

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
