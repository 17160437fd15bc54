"""Parameters: every operation refuses those it does not have, and names the nearest that it has."""

import pytest
from starlette.testclient import TestClient

from tests.api.contract.snapshot import METHODS, current

OPERATIONS = [
    (method.upper(), path)
    for path, methods in current()["paths"].items()
    for method in METHODS
    if method in methods and methods[method]["tags"] != ["operations"]
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_operation_lets_an_unknown_parameter_pass(client: TestClient, method: str, path: str) -> None:
    for name, value in (("{id}", "1"), ("{format}", "json"), ("{gss}", "E08000027"), ("{name}", "stories")):
        path = path.replace(name, value)
    problem = client.request(method, path, params={"zzz": "1"}).json()
    assert (problem["type"], problem["status"]) == ("/problems/unknown-parameter", 422)
    assert problem["errors"][0]["name"] == "zzz" and problem["title"] == "There is no parameter 'zzz'."


def test_the_nearest_name_is_offered_where_there_is_one(client: TestClient) -> None:
    told = client.get("/v1/articles/lookup?ulr=https://x.example/1").json()
    assert told["detail"] == "Did you mean 'url'?" and told["errors"][0]["known"] == ["url"]
    assert client.get("/opml?byy=tag").json()["errors"][0]["nearest"] == "by"
    assert client.get("/v1/judgements/1?field=id").json()["detail"] == "There are none here."


def test_pages_and_probes_bear_what_others_add_to_their_addresses(client: TestClient) -> None:
    for path in ("/health?ts=1", "/ready?ts=1", "/metrics?ts=1", "/tags?utm_source=x", "/about?utm_source=x"):
        assert client.get(path).status_code == 200, path
