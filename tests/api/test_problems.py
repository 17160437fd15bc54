"""Problems point at what is wrong: the parameter, the body, the part of the address; and say what is right."""

from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.api.factory import Filler


@pytest.mark.parametrize(
    ("address", "name", "near"),
    [
        ("/v1/articles?tag=sendd", "tag", "send"),
        ("/v1/articles?tag_not=sendd", "tag_not", "send"),
        ("/v1/articles?authority_all=dudly", "authority_all", "dudley"),
        ("/v1/stories?since=soon", "since", None),
        ("/v1/judgements?nation=Walse", "nation", "Wales"),
        ("/v1/judgements?grade=goood", "grade", "good"),
        ("/v1/judgements?authority=dudly", "authority", "dudley"),
        ("/v1/authorities?nation=Walse", "nation", "Wales"),
        ("/v1/authorities?nation=", "nation", None),
        ("/v1/authorities?region=West+Midland", "region", "West Midlands"),
        ("/v1/stats/timeseries?source=ofstd", "source", "ofsted"),
        ("/feeds/inadequate?region=West+Midland", "region", "West Midlands"),
        ("/feeds/sources?source=ofstd", "source", "ofsted"),
        ("/feeds/sources?state=quite", "state", "quiet"),
    ],
)
def test_a_bad_value_is_told_at_its_parameter(
    filler: Filler, client: TestClient, address: str, name: str, near: str | None
) -> None:
    answer = client.get(address)
    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["in"], fault["name"]) == (422, "query", name)
    assert "character" not in answer.json()["detail"] and "at" not in fault
    assert near is None or f"Did you mean '{near}'?" in answer.json()["detail"]


def test_where_few_words_are_possible_and_none_is_near_all_are_named(filler: Filler, client: TestClient) -> None:
    told = client.get("/v1/authorities?nation=x").json()["detail"]
    assert told == "There is no nation 'x'; there are England, Wales, Scotland, Northern Ireland."


def test_a_query_in_a_body_is_told_as_part_of_the_body(filler: Filler, client: TestClient) -> None:
    for query in ("bins tga:send", "bins tag:sendd"):
        answer = client.post("/v1/alerts/preview", json={"query": query})
        fault = answer.json()["errors"][0]
        assert (answer.status_code, fault["in"], fault["name"], fault["at"]) == (422, "body", "query", 5)


def test_a_misspelt_name_in_an_address_is_answered_with_the_nearest(newsroom: Engine, client: TestClient) -> None:
    for path, near in (("/v1/authorities/dudly", "dudley"), ("/v1/sources/twn-hall-wire/health", "town-hall-wire")):
        told: dict[str, Any] = client.get(path).json()
        assert told["status"] == 404 and told["errors"][0]["nearest"] == near
        assert told["detail"] == f"Did you mean '{near}'?"
    assert "Did you mean &#39;dudley&#39;?" in client.get("/authorities/dudly", headers={"Accept": "text/html"}).text
    assert client.get("/authorities/dudley").text == client.get("/authorities/E08000027").text


def test_without_a_key_one_is_told_that_it_is_needed_and_how_to_get_it(client: TestClient) -> None:
    told = client.get("/v1/alerts").json()
    assert told["type"] == "/problems/unknown-key" and told["title"] == "This needs a key with the scope 'alerts'."
    assert "councilwire keys new NAME --scope alerts" in told["detail"] and "Authorization: Bearer" in told["detail"]
    wrong = client.get("/v1/alerts", headers={"Authorization": "Bearer cw_none"}).json()
    assert wrong["title"] == "This key is not valid."
