"""Feeds against the rules that a feed validator applies, on everything the demo newsroom holds."""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
from lxml import etree, html
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from api.feeds import clean
from tests.api.factory import Filler

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
PATHS = (
    "/feeds/inadequate",
    "/feeds/inadequate.{}?region=West+Midlands",
    "/v1/articles",
    "/v1/articles.{}?tag=inspection/ofsted-inadequate&q=children",
    "/v1/articles.{}?archive=50",
    "/v1/articles.{}?q=nothingfitsthis",
    "/v1/stories",
    "/v1/judgements",
)
TAG_URI = re.compile(r"^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]+$")
RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
ALLOWED = {"p", "ul", "li", "a", "blockquote", "div"}


def path(pattern: str, format_: str) -> str:
    return pattern.format(format_) if "{}" in pattern else f"{pattern}.{format_}"


def get(client: TestClient, pattern: str, format_: str) -> Any:
    answer = client.get(path(pattern, format_))
    assert answer.status_code == 200, answer.text
    return answer


def absolute(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def check_html(content: str) -> None:
    """Only harmless elements, well nested, with absolute links."""
    tree = html.fragment_fromstring(content, create_parent="div")
    assert {element.tag for element in tree.iter()} <= ALLOWED
    assert all(absolute(link.get("href", "")) for link in tree.iter("a"))
    assert not any(name for element in tree.iter() for name in element.attrib if name != "href")


def test_rss_keeps_the_rules(newsroom: Engine, client: TestClient) -> None:
    for pattern in PATHS:
        _rss_keeps_the_rules(client, pattern)


def _rss_keeps_the_rules(client: TestClient, pattern: str) -> None:
    answer = get(client, pattern, "rss")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert channel is not None
    for name in ("title", "link", "description", "language", "generator", "docs"):
        assert (channel.findtext(name) or "").strip(), name
    assert absolute(channel.findtext("link") or "")
    selves = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [link.get("href") for link in selves] == ["https://wire.example" + path(pattern, "rss")]
    assert selves[0].get("type") == "application/rss+xml"
    items = channel.findall("item")
    ids = [item.findtext("guid") for item in items]
    assert len(set(ids)) == len(ids)
    for item in items:
        guid = item.find("guid")
        assert guid is not None and guid.get("isPermaLink") == "false" and TAG_URI.match(guid.text or "")
        assert (item.findtext("title") or "").strip() and "<" not in (item.findtext("title") or "")
        assert absolute(item.findtext("link") or "")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo is not None
        assert item.find("author") is None  # it would have to be an e-mail address
        check_html(item.findtext("description") or "")
        for category in item.findall("category"):
            assert absolute(category.get("domain") or "") and category.text
        once = [child.tag for child in item if child.tag not in (f"{DC}creator", "category")]
        assert len(once) == len(set(once))
    if items:
        assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "").tzinfo is not None


def test_atom_keeps_the_rules(newsroom: Engine, client: TestClient) -> None:
    for pattern in PATHS:
        _atom_keeps_the_rules(client, pattern)


def _atom_keeps_the_rules(client: TestClient, pattern: str) -> None:
    root = ElementTree.fromstring(get(client, pattern, "atom").content)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1, name
    assert TAG_URI.match(root.findtext(f"{ATOM}id") or "")
    links = {link.get("rel"): link for link in root.findall(f"{ATOM}link")}
    assert links["self"].get("href") == "https://wire.example" + path(pattern, "atom")
    assert links["alternate"].get("type") == "text/html"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    # A validator warns where two entries say the same moment of change.
    assert len({entry.findtext(f"{ATOM}updated") for entry in entries}) == len(entries)
    for entry in entries:
        assert TAG_URI.match(entry.findtext(f"{ATOM}id") or "")
        for name in ("published", "updated"):
            assert RFC3339.match(entry.findtext(f"{ATOM}{name}") or ""), name
        alternate = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternate) == 1 and absolute(alternate[0].get("href") or "")
        content = entry.find(f"{ATOM}content")
        assert content is not None and content.get("type") == "html"
        check_html(content.text or "")
        for category in entry.findall(f"{ATOM}category"):
            assert category.get("term") and category.get("label") and absolute(category.get("scheme") or "")


def test_json_feed_keeps_its_musts(newsroom: Engine, client: TestClient) -> None:
    for pattern in PATHS:
        _json_feed_keeps_its_musts(client, pattern)


def _json_feed_keeps_its_musts(client: TestClient, pattern: str) -> None:
    answer = get(client, pattern, "feed.json")
    assert answer.headers["content-type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and absolute(feed["home_page_url"])
    assert feed["feed_url"] == "https://wire.example" + path(pattern, "feed.json")
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["id"]
        assert item.get("content_html") or item.get("content_text")
        assert RFC3339.match(item["date_published"]) and RFC3339.match(item["date_modified"])
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        assert all(author["name"] for author in item.get("authors", []))
        assert all(key.startswith("_") or key.islower() for key in item)
    if "next_url" in feed:
        assert absolute(feed["next_url"]) and feed["next_url"] != feed["feed_url"]


def test_every_feed_is_read_back_by_feedparser(newsroom: Engine, client: TestClient) -> None:
    for pattern in PATHS:
        for format_ in ("rss", "atom"):
            parsed = feedparser.parse(get(client, pattern, format_).content)
            assert not parsed.bozo, (pattern, format_, parsed.get("bozo_exception"))
            assert all(entry.id and entry.title and entry.link for entry in parsed.entries)


def test_archives_hold_everything_once_more(newsroom: Engine, client: TestClient) -> None:
    """RFC 5005: from the newest document back along prev-archive, no entry is missed."""
    seen: list[str] = []
    address, documents = "/v1/articles.atom", 0
    while address:
        root = ElementTree.fromstring(client.get(address).content)
        seen += [entry.findtext(f"{ATOM}id") or "" for entry in root.findall(f"{ATOM}entry")]
        links = {link.get("rel"): link.get("href") or "" for link in root.findall(f"{ATOM}link")}
        assert (root.find(f"{HISTORY}archive") is not None) == (documents > 0)
        assert ("current" in links) == (documents > 0)
        address = links.get("prev-archive", "").removeprefix("https://wire.example")
        documents += 1
    total = client.get("/ready").json()["articles"]
    assert len(seen) == len(set(seen)) == total


def test_archives_part_at_the_same_places_when_entries_are_added(filler: Filler, client: TestClient) -> None:
    day = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(240):
        filler.article("ofsted", f"Article {number}", "Text.", day)
    filler.session.commit()
    archive = "/v1/articles.atom?archive=200"
    before = client.get(archive).content
    assert "archive=200" in client.get("/v1/articles.atom").text
    filler.article("ofsted", "One more", "Text.", day)
    filler.session.commit()
    assert client.get(archive).content == before
    root = ElementTree.fromstring(before)
    assert len(root.findall(f"{ATOM}entry")) == 100


def test_a_feed_does_not_change_while_its_content_does_not(newsroom: Engine, client: TestClient) -> None:
    before = client.get("/feeds/inadequate.rss")
    with newsroom.begin() as connection:
        connection.execute(text("UPDATE source SET last_error = 'timeout'"))
        connection.execute(text("UPDATE judgement SET probability = 0.5, at = '2026-11-23 00:00:00+00:00'"))
    after = client.get("/feeds/inadequate.rss", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 304
    assert client.get("/feeds/inadequate.rss").content == before.content


def test_ids_survive_an_edit_and_another_host(newsroom: Engine, client: TestClient) -> None:
    def ids() -> set[str]:
        return set(re.findall(r"<guid[^>]*>([^<]+)", client.get("/feeds/inadequate.rss").text))

    before = ids()
    with newsroom.begin() as connection:
        connection.execute(text("UPDATE article SET title = title || ' (updated)', url = url || '?a=1'"))
    assert ids() == before and len(before) > 5


def test_last_modified_is_honoured(newsroom: Engine, client: TestClient) -> None:
    first = client.get("/v1/articles.rss")
    same = client.get("/v1/articles.rss", headers={"If-Modified-Since": first.headers["last-modified"]})
    assert same.status_code == 304 and not same.content


def test_a_date_stands_for_one_answer_whatever_became_of_its_entries(filler: Filler, client: TestClient) -> None:
    old, new = (filler.article("ofsted", title, "Text.") for title in ("Old", "New"))
    filler.session.commit()

    def dated(since: str = "") -> tuple[int, str]:
        told = client.get("/v1/articles.rss", headers={"If-Modified-Since": since} if since else {})
        return told.status_code, told.headers["last-modified"]

    _, first = dated()
    old.gone = old.first_seen  # the newest entry stays as it was
    filler.session.add(old)
    filler.session.commit()
    status, second = dated(first)
    assert status == 200 and second != first
    new.language = "cy"  # nothing that this feed tells
    filler.session.add(new)
    filler.session.commit()
    assert dated(second) == (304, second)


def test_text_that_xml_cannot_hold_is_cleaned(filler: Filler, client: TestClient) -> None:
    filler.article("ofsted", "Bell \x07 & <b>bold</b> ]]>", "Text \ufffe with \x0b oddities <script>alert(1)</script>.")
    filler.session.commit()
    for format_ in ("rss", "atom"):
        root = etree.fromstring(client.get(f"/v1/articles.{format_}").content)
        assert "script" not in {element.tag for element in root.iter()}
    assert clean("a\x00b\ud800") == "a b "


def test_a_hub_is_named_where_one_is_set(newsroom: Engine) -> None:
    from api.app import create_app
    from models.settings import Settings

    settings = Settings(public_url="https://wire.example", rate_limit=0, hub="https://hub.example/")
    with TestClient(create_app(newsroom, settings=settings)) as client:
        answer = client.get("/feeds/inadequate.atom")
        assert '<https://hub.example/>; rel="hub"' in answer.headers["link"]
        assert '<link rel="hub" href="https://hub.example/"/>' in answer.text
        assert client.get("/v1/articles.feed.json").json()["hubs"] == [
            {"type": "WebSub", "url": "https://hub.example/"}
        ]


def test_opml_names_feeds_that_answer(newsroom: Engine, client: TestClient) -> None:
    for by in ("tag", "authority", "region"):
        root = ElementTree.fromstring(client.get(f"/opml?by={by}").content)
        addresses = [outline.get("xmlUrl") or "" for outline in root.iter("outline")]
        assert len(addresses) > 3
        for address in addresses[:4]:
            assert client.get(address.removeprefix("https://wire.example")).status_code == 200
