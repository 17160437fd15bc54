"""Searching: the same answers on both databases, ranked, with the passage that fits."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.factory import Filler

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


def ago(days: int) -> datetime:
    return DAY - timedelta(days=days)


@pytest.fixture
def wire(filler: Filler, client: TestClient) -> TestClient:
    """Six articles whose answers are known by hand."""
    one = filler.article(
        "local-gov", "Dudley failed", "Services were judged inadequate.", DAY, ("inspection/ofsted-inadequate",)
    )
    filler.judged(one, "E08000027", "inadequate")
    filler.judged(one, "E08000027", "good", area="in-care", bottom=False)
    two = filler.article(
        "ofsted", "Trafford climbs", "No longer inadequate, inspectors said.", ago(10), ("inspection/ofsted-other",)
    )
    filler.judged(two, "E08000009", "good")
    three = filler.article("local-gov", "Parking charges", "To inspect potholes.", ago(40), ("highways-transport",))
    filler.judged(three, "W06000001", None, inspectorate="Estyn", is_current=False)
    filler.article("ofsted", "Comment: the word", "Inadequate funding.", DAY - timedelta(days=1), kind="opinion")
    filler.article("local-gov", "Môn budget", "Cyngor Ynys Môn sets its budget.", ago(2), ("finance/budget",))
    gone = filler.article("local-gov", "Withdrawn", "Inadequate and withdrawn.", DAY)
    gone.gone = DAY + timedelta(days=1)
    filler.session.commit()
    return client


def ids(client: TestClient, **parameters: Any) -> list[int]:
    answer = client.get("/v1/articles", params=parameters)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


FOUND: list[tuple[str, list[int]]] = [
    ("", [1, 4, 5, 2, 3]),
    ("inadequate", [1, 4, 2]),
    ("INADEQUATE services", [1]),
    ('"no longer inadequate"', [2]),
    ('"longer no"', []),
    ("inadequate -funding", [1, 2]),
    ("-inadequate", [5, 3]),
    ("parking OR dudley", [1, 3]),
    ("inspecting", [3]),  # inspect: one stem
    ("mon", [5]),  # accents fold
    ("môn", [5]),
    ("budg*", [5]),
    ("(dudley OR trafford) good", []),
    ("tag:inspection", [1, 2]),
    ("tag:ofsted-other", [2]),
    ("tag:inspection -tag:inspection/ofsted-other", [1]),
    ("grade:inadequate", [1]),
    ("grade:inadequate area:in-care", []),  # both hold for one judgement
    ("grade:good area:in-care", [1]),
    ("authority:E08000027", [1]),
    ("authority:dudley", [1]),
    ('authority:"Ynys Môn"', [3]),
    ("region:west-midlands", [1]),
    ("nation:Wales", [3]),
    ("inspectorate:estyn", [3]),
    ("kind:opinion", [4]),
    ("kind:news -tag:inspection", [5, 3]),
    ("source:ofsted", [4, 2]),
    ("after:2026-11-19", [1, 4]),
    ("before:2026-11-10", [3]),
    ("current:true", [1, 2]),
    ("inadequate tag:inspection OR tag:finance", [1, 5, 2]),
]


def test_a_query_finds_what_it_says(wire: TestClient) -> None:
    assert [(query, ids(wire, q=query)) for query, _ in FOUND] == FOUND


def test_plain_parameters_are_any_all_and_not(wire: TestClient) -> None:
    assert ids(wire, tag=["inspection", "highways-transport"]) == [1, 2, 3]
    assert ids(wire, tag_all=["inspection", "highways-transport"]) == []
    assert ids(wire, tag="inspection", tag_not="inspection/ofsted-other") == [1]
    assert ids(wire, grade=["inadequate", "good"], source="local-gov") == [1]


def test_since_counts_from_now(filler: Filler, client: TestClient) -> None:
    now = datetime.now(UTC)
    filler.article("ofsted", "New", "New.", now - timedelta(hours=5))
    filler.article("ofsted", "Old", "Old.", now - timedelta(days=9))
    filler.session.commit()
    assert ids(client, q="since:6h") == [1]
    assert ids(client, since="2w") == [1, 2]


def test_relevance_puts_the_headline_first(filler: Filler, client: TestClient) -> None:
    filler.article("ofsted", "A budget", "Nothing of potholes but once: potholes. " + "Other words. " * 40, DAY)
    filler.article("ofsted", "Potholes", "Potholes, potholes.", DAY - timedelta(days=5))
    filler.session.commit()
    assert ids(client, q="potholes") == [1, 2]
    assert ids(client, q="potholes", sort="relevance") == [2, 1]


def test_a_snippet_shows_the_match(filler: Filler, client: TestClient) -> None:
    filler.article("ofsted", "A", "Words before. " * 60 + "The potholes are deep. " + "Words after. " * 60, DAY)
    filler.session.commit()
    snippet = client.get("/v1/articles?q=pothole").json()["items"][0]["snippet"]
    assert "**potholes**" in snippet and len(snippet) < 500


MARKED = [
    ("county", "The counties met.", ["counties"]),  # one stem, which neither of them begins with
    ("mon", "Cyngor Ynys Môn and MÔN.", ["Môn", "MÔN"]),
    ("potho*", "Potholes, potholers; pots.", ["Potholes", "potholers"]),
    ('"no longer inadequate"', "It is no longer inadequate.", ["no", "longer", "inadequate"]),
    ("care OR roads", "Roads and care, careers.", ["Roads", "care"]),
    ("cross party", "A cross-party group.", ["cross-party"]),
    ("county", "Their county—" + "x" * 300, ["county"]),  # what follows has no blank to cut it at
    (
        "budget",
        "(budget) “budgets” budget—budget: 'budget' budgetary",
        ["budget", "budgets", "budget", "budget", "budget"],
    ),
]


@pytest.mark.parametrize(("query", "text", "marked"), MARKED)
def test_a_snippet_marks_what_was_found_and_no_more(
    filler: Filler, client: TestClient, query: str, text: str, marked: list[str]
) -> None:
    filler.article("ofsted", "Heading", text, DAY)
    filler.session.commit()
    snippet = client.get("/v1/articles", params={"q": query}).json()["items"][0]["snippet"]
    told = " ".join(re.findall(r"\*\*(.+?)\*\*", snippet))
    assert re.findall(r"\w+", told) == re.findall(r"\w+", " ".join(marked)), snippet


@pytest.mark.parametrize("query", ["24", "7", "24/7", '"24 7"', "carers", "parents/carers", "24/7 parents"])
def test_words_on_both_sides_of_a_slash_are_words(filler: Filler, client: TestClient, query: str) -> None:
    filler.article("ofsted", "Open 24/7", "Open 24/7 for parents/carers.", DAY)
    filler.session.commit()
    item = client.get("/v1/articles", params={"q": query}).json()["items"][0]
    assert "**" in item["snippet"]


def test_a_snippet_is_where_the_words_stand_nearest_together(filler: Filler, client: TestClient) -> None:
    far = "The budget came first. " + "Other words stand here. " * 40
    filler.article("ofsted", "A", far + "They cut the libraries budget again. " + far + "Libraries closed.", DAY)
    filler.session.commit()
    for sort in ("newest", "relevance"):
        told = client.get(f"/v1/articles?q=budget+libraries&sort={sort}").json()["items"][0]["snippet"]
        assert "**libraries** **budget** again" in told, told
        assert told.startswith("…") and told.endswith("…") and len(told) < 320


def test_a_snippet_of_a_title_that_fits_is_how_the_text_begins(filler: Filler, client: TestClient) -> None:
    filler.article("ofsted", "Potholes", "Nothing of them here. " * 40, DAY)
    filler.article("ofsted", "Potholes", "x" * 300_000, DAY - timedelta(days=1))  # a word without an end
    filler.session.commit()
    first, second = client.get("/v1/articles?q=potholes").json()["items"]
    assert first["snippet"].startswith("Nothing of them here.") and "**" not in first["snippet"]
    assert second["snippet"] and "**" not in second["snippet"]


@pytest.mark.parametrize(
    "words",
    [
        "it's",
        "a\\b",
        "C&A",
        "x|y",
        "!bang",
        "a:b",
        "<->",
        "'quoted'",
        "50%",
        "$1",
        "%(match)s",
        ":match",
        "?",
        "£1.5m",
        "24/7",
    ],
)
def test_signs_that_mean_something_to_a_database_are_words_like_others(
    filler: Filler, client: TestClient, words: str
) -> None:
    filler.article("ofsted", "Signs", f"They wrote {words} there and bins.", DAY)
    filler.article("ofsted", "Others", "Other bins.", DAY)
    filler.session.commit()
    found = [1] if any(sign.isalnum() for sign in words) else []
    quoted = f'"{words}"'
    answer = client.get("/v1/articles", params={"q": quoted})
    assert [one["id"] for one in answer.json().get("items", [])] == found, answer.text
    if found:
        assert ids(client, q=f"bins {quoted}") == [1] and ids(client, q=f"bins -{quoted}") == [2]
        assert ids(client, q=f"{quoted} OR bins", sort="oldest") == [1, 2]


@pytest.mark.parametrize(
    "query",
    ["cross-party", "cross party", "cross\u2010party", "cross\u2011party", '"cross-party group"', "cross-part*"],
)
def test_joined_words_are_found_however_they_are_joined(filler: Filler, client: TestClient, query: str) -> None:
    for joint in ("-", " ", "\u2011", "\u2013"):
        filler.article("local-gov", "Vote", f"A cross{joint}party group won.", DAY)
    filler.article("local-gov", "Other", "The party was cross, and from Stratford-on-Avon.", DAY)
    filler.session.commit()
    found = ids(client, q=query if query != "cross party" else '"cross party"', sort="oldest")
    assert found == [1, 2, 3, 4]
    assert ids(client, q="stratford-on-avon") == ids(client, q='"on avon"') == [5]


@pytest.mark.parametrize("query", ["caf\u00e9", "cafe\u0301", "CAFE\u0301", "caf\u00ad\u00e9", "cafe"])
def test_a_word_is_the_same_however_it_is_written(filler: Filler, client: TestClient, query: str) -> None:
    filler.article("local-gov", "Closures", "Every caf\u00e9 is shut.", DAY)
    filler.session.commit()
    assert ids(client, q=query) == [1]


@pytest.mark.parametrize(
    "query",
    [
        *("area:in-care", "area:overall current:true", "(area:in-care OR area:leaders) dudley", "grade:inadequate"),
        *("-grade:inadequate", "tag:inspection/ofsted-inadequate OR tag:send", "authority:dudley -kind:opinion"),
    ],
)
@pytest.mark.parametrize("name", ["grade", "inspectorate", "tag", "kind", "authority", "source", "region"])
def test_every_count_of_a_facet_is_what_it_leads_to(wire: TestClient, query: str, name: str) -> None:
    told = wire.get("/v1/articles", params={"q": query, "facets": name}).json()["facets"][name]
    assert told
    for one in told:
        assert len(ids(wire, q=query, **{name: one["value"]})) == one["count"], one


def test_facets_leave_out_their_own_filter(wire: TestClient) -> None:
    facets = wire.get("/v1/articles?tag=inspection/ofsted-other&facets=tag,source,kind,region").json()["facets"]
    assert {one["value"]: one["count"] for one in facets["source"]} == {"ofsted": 1}
    assert {one["value"] for one in facets["tag"]} == {
        *("inspection/ofsted-inadequate", "inspection/ofsted-other", "highways-transport", "finance/budget"),
    }
    assert facets["region"] == [{"value": "North West", "title": "North West", "count": 1}]


NEAREST: list[tuple[dict[str, str], str]] = [
    ({"q": "tag:inspecton/ofsted-inadequate"}, "inspection/ofsted-inadequate"),
    ({"q": "authority:Dudly"}, "dudley"),
    ({"tag": "sned"}, "send"),
    ({"q": "kind:opinon"}, "opinion"),
    ({"grade": "inadquate"}, "inadequate"),
    ({"q": "source:localgov"}, "local-gov"),
]


def test_an_unknown_value_names_the_nearest(wire: TestClient) -> None:
    for parameters, near in NEAREST:
        answer = wire.get("/v1/articles", params=parameters)
        assert answer.status_code == 422, parameters
        assert answer.json()["errors"][0]["nearest"] == near


def test_odd_dates_never_break(wire: TestClient) -> None:
    for query in ("since:7x", "before:yesterday", "current:maybe", "after:2026-13-01", "since:9999y"):
        assert wire.get("/v1/articles", params={"q": query}).status_code in (200, 422), query


HOSTILE = [
    "word " * 10_000,
    "NEAR(a b, 5)",
    "title:x OR *",
    '"' * 50,
    "a AND b NOT c ^d {e f} : text",
    "(" * 500,
    "'; DROP TABLE article; --",
    "a\r\nSet-Cookie: x=1",
    "\x00",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "%" * 1000,
    "-" * 2000,
    "* ** *a a*b",
    "OR OR OR",
    "-(-(-(a)))",
]


def test_hostile_queries_are_answered_or_refused(wire: TestClient) -> None:
    for query in HOSTILE:
        for path in ("/v1/articles", "/v1/stories", "/v1/judgements", "/v1/articles.rss", "/search"):
            answer = wire.get(path, params={"q": query})
            assert answer.status_code in (200, 414, 422), (path, query[:50], answer.status_code, answer.text[:300])
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("query", "at"), [("tag:", 0), ("bins since:", 5), ("😀", 0), ("*", 0)])
def test_what_asks_for_nothing_is_a_problem_that_says_where(client: TestClient, query: str, at: int) -> None:
    for path in ("/v1/articles", "/v1/stories.csv", "/v1/judgements", "/search"):
        answer = client.get(path, params={"q": query})
        assert answer.status_code == 422, path
    told = client.get("/v1/articles", params={"q": query}).json()["errors"][0]
    assert (told["in"], told["name"], told["at"]) == ("query", "q", at)
