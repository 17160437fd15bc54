"""Councils: those that followed an abolished one are a list of codes, and its page leads to each."""

from datetime import date

from sqlmodel import Session
from starlette.testclient import TestClient

from models.authority import Authority
from tests.api.factory import Filler


def test_all_successors_are_listed_and_linked(filler: Filler, client: TestClient) -> None:
    session: Session = filler.session
    gone = Authority(
        gss="E10000021", name="Northamptonshire County Council", short_name="Northamptonshire", type="county"
    )
    gone.nation, gone.region, gone.successor = "England", "East Midlands", "E06000061|E06000062"
    gone.end = date(2021, 3, 31)
    new = Authority(gss="E06000061", name="North Northamptonshire Council", short_name="North", type="unitary")
    new.nation, new.region = "England", "East Midlands"
    session.add_all([gone, new])
    session.commit()
    told = client.get("/v1/authorities/E10000021").json()
    assert told["successors"] == ["E06000061", "E06000062"]
    assert told["successor"] == "E06000061|E06000062", "promised until /v2"
    assert client.get("/v1/authorities/E06000061").json()["successors"] == []
    page = client.get("/authorities/E10000021").text
    assert "abolished 31 March 2021" in page
    assert '<a href="/authorities/E06000061">now North Northamptonshire Council</a>' in page
    assert '<a href="/authorities/E06000062">now E06000062</a>' in page
