"""Parameters: every operation refuses those it does not have, and names the nearest that it has."""

import pytest
from starlette.testclient import TestClient

from tests.api.contract.snapshot import METHODS, current
from tests.api.factory import Filler

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


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/articles?q=bins&q=waste", "q"),
        ("/v1/articles.csv?after=2026-01-01&after=2026-02-01", "after"),
        ("/v1/judgements?current=true&current=false", "current"),
        ("/v1/articles/lookup?url=https://x.example/1&url=https://x.example/2", "url"),
        ("/feeds/inadequate.rss?limit=1&limit=2", "limit"),
        ("/opml?by=tag&by=region", "by"),
    ],
)
def test_of_two_values_where_one_is_meant_none_is_dropped_in_silence(client: TestClient, path: str, name: str) -> None:
    told = client.get(path)
    assert told.status_code == 422 and told.json()["errors"][0]["name"] == name
    assert told.json()["title"] == f"'{name}' is given more than once."


def test_what_may_be_repeated_is(filler: Filler, client: TestClient) -> None:
    for path in ("/v1/articles?tag=send&tag=housing", "/feeds/inadequate.rss?region=West+Midlands&region=South+West"):
        assert client.get(path).status_code == 200, path
    assert client.get("/feeds/sources.rss?state=failing&state=retired").status_code == 200


def test_pages_and_probes_bear_what_others_add_to_their_addresses(client: TestClient) -> None:
    for path in ("/health?ts=1", "/ready?ts=1", "/metrics?ts=1", "/tags?utm_source=x", "/about?utm_source=x"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("number", ["2%C2%85", "%202", "+2", "2_0", "2.0", "%EF%BC%92"])
def test_a_number_is_digits_alone(client: TestClient, number: str) -> None:
    for path, name in ((f"/v1/articles/{number}", "id"), (f"/v1/articles?limit={number}", "limit")):
        told = client.get(path)
        assert told.status_code == 422 and told.json()["errors"][0]["name"] == name, path
        assert "digits alone" in told.json()["detail"]
    assert client.get("/v1/articles?limit=2").status_code == 200 and client.get("/v1/articles/2").status_code == 404
