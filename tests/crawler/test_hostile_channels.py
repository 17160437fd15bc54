"""Hostile feeds, sitemaps and addresses: loops, bombs, strangers, moments that are none, and articles that move."""

import gzip
import json

import pytest

from tests.crawler.conftest import Desk, memory_of_children
from tests.crawler.site import Answer, Site, article

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XML = "application/xml"


def indexed(site: Site, path: str) -> Answer:
    """An index that leads to itself under ever new queries, and to a stranger."""
    number = int(path.rpartition("=")[2] or 0) if "=" in path else 0
    rows = "".join(f"<sitemap><loc>{site.base}/index.xml?n={number * 3 + n}</loc></sitemap>" for n in (1, 2, 3))
    return Answer(f"<sitemapindex {SITEMAP}>{rows}</sitemapindex>".encode(), content_type=XML)


def strange_feed(site: Site) -> bytes:
    """Addresses and titles that are not what they should be, and one story among them."""
    links = [
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "//",
        "http://",
        "http://[::1",
        "http://x:99999/a",
        f"{site.base}/\x00nul",
        f"http://stranger.example\\@{site.base[7:]}/a",
        "/relative?utm_source=x",
        "/relative",
        " /relative ",
        f"{site.base}/(S(lit3py55t21z5v55vlm25s55))/story",
        f"{site.base}/(S(aaaaaaaaaaaaaaaaaaaaaaaa))/story",
    ]
    titles = ["\x00nul \ud800 surrogate", "x" * 3_000_000, {"a": 1}, ["b"], None, 12, "\u202eright to left"]
    items = [
        {
            "id": "same",
            "url": link,
            "title": titles[number % len(titles)],
            "date_published": "2099-01-01T00:00:00Z",
            "date_modified": "99999-99-99" if number % 2 else "0001-01-01T00:00:00+14:00",
        }
        for number, link in enumerate(links)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [*items, 5, None, []]}).encode()


@pytest.fixture(scope="module")
def night(desk: Desk) -> Desk:
    """All of them at once; then what moves has moved, and they are crawled again."""
    loop = desk.open("loop", 'Sitemap("{base}/index.xml")')
    loop.missing = lambda path: indexed(loop, path)
    desk.stranger = Site()  # type: ignore[attr-defined]  # notes of this module's own
    stranger = desk.stranger.base  # type: ignore[attr-defined]
    strangers = desk.open("strangers", 'Sitemap("{base}/index.xml"), Listing("{base}/list", next="a.next")')
    rows = f"<sitemap><loc>{stranger}/map.xml</loc></sitemap><sitemap><loc>{strangers.base}/map.xml</loc></sitemap>"
    strangers.pages["/index.xml"] = Answer(f"<sitemapindex {SITEMAP}>{rows}</sitemapindex>".encode(), content_type=XML)
    own = f"<url><loc>{strangers.base}/a</loc></url><url><loc>{stranger}/b</loc></url>"
    strangers.pages["/map.xml"] = Answer(f"<urlset {SITEMAP}>{own}</urlset>".encode(), content_type=XML)
    listed = f'<h2><a href="/a">A</a></h2><a class="next" href="{stranger}/list">Next</a>'
    strangers.pages["/list"] = Answer(listed.encode())
    strangers.publish("/a", "strangers")
    for name, rows in (("bomb", b"<url/>" * 8_000_000), ("tags", b"<i/>" * 12_000_000)):
        site = desk.open(name, 'Sitemap("{base}/map.xml.gz"), Feed("{base}/rss")')
        packed = gzip.compress(f"<urlset {SITEMAP}>".encode() + rows + b"</urlset>", 1)
        site.pages["/map.xml.gz"] = Answer(
            packed, content_type="application/gzip", headers={"Content-Encoding": "identity"}
        )
        site.publish("/a", name)
        site.feed("/rss", ["/a"])
    strange = desk.open("strange", 'Feed("{base}/feed.json")')
    strange.pages["/feed.json"] = Answer(strange_feed(strange), content_type="application/feed+json")
    strange.missing = lambda path: Answer(article("session" if path.endswith("/story") else path))
    unasked = desk.open("unasked")
    unasked.pages["/rss"] = Answer(b"", 304)
    trips = """type("Trips", (Feed,), {"read": lambda *_: {}["entries"]})("{base}/trips"), Feed("{base}/rss")"""
    tripping = desk.open("tripping", trips)
    tripping.publish("/a", "tripping")
    tripping.pages["/trips"] = Answer(b"<rss/>")
    tripping.feed("/rss", ["/a"])
    ring = desk.open("ring")
    for path, other in (("/a", "/b"), ("/b", "/a")):
        ring.publish(path, "ring" + path, head=f'<link rel="canonical" href="{ring.base}{other}">')
    ring.feed("/rss", ["/a", "/b"])
    moving = desk.open("moving")
    for path in ("/stays/1", "/stays/2", "/goes/1"):
        moving.publish(path, path)
    moving.feed("/rss", ["/stays/1", "/stays/2", "/goes/1"])
    with memory_of_children() as peaks:
        desk.crawl()
    desk.peak = max(peaks)  # type: ignore[attr-defined]
    desk.before = {path: row.id for path, row in desk.articles("moving").items()}  # type: ignore[attr-defined]
    notice = article("notice", title="We are making repairs to our site")
    moving.pages |= {
        "/stays/1": Answer(status=302, headers={"Location": "/repairs"}),
        "/stays/2": Answer(status=307, headers={"Location": "/repairs"}),
        "/repairs": Answer(notice),
        "/goes/1": Answer(status=301, headers={"Location": "/went/1"}),
        "/went/1": moving.pages["/goes/1"],  # type: ignore[dict-item]  # it is an Answer
    }
    desk.crawl("moving", recheck_days=1)
    return desk


def test_an_index_of_ever_new_queries_ends(night: Desk) -> None:
    assert len(night.sites["loop"].paths()) <= 201


def test_no_index_and_no_next_page_leads_to_strangers(night: Desk) -> None:
    assert night.stranger.hits == []  # type: ignore[attr-defined]
    assert set(night.articles("strangers")) == {"/a"}


@pytest.mark.parametrize("name", ["bomb", "tags"])
def test_a_sitemap_of_millions_of_tags_is_a_failure_of_that_channel_alone(night: Desk, name: str) -> None:
    assert len([line for line in night.reports[0].errors if line.startswith(f"{name}: sitemap")]) == 1
    assert set(night.articles(name)) == {"/a"}


def test_none_of_it_fills_the_memory(night: Desk) -> None:
    assert night.peak <= 512  # type: ignore[attr-defined]


def test_of_strange_addresses_the_sound_ones_are_read_once(night: Desk) -> None:
    assert set(night.articles("strange")) <= {"/relative", "/story", "/a", "/nul", "/%00nul"}
    assert {"/relative"} <= set(night.articles("strange"))
    assert not [path for path in night.articles("strange") if "(S(" in path]
    assert [line for line in night.reports[0].errors if line.startswith("strange")] == []


def test_titles_and_moments_of_channels_are_bounded(night: Desk) -> None:
    hints = [str(row[0]) for row in night.rows("SELECT hint FROM page WHERE source = 'strange'")]
    assert max(map(len, hints)) < 5000
    assert not [hint for hint in hints if "2099" in hint]
    assert all(not str(row.published or "").startswith("2099") for row in night.articles("strange").values())


def test_a_304_that_nobody_asked_for_is_a_failure(night: Desk) -> None:
    assert [line for line in night.reports[0].errors if line.startswith("unasked") and "304" in line]


def test_a_body_that_trips_its_reader_is_a_failure_of_that_channel_alone(night: Desk) -> None:
    told = [line for line in night.reports[0].errors if line.startswith("tripping")]
    assert len(told) == 1 and told[0].endswith("/trips: KeyError: 'entries'")
    assert set(night.articles("tripping")) == {"/a"}
    assert night.rows("SELECT errors FROM channel WHERE url LIKE '%/trips'") == [(1,)]


def test_two_pages_that_name_each_other_as_the_true_one_are_two_articles(night: Desk) -> None:
    assert set(night.articles("ring")) == {"/a", "/b"}


def test_what_redirects_for_now_keeps_its_articles_as_they_are(night: Desk) -> None:
    held = night.articles("moving")
    for path in ("/stays/1", "/stays/2"):
        assert held[path].id == night.before[path]  # type: ignore[attr-defined]
        assert held[path].gone is None
        assert held[path].revisions == 1
        assert "repairs" not in held[path].title
        assert night.pages("moving")[path][0] == "extracted"


def test_an_article_that_moved_for_good_keeps_its_id(night: Desk) -> None:
    assert night.articles("moving")["/went/1"].id == night.before["/goes/1"]  # type: ignore[attr-defined]
    assert "/goes/1" not in night.articles("moving")
