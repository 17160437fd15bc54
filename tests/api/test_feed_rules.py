"""Every feed there is, and feeds of the worst that pages hold, by the rules of the W3C's validator."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.api.factory import Filler
from tests.api.feed_rules import faults

HOME = "https://wire.example"
DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
FORMATS = ("rss", "atom", "feed.json")


def checked(client: TestClient, address: str, format_: str) -> int:
    """Hold one feed against the rules and read it back; gives the number of its entries."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:300])
    assert faults(answer.content, answer.headers["content-type"], HOME + address, format_) == [], address
    if format_ == "feed.json":
        return len(answer.json()["items"])
    read = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})
    assert not read.bozo, (address, read.get("bozo_exception"))
    names = {"rss": "rss20", "atom": "atom10"}
    assert read.version == names[format_]
    return len(read.entries)


@pytest.mark.parametrize("by", ["tag", "region", "authority"])
def test_every_feed_of_the_newsroom_is_clean(newsroom: Engine, client: TestClient, by: str) -> None:
    outlines = ElementTree.fromstring(client.get(f"/opml?by={by}").content).iter("outline")
    addresses = [outline.get("xmlUrl", "").removeprefix(HOME) for outline in outlines]
    assert len(addresses) > 3
    found = [checked(client, one.replace(".rss", f".{format_}"), format_) for one in addresses for format_ in FORMATS]
    assert sum(found) > 20


@pytest.mark.parametrize("format_", FORMATS)
def test_lists_and_archives_are_clean(newsroom: Engine, client: TestClient, format_: str) -> None:
    for path in (
        "/v1/articles.{}",
        "/v1/stories.{}",
        "/v1/judgements.{}",
        "/feeds/inadequate.{}?region=West+Midlands",
        "/feeds/inadequate.{}?inspectorate=rsh",
        "/feeds/sources.{}",
        "/v1/articles.{}?archive=50",
        "/v1/articles.{}?limit=3",
        "/v1/articles.{}?q=nothingfitsthis",
        "/v1/articles.{}?q=%22children%27s%20services%22+OR+%C3%A9t%C3%A9",
        "/v1/articles.{}?q=a%26b%3Cb%3E",
    ):
        checked(client, path.format(format_), format_)


TITLES = [
    "<script>alert(1)</script> & <b>bold</b>",
    "R&amp;D, Q&A and &nbsp; spaces &lt;i&gt;",
    "",
    "]]> <![CDATA[ x",
    "\x01\x0b control \ufffe",
    "5 < 6 > 4 and a<b",
    "\u202eright to left",
    "😀" * 40,
    "&#x26;lt;b&#x26;gt;",
]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_worst_that_pages_hold_is_clean(filler: Filler, client: TestClient, format_: str) -> None:
    for number, title in enumerate(TITLES):
        one = filler.article("local-gov", title, f"{title} <p onclick=x>&nbsp;<a href='javascript:1'>x</a>", DAY)
        one.byline = [title, "mail@paper.example (A. Writer)"] if title.strip("\x01") else []
        one.url = f'https://paper.example/a b/{number}?q=<é>&x="y"\'|^'
        filler.judged(one, "E08000027", "inadequate")
    filler.session.commit()
    for path in ("/v1/articles", "/v1/stories", "/v1/judgements", "/feeds/inadequate"):
        assert checked(client, f"{path}.{format_}", format_) > 0


@pytest.mark.parametrize("format_", FORMATS)
def test_dates_that_cannot_be_are_those_of_the_first_sight(filler: Filler, client: TestClient, format_: str) -> None:
    for moment in (datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC), DAY, None):
        one = filler.article("local-gov", "Dated", "Inadequate.", moment)
        filler.judged(one, "E08000027", "inadequate")
    filler.session.commit()
    for path in ("/v1/articles", "/v1/stories", "/v1/judgements", "/feeds/inadequate"):
        assert checked(client, f"{path}.{format_}", format_) > 0
    told = client.get("/v1/articles.feed.json").json()["items"]
    assert sorted(item["date_published"] for item in told) == ["2026-11-20T09:00:00Z", *["2026-11-22T06:00:00Z"] * 3]


def test_the_rules_find_what_is_wrong() -> None:
    good = (
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
        "<title>t</title><link>https://a.example/</link><description>d</description><language>en-gb</language>"
        "<lastBuildDate>Fri, 20 Nov 2026 09:00:00 GMT</lastBuildDate>"
        "<atom:link rel='self' type='application/rss+xml' href='https://a.example/f'/>"
        "<item><title>t</title><link>https://a.example/1</link><description>d</description>"
        "<guid isPermaLink='false'>tag:a.example,2026:1</guid><pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate></item>"
        "</channel></rss>"
    )
    kind = "application/rss+xml; charset=utf-8"
    assert faults(good.encode(), kind, "https://a.example/f", "rss") == []
    assert faults(good.encode(), "text/xml", "https://a.example/f", "rss")
    assert faults(good.encode(), kind, "https://a.example/other", "rss")
    tomorrow = (datetime.now(UTC) + timedelta(days=9)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    for old, new in (
        ("<title>t</title><link>https://a.example/1", "<title>&lt;b&gt;t</title><link>https://a.example/1"),
        ("<title>t</title><link>https://a.example/1", "<title>a &amp;nbsp; b</title><link>https://a.example/1"),
        ("https://a.example/1", "/1"),
        ("https://a.example/1", "https://a.example/a b"),
        ("Fri, 20 Nov 2026 09:00:00 GMT</pub", "2026-11-20T09:00:00Z</pub"),
        ("Fri, 20 Nov 2026 09:00:00 GMT</pub", "Mon, 20 Nov 2026 09:00:00 GMT</pub"),
        ("Fri, 20 Nov 2026 09:00:00 GMT</pub", tomorrow + "</pub"),
        ("isPermaLink='false'", ""),
        ("<language>en-gb</language>", ""),
        ("<description>d</description><guid", "<description>&lt;script&gt;x&lt;/script&gt;</description><guid"),
        ("<description>d</description><guid", "<description>&lt;a href='/x'&gt;x&lt;/a&gt;</description><guid"),
        ("<description>d</description><guid", "<description>d</description><author>A. Writer</author><guid"),
        ("</item>", "</item><ttl>5</ttl>"),
        ("<language>", "<item/><language>"),
        ("utf-8", "iso-8859-1"),
    ):
        assert good != good.replace(old, new) and faults(
            good.replace(old, new).encode(), kind, "https://a.example/f", "rss"
        ), new
