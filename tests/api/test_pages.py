"""Pages: each is there, whole without scripts, says why, and escapes what it was given."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sqlalchemy import Engine
from starlette.testclient import TestClient

import api
from api.councils import timeline
from api.html import highlighted
from models.reading import Reading
from tests.api.factory import Filler

PATHS = (
    *("/", "/search?q=inadequate", "/articles/1", "/stories/1", "/authorities", "/authorities/E08000027", "/tags"),
    *("/tags/inspection/ofsted-inadequate", "/sources", "/inadequate", "/feeds", "/about", "/about/crawler"),
)


def test_every_page_is_drawn_and_every_link_on_it_leads_somewhere(newsroom: Engine, client: TestClient) -> None:
    links: set[str] = set()
    for path in PATHS:
        answer = client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200, path
        tree = html.document_fromstring(answer.text)
        assert tree.find(".//title") is not None and len(tree.findall(".//h1")) == 1, path
        assert not tree.findall(".//script") and not tree.xpath("//@style | //@onclick"), path
        assert tree.get("lang") == "en-GB" and tree.xpath("//meta[@name='viewport']")
        links |= {link for link in tree.xpath("//a/@href | //link/@href") if link.startswith("/")}
    broken = {link for link in links if client.get(link.split("#")[0]).status_code != 200}
    assert broken == set() and len(links) > 150


def test_an_article_shows_why_and_what_was_removed(newsroom: Engine, client: TestClient) -> None:
    text = client.get("/articles/1").text
    assert "<mark>" in text and "What was removed from the page (1)" in text and "Head of Service" in text
    assert "probability 0.90, needed 0.50" in text


def test_a_text_that_is_not_open_is_not_shown(filler: Filler, client: TestClient) -> None:
    filler.article("local-gov", "Theirs", "First sentence. " + "More words here. " * 60 + "The last secret words.")
    filler.session.commit()
    for path in ("/articles/1", "/", "/search?q=secret", "/v1/articles.rss", "/v1/stories.atom"):
        assert "The last secret words." not in client.get(path).text, path


def test_what_publishers_wrote_is_escaped(filler: Filler, client: TestClient) -> None:
    evil = '<script>alert(1)</script> "quoted" & <img src=x onerror=y>'
    filler.article("ofsted", evil, f"{evil}\n\nMore {evil}", byline=(evil,))
    filler.session.commit()
    for path in ("/", "/articles/1", "/stories/1", "/search?q=quoted", "/search?q=%3Cscript%3E"):
        text = client.get(path).text
        assert "<script" not in text and "<img" not in text, path


def test_a_search_that_was_shared_is_the_search(newsroom: Engine, client: TestClient) -> None:
    shared = client.get("/search?q=bins&source=town-hall-wire&utm_source=letter&fbclid=abc")
    assert shared.status_code == 200 and "fbclid" not in shared.text and "utm_source" not in shared.text
    assert shared.text == client.get("/search?q=bins&source=town-hall-wire").text
    assert client.get("/search?q=bins&sourse=town-hall-wire").status_code == 422


def test_a_bad_search_says_what_is_right(newsroom: Engine, client: TestClient) -> None:
    answer = client.get("/search?q=tga:send")
    assert answer.status_code == 422 and "Did you mean &#39;tag&#39;?" in answer.text
    missing = client.get("/articles/99999", headers={"Accept": "text/html"})
    assert missing.status_code == 404 and "<h1>" in missing.text


def test_autodiscovery_carries_the_filters(newsroom: Engine, client: TestClient) -> None:
    tree = html.document_fromstring(client.get("/search?tag=send&q=plans").text)
    links = tree.xpath("//link[@rel='alternate']/@href")
    assert "/v1/articles.rss?tag=send&q=plans" in links


def test_evidence_is_marked_across_paragraphs_and_overlaps() -> None:
    text = "One two.\n\nThree <four>."
    marked = highlighted(text, [(0, 3), (2, 7), (10, 15), (90, 99), (5, 2)])
    assert marked == ["<mark>One two</mark>.", "<mark>Three</mark> &lt;four&gt;."]


def test_a_text_is_tagged_and_nothing_is_kept(database: Engine) -> None:
    from api.app import create_app
    from models.settings import Settings

    def reader(documents: object) -> list[Reading]:
        return [Reading(kind="opinion")]

    with TestClient(create_app(database, tag=reader, settings=Settings(rate_limit=0))) as client:
        answer = client.post("/v1/tag", json={"text": "Some text."})
        assert answer.status_code == 200 and answer.json()["kind"] == "opinion"
        assert client.post("/v1/tag", json={"text": ""}).status_code == 422
    with TestClient(create_app(database, settings=Settings(rate_limit=0))) as client:
        assert client.post("/v1/tag", json={"text": "Some text."}).status_code == 503


def test_documentation_needs_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/docs", "/redoc"):
        tree = html.document_fromstring(client.get(path).text)
        found = [link for link in tree.xpath("//script/@src | //link/@href") if "fonts" not in link]
        assert found and all(link.startswith("/static/") and client.get(link).status_code == 200 for link in found)


def test_documentation_is_dark_where_the_reader_wants_it(client: TestClient) -> None:
    text = client.get("/docs").text
    assert text.index("prefers-color-scheme: dark") < text.index("<body>"), "it would be drawn light first"
    assert "html.dark-mode" in client.get("/static/docs/swagger-ui.css").text and '"dark-mode"' in text


def test_operations_tell_how_it_is(newsroom: Engine, client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    ready = client.get("/ready").json()
    assert ready["database"] == "ok" and ready["tagger"] == "t1" and ready["last_crawl"]
    client.get("/v1/articles")
    assert (
        'councilwire_requests_total{method="GET",route="/v1/articles",status="200"} 1.0' in client.get("/metrics").text
    )


def test_a_council_shows_its_timeline_and_neighbours(newsroom: Engine, client: TestClient) -> None:
    told = client.get("/v1/authorities/dudley").json()
    assert told["gss"] == "E08000027" and len(told["timeline"]) >= 1
    assert any(event["grades"].get("overall") == "inadequate" for event in told["timeline"])
    assert client.get("/v1/authorities/atlantis").status_code == 404


def test_a_timeline_says_what_dates_its_events() -> None:
    def judged(inspectorate: str, told: str | None, published: str | None) -> dict[str, Any]:
        article = {"id": 1, "published": published, "first_seen": "2026-11-22T06:00:00Z"}
        named = {"inspectorate": inspectorate, "framework": None, "grade": "inadequate", "area": "overall"}
        return {**named, "is_current": True, "publication_date": told, "article": article}

    result = {"inspectorate": "HMIC", "framework": None, "grades": {}, "report_url": None, "inspection_end": None}
    told = [
        judged("Ofsted", "2026-01-02", None),
        judged("CQC", None, "2026-02-03T08:00:00Z"),
        judged("RSH", None, None),
    ]
    found = timeline([{**result, "publication_date": "2026-03-04"}], told)
    assert {(event["date"], event["date_from"]) for event in found} == {
        ("2026-01-02", "text"),
        ("2026-02-03", "article"),
        ("2026-03-04", "register"),
        ("2026-11-22", "first_seen"),
    }


def test_a_council_s_page_says_where_a_day_is_only_that_of_our_first_sight(filler: Filler, client: TestClient) -> None:
    filler.judged(filler.article("ofsted", "Judged", "Dudley is inadequate.", None), "E08000027", "inadequate")
    filler.session.commit()
    assert "undated, first seen then" in client.get("/authorities/E08000027").text


def test_counts_over_time_add_up(newsroom: Engine, client: TestClient) -> None:
    total = client.get("/ready").json()["articles"]
    for interval in ("day", "week", "month", "year"):
        items = client.get(f"/v1/stats/timeseries?group=all&interval={interval}").json()["items"]
        assert sum(one["count"] for one in items) == total, interval
    weeks = client.get("/v1/stats/timeseries?group=source&interval=week").json()["items"]
    from datetime import date

    assert {date.fromisoformat(one["start"]).weekday() for one in weeks} == {0}


def _light(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_text_has_contrast_enough(scheme: int) -> None:
    """WCAG 2 AA: 4.5 to 1, in light and in dark."""
    sheet = (Path(api.__file__).parent / "static" / "wire.css").read_text()
    told = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})\b", re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[scheme]))
    assert len(told) >= 18
    pairs = [
        (text, ground) for text in ("ink", "soft", "faint", "link", "accent", "bad") for ground in ("paper", "card")
    ]
    pairs += [(tone, f"{tone}-bg") for tone in ("bad", "warn", "good", "best")]
    pairs += [("mark-ink", "mark"), ("ink", "plain-bg"), ("soft", "plain-bg"), ("ink", "shade"), ("paper", "ink")]
    assert {
        pair: _contrast(told[pair[0]], told[pair[1]]) for pair in pairs if _contrast(*(told[p] for p in pair)) < 4.5
    } == {}
