"""The API's description: true, complete by example, and never less than was promised."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest
from starlette.testclient import TestClient

from tests.api.contract.snapshot import KEPT, METHODS, breaking, current, written

TOLD = current()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in TOLD["paths"].items():
        for method in METHODS:
            if method in methods:
                yield f"{method.upper()} {path}", methods[method]


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for status, response in operation["responses"].items():
        for kind, content in response.get("content", {}).items():
            yield f"{status} {kind}", content


def fits(schema: dict[str, Any], example: Any) -> bool:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": TOLD["components"], **schema}
    return bool(jsonschema_rs.validator_for(whole).is_valid(example))


def test_the_committed_description_is_the_one_the_code_tells() -> None:
    assert KEPT.read_text() == written(TOLD), "run python -m tests.api.contract.snapshot and commit docs/openapi.json"


def test_no_promise_of_the_committed_description_is_broken() -> None:
    assert breaking(json.loads(KEPT.read_text()), TOLD) == []


def test_every_operation_has_an_id_a_tag_a_summary_and_words() -> None:
    ids = [operation["operationId"] for _, operation in operations()]
    assert len(ids) > 30 and len(ids) == len(set(ids))
    for name, operation in operations():
        assert operation["tags"] and operation["summary"] and operation["description"], name
        assert operation["operationId"].isidentifier() and "_" not in operation["operationId"], name


def test_every_answer_and_every_body_has_an_example_that_fits_its_schema() -> None:
    for name, operation in operations():
        for place, content in contents(operation):
            assert "example" in content, (name, place)
            assert fits(content.get("schema", {}), content["example"]), (name, place)
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            examples = [one["value"] for one in content.get("examples", {}).values()]
            examples += content["schema"].get("examples", [])
            assert examples, (name, kind)
            assert all(fits(content["schema"], example) for example in examples), (name, kind)


def test_operations_that_need_a_key_say_so_and_others_do_without(client: TestClient) -> None:
    for name, operation in operations():
        method, path = name.split()
        needed = {} not in operation["security"]
        assert needed == ("403" in operation["responses"]), name
        path = (
            path.replace("{id}", "1")
            .replace("{format}", "json")
            .replace("{gss}", "E08000027")
            .replace("{name}", "stories")
        )
        path = path.replace("/deliveries/1/", f"/deliveries/msg_{'0' * 32}/")
        answer = client.request(method, path, json={} if method in ("POST", "PATCH") else None)
        assert (answer.status_code == 401) == needed, (name, answer.status_code)


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/alerts", "/v1/nothing", "/v1/articles?tga=1", "/v1/articles/0"])
def test_every_refusal_is_a_problem_of_the_shape_that_is_promised(client: TestClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert fits({"$ref": "#/components/schemas/ProblemView"}, answer.json())
        assert answer.json()["status"] == answer.status_code
    else:
        assert path == "/v1/articles"


def test_405_names_every_method_there_is(client: TestClient) -> None:
    for path in ("/v1/alerts", "/v1/alerts/1", "/v1/articles/1/labels"):
        known = TOLD["paths"][path.replace("/1", "/{id}")]
        allowed = client.put(path).headers["allow"].split(", ")
        assert {method.upper() for method in METHODS if method in known} <= set(allowed), path


def _without(told: dict[str, Any], *path: str) -> None:
    for part in path[:-1]:
        told = told[part]
    del told[path[-1]]


ARTICLE = ("components", "schemas", "ArticleView", "properties")
LIST = ("paths", "/v1/articles", "get")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda new: _without(new, "paths", "/v1/articles"), "GET /v1/articles: gone"),
        (lambda new: _without(new, "paths", "/v1/alerts/{id}", "delete"), "DELETE /v1/alerts/{id}: gone"),
        (lambda new: _without(new, *ARTICLE, "title"), "GET /v1/articles: application/json.items[].title: gone"),
        (lambda new: new["paths"]["/v1/articles"]["get"].update(operationId="articles"), "operation id"),
        (lambda new: new["paths"]["/v1/articles"]["get"]["parameters"].pop(0), "parameter"),
        (lambda new: new["paths"]["/v1/tags"]["get"].update(security=[{"HTTPBearer": []}]), "needs a key now"),
        (lambda new: new["components"]["schemas"]["ArticleView"]["properties"]["id"].update(type="string"), "became"),
        (lambda new: new["components"]["schemas"]["AlertAsked"]["required"].append("email"), "email is required now"),
        (
            lambda new: new["components"]["schemas"]["AlertAsked"]["properties"]["frequency"].update(enum=["daily"]),
            "instant, weekly not taken",
        ),
        (lambda new: _without(new, *LIST, "responses", "200", "content", "text/csv"), "no text/csv any more"),
    ],
)
def test_a_change_that_a_client_could_miss_is_seen(change: Any, said: str) -> None:
    new = deepcopy(TOLD)
    change(new)
    assert any(said in line for line in breaking(TOLD, new)), breaking(TOLD, new)
    assert breaking(TOLD, TOLD) == []


def test_an_addition_breaks_nothing() -> None:
    new = deepcopy(TOLD)
    new["paths"]["/v1/more"] = new["paths"]["/v1/articles"]
    new["components"]["schemas"]["ArticleView"]["properties"]["mood"] = {"type": "string"}
    new["paths"]["/v1/articles"]["get"]["parameters"].append({"in": "query", "name": "mood", "schema": {}})
    assert breaking(TOLD, new) == []
