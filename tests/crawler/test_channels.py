"""What feeds and sitemaps get wrong costs the entry it stands in, never those that follow."""

from collections.abc import Callable

import pytest

from crawler.channels import Feed, Listing, Sitemap
from crawler.channels.base import ChannelError, Found
from crawler.walk import _iso

BASE = "https://paper.example"
FEED, MAP = Feed(f"{BASE}/rss"), Sitemap(f"{BASE}/map.xml")


def rss(*entries: str, declared: str = "utf-8") -> str:
    items = "".join(f"<item><title>{title}</title><link>{BASE}/{n}</link></item>" for n, title in enumerate(entries))
    return f"<?xml version='1.0' encoding='{declared}'?><rss version='2.0'><channel>{items}</channel></rss>"


def sitemap(inner: str, root: str = "urlset") -> Found:
    body = f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inner}</{root}>"
    return MAP.read(body.encode(), MAP.url)


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1", "x-own"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1"])
def test_a_feed_is_read_whatever_it_says_of_its_encoding(encoding: str, declared: str) -> None:
    found = FEED.read(rss("Café", declared=declared).encode(encoding), FEED.url)
    assert [entry.title for entry in found.entries] == ["Café"]


@pytest.mark.parametrize("odd", [lambda text: text.encode("latin-1"), lambda text: b"\xff\xfe\x00" + text.encode()])
def test_a_feed_that_changes_its_encoding_on_the_way_is_read_to_its_end(odd: Callable[[str], bytes]) -> None:
    before, after = rss("One", "Café shuts", "Three é").split("Café shuts")
    found = FEED.read(before.encode() + odd("Café shuts") + after.encode(), FEED.url)
    assert [entry.url for entry in found.entries] == [f"{BASE}/{n}" for n in range(3)]
    assert str(found.entries[1].title).endswith(" shuts") and found.entries[2].title == "Three é"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_their_own_are_refused_in_any_encoding(encoding: str) -> None:
    body = '<!DOCTYPE rss [<!ELEMENT x (y)>]><!-- --><!ENTITY a "b">' + rss("&a;").partition("?>")[2]
    with pytest.raises(ChannelError):
        FEED.read(body.encode(encoding), FEED.url)


@pytest.mark.parametrize("address", ["http://[x/", "https://[::1", "//[/"])
def test_an_address_that_is_none_costs_its_own_entry(address: str) -> None:
    rows = f"<url><loc>{address}</loc></url><url><loc>{BASE}/1</loc></url>"
    assert [entry.url for entry in sitemap(rows).entries] == [f"{BASE}/1"]
    rows = rows.replace("url>", "sitemap>")
    assert sitemap(rows, "sitemapindex").follow == [f"{BASE}/1"]


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_at_the_end_of_time_is_none(moment: str) -> None:
    found = sitemap(f"<url><loc>{BASE}/1</loc><lastmod>{moment}</lastmod></url>").entries
    assert [_iso(entry.modified) for entry in found] == [""]


def test_a_link_with_attributes_that_have_no_name_is_a_link() -> None:
    body = b"<h2><a {{ attributes }} {}x href='/1'>One</a></h2><h2><a href='/2'>Two</a></h2>"
    found = Listing(f"{BASE}/news").read(body, f"{BASE}/news")
    assert [entry.url for entry in found.entries] == [f"{BASE}/1", f"{BASE}/2"]
