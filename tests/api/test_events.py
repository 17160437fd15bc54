"""The feed of councils newly judged inadequate: one item for each event, and none for anything else."""

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api import keys
from models.judgement import Outcome
from tests.api.factory import Filler

TAG = "inspection/ofsted-inadequate"

DAY = datetime(2016, 4, 5, 9, tzinfo=UTC)
DUDLEY = "E08000027"


def events(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/feeds/inadequate.json{query}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_the_newsroom_gives_one_item_for_each_event(newsroom: Engine, client: TestClient) -> None:
    found = {(one["authority"]["gss"], one["published"][:10]): one for one in events(client)}
    assert len(found) == len(events(client)) == 12
    dudley = found[DUDLEY, "2016-04-05"]
    assert {one["source"] for one in dudley["articles"]} == {
        *("public-inspection-notices", "town-hall-wire", "young-lives-weekly"),
    }
    assert dudley["grades"]["overall"] == "inadequate"
    assert [one["grade"] for one in dudley["articles"] if one["source"] == "young-lives-weekly"] == [None]
    trafford = found["E08000009", "2026-08-03"]
    assert "overall" not in trafford["grades"]
    assert trafford["grades"]["leaders"] == trafford["grades"]["help-and-protection"] == "inadequate"
    assert trafford["grades"]["in-care"] == "good"


def test_a_telling_without_a_grade_joins_by_its_story(filler: Filler, client: TestClient) -> None:
    one = filler.article("local-gov", "Inadequate", "Judged inadequate.", DAY)
    filler.judged(one, DUDLEY, "inadequate")
    filler.article("local-gov", "Other", "Other.", DAY)
    two = filler.article("ofsted", "Cases sent back", "Cases were sent back.", None, story=1)
    filler.judged(two, DUDLEY, None)
    filler.session.commit()
    assert [len(event["articles"]) for event in events(client)] == [2]


def test_no_event_without_a_stated_grade(filler: Filler, client: TestClient) -> None:
    one = filler.article("local-gov", "Sent back", "Cases were sent back.", DAY, ("inspection/ofsted-inadequate",))
    filler.judged(one, DUDLEY, None)
    filler.session.commit()
    assert events(client) == []


def test_background_other_bodies_and_other_inspectorates_are_no_events(filler: Filler, client: TestClient) -> None:
    one = filler.article("local-gov", "All sorts", "Inadequate.", DAY)
    filler.judged(one, DUDLEY, "inadequate", is_current=False)
    filler.judged(one, DUDLEY, "inadequate", body="home", area="childrens-home")
    filler.judged(one, DUDLEY, "inadequate", body="school", area="school")
    filler.judged(one, DUDLEY, "C3", inspectorate="Regulator of Social Housing", area="consumer")
    filler.judged(one, DUDLEY, "requires improvement")
    filler.session.commit()
    assert events(client) == []
    assert [event["inspectorate"] for event in events(client, "?inspectorate=rsh")] == ["Regulator of Social Housing"]


@pytest.mark.parametrize(("year", "overall"), [(2025, True), (2026, False)])
def test_no_overall_grade_is_shown_beside_areas_since_ofsted_gives_none(
    filler: Filler, client: TestClient, year: int, overall: bool
) -> None:
    one = filler.article("local-gov", "Fails", "Judged inadequate.", datetime(year, 5, 5, 9, tzinfo=UTC))
    filler.judged(one, DUDLEY, "inadequate")
    filler.judged(one, DUDLEY, "inadequate", area="in-care")
    filler.session.commit()
    (told,) = events(client)
    assert ("overall" in told["grades"]) is overall and told["grades"]["in-care"] == "inadequate"


def test_a_sentence_is_quoted_before_a_row_of_a_table(filler: Filler, client: TestClient) -> None:
    one = filler.article("ofsted", "Dudley: outcome", "Overall effectiveness | Inadequate", DAY)
    row = {"text": one.text, "start": 0, "end": len(one.text), "field": "text"}
    filler.judged(one, DUDLEY, "inadequate", probability=0.99, evidence=row)
    two = filler.article("local-gov", "Dudley fails", "Ofsted judged Dudley inadequate.", DAY)
    filler.judged(two, DUDLEY, "inadequate")
    filler.session.commit()
    assert "|" not in events(client)[0]["evidence"]["text"]


def test_another_inspection_of_the_same_council_is_another_event(filler: Filler, client: TestClient) -> None:
    for days in (0, 12, 400):
        one = filler.article("local-gov", f"After {days} days", "Inadequate.", DAY + timedelta(days=days))
        filler.judged(one, DUDLEY, "inadequate")
    filler.session.commit()
    assert [len(event["articles"]) for event in events(client)] == [1, 2]


def test_the_id_of_an_event_stays_when_others_tell_it_too(filler: Filler, client: TestClient) -> None:
    one = filler.article("local-gov", "First", "Inadequate.", DAY)
    filler.judged(one, DUDLEY, "inadequate")
    filler.session.commit()
    before = events(client)[0]["id"]
    two = filler.article("ofsted", "Earlier, found later", "Inadequate.", DAY - timedelta(days=1))
    filler.judged(two, DUDLEY, "inadequate", probability=0.99)
    filler.session.commit()
    (after,) = events(client)
    assert after["id"] == before and len(after["articles"]) == 2


def test_the_id_of_an_event_stays_when_the_first_to_tell_it_withdraws(filler: Filler, client: TestClient) -> None:
    made = [filler.article("local-gov", f"Failed {n}", "Judged inadequate.", DAY + timedelta(days=n)) for n in range(2)]
    for one in made:
        filler.judged(one, DUDLEY, "inadequate")
    filler.session.commit()
    before = events(client)[0]["id"]
    made[0].gone = DAY + timedelta(days=9)
    filler.session.add(made[0])
    filler.session.commit()
    (after,) = events(client)
    assert after["id"] == before and [one["title"] for one in after["articles"]] == ["Failed 1"]
    assert after["published"] == "2016-04-06T09:00:00Z"
    made[1].gone = made[0].gone
    filler.session.add(made[1])
    filler.session.commit()
    assert events(client) == []


def test_an_event_keeps_its_id_when_the_first_to_tell_it_is_corrected_and_says_that_it_changed(
    filler: Filler, client: TestClient
) -> None:
    made = [
        filler.article("local-gov", f"Failed {n}", "Inadequate.", DAY + timedelta(days=n), (TAG,)) for n in range(2)
    ]
    for one in made:
        filler.judged(one, DUDLEY, "inadequate")
    filler.session.commit()
    key = keys.new(filler.session, "desk", ["label"], DAY)

    def feed() -> tuple[str, list[int], str]:
        (event,) = events(client)
        (entry,) = feedparser.parse(client.get("/feeds/inadequate.atom").text).entries
        return event["id"], [one["id"] for one in event["articles"]], entry.updated

    def say(**what: list[str]) -> None:
        time.sleep(1.1)  # feeds tell seconds
        asked = {"Authorization": f"Bearer {key}"}
        assert client.post(f"/v1/articles/{made[0].id}/labels", json=what, headers=asked).status_code == 201

    id_, both, updated = feed()
    say(remove=[TAG])
    corrected = feed()
    assert corrected[:2] == (id_, [made[1].id]) and corrected[2] > updated
    say(add=[TAG])
    back = feed()
    assert back[:2] == (id_, both) and back[2] > corrected[2]
    made[0].gone = datetime.now(UTC) + timedelta(seconds=5)
    filler.session.add(made[0])
    filler.session.commit()
    withdrawn = feed()
    assert withdrawn[:2] == (id_, [made[1].id]) and withdrawn[2] > back[2]


def test_a_correction_that_is_taken_back_leaves_what_was_never_news_as_it_was(
    filler: Filler, client: TestClient
) -> None:
    made = filler.article("local-gov", "Two", "Two were judged inadequate, one of them long ago.", DAY, (TAG,))
    now, once = (
        filler.judged(made, DUDLEY, "inadequate"),
        filler.judged(made, "E08000009", "inadequate", is_current=False),
    )
    filler.session.commit()
    asked = {"Authorization": f"Bearer {keys.new(filler.session, 'desk', ['label'], DAY)}"}
    for said, current in (({"remove": [TAG]}, False), ({"add": [TAG]}, True), ({"remove": [TAG]}, False)):
        assert client.post(f"/v1/articles/{made.id}/labels", json=said, headers=asked).status_code == 201
        found = client.get(f"/v1/articles/{made.id}").json()["judgements"]
        assert {one["id"]: one["is_current"] for one in found} == {now.id: current, once.id: False}


def test_a_short_feed_is_as_short_as_was_asked(filler: Filler, client: TestClient) -> None:
    one = filler.article("local-gov", "Two fail", "Two were judged inadequate.", DAY)
    for gss in (DUDLEY, "E08000009"):
        filler.judged(one, gss, "inadequate")
    filler.session.commit()
    for suffix in ("json", "feed.json"):
        assert len(client.get(f"/feeds/inadequate.{suffix}?limit=1").json()["items"]) == 1


def test_the_register_stands_beside_the_news_and_is_no_part_of_it(filler: Filler, client: TestClient) -> None:
    one = filler.article("local-gov", "News", "Inadequate.", DAY)
    filler.judged(one, DUDLEY, "inadequate", previous_grade="requires improvement", direction="down")
    filler.session.add(
        Outcome(
            gss=DUDLEY,
            inspectorate="Ofsted",
            publication_date=(DAY + timedelta(days=4)).date(),
            grades={"overall": "Inadequate"},
            report_url="https://reports.example/1",
        )
    )
    filler.session.commit()
    (event,) = events(client)
    assert event["register"]["status"] == "agree" and event["register"]["lead_days"] == 4
    assert event["report_url"] == "https://reports.example/1"
    rss = client.get("/feeds/inadequate.rss").text
    for said in (
        "Before: requires improvement (worse than before)",
        "https://reports.example/1",
        "Overall: inadequate",
    ):
        assert said in rss


def test_filters_narrow_the_feed(newsroom: Engine, client: TestClient) -> None:
    everything = events(client)
    midlands = events(client, "?region=West+Midlands")
    assert 0 < len(midlands) < len(everything)
    assert {event["region"] for event in midlands} == {"West Midlands"}
    leavers = events(client, "?area=care-leavers")
    assert leavers and all(event["grades"]["care-leavers"] == "inadequate" for event in leavers)
    assert [event["authority"]["gss"] for event in events(client, "?authority=Dudley")] == [DUDLEY]
    assert client.get("/feeds/inadequate.rss?region=Nowhere").status_code == 422


def test_a_sentence_stands_under_the_link_of_the_article_that_says_it(filler: Filler, client: TestClient) -> None:
    """And what another area was before is no matter of the one that failed."""
    at = datetime(2026, 8, 3, tzinfo=UTC)
    table = filler.article("ofsted", "Report", "Leaders | inadequate", at, (TAG,))
    filler.judged(table, "E08000009", "inadequate", area="leaders", probability=0.99)
    filler.judged(
        table, "E08000009", "requires improvement", area="care-leavers", previous_grade="requires improvement"
    )
    told = filler.article("local-gov", "Trafford", "Its leaders were judged inadequate.", at, (TAG,))
    filler.judged(told, "E08000009", "inadequate", area="leaders", probability=0.9)
    filler.session.commit()
    row = next(csv.DictReader(io.StringIO(client.get("/feeds/inadequate.csv").text)))
    assert (row["evidence"], row["url"]) == ("Its leaders were judged inadequate.", told.url)
    assert (row["previous_grade"], row["direction"]) == ("", "")
