"""The demo newsroom serves what a crawl needs to be shown on, and what its truth says of it is so."""

import gzip
import http.client
import json
import re
import tomllib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from demo.content import HERE, SITES, articles, history, withdrawn
from demo.newsroom import Newsroom
from demo.truth import Truth, truth

TOWN, YOUNG, NOTICES = SITES
FAILED = "inspection/ofsted-inadequate"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = {TOWN: "/rss", YOUNG: "/feeds/news.xml", NOTICES: "/latest.atom"}
LISTINGS = {TOWN: "/news", YOUNG: "/news", NOTICES: "/latest"}


class Answer:
    """One response, unpacked."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.raw = response.read()
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.body = gzip.decompress(self.raw) if packed and self.raw else self.raw

    @property
    def page(self) -> Any:
        charset = self.headers.get_content_charset()
        return html.fromstring(self.body.decode(charset or "utf-8"))


def ask(base: str, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    try:
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        return Answer(connection.getresponse())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="module")
def pages(newsroom: Newsroom) -> dict[str, Answer]:
    """Every story's page, by site and path."""
    return {told.site + told.path: ask(newsroom.sites[told.site], told.path) for told in truth()}


def squeezed(text: str) -> str:
    return " ".join(text.split())


def listed(newsroom: Newsroom, site: str, start: str) -> list[str]:
    """The links of a listing, page after page, until it ends."""
    base, path, found = newsroom.sites[site], start, []
    for _ in range(50):
        page = ask(base, path).page
        found += [a.get("href") for a in page.cssselect(".listing h3 a")]
        following = page.cssselect("a[rel=next]")
        if not following:
            return found
        path = urljoin(path, following[0].get("href"))
    raise AssertionError(f"{site}{start} does not end")


def told(kind: str | None = None, edition: int = 1) -> list[Truth]:
    return [t for t in truth(edition) if kind is None or t.kind == kind]


# What there is


def test_there_are_at_least_66_stories_on_three_sites() -> None:
    assert len(told()) >= 66
    assert {t.site for t in told()} == set(SITES)


def test_stories_are_of_real_length() -> None:
    for t in told():
        words = sum(len(p.split()) for p in (*t.paragraphs, *t.rows))
        if t.expect.stored and not t.cut:
            assert 140 <= words <= 700, (t.slug, words)
            assert len(t.paragraphs) >= 4, t.slug


def test_dudley_is_told_by_all_three_and_one_never_says_the_grade() -> None:
    dudley = [t for t in told() if "E08000027" in t.expect.subjects and FAILED in t.expect.tags]
    assert {t.site for t in dudley} == set(SITES)
    silent = next(t for t in dudley if t.site == YOUNG)
    assert not re.search("inadequate", " ".join(silent.paragraphs), re.I)
    assert (silent.published, silent.byline) == (None, ())


def test_every_kind_of_page_is_there() -> None:
    assert {t.kind for t in told()} == {"news", "opinion", "press-release", "job-ad", "sponsored", "event"}


def test_no_two_sites_tell_a_paragraph_alike() -> None:
    seen: dict[str, str] = {}
    for t in told(edition=2):
        for paragraph in t.paragraphs:
            if len(paragraph.split()) > 12:
                assert seen.setdefault(paragraph, t.slug) == t.slug


# Pages


def test_every_story_answers_with_its_paragraphs_in_order(pages: dict[str, Answer]) -> None:
    for t in told():
        page = pages[t.site + t.path]
        assert page.status == 200
        text = squeezed(page.page.text_content())
        place = 0
        for paragraph in t.paragraphs:
            place = text.index(squeezed(paragraph), place)


def test_pages_are_of_real_size(pages: dict[str, Answer]) -> None:
    assert all(50_000 <= len(page.body) <= 150_000 for page in pages.values())


def test_no_module_shares_words_with_a_story() -> None:
    stories = {squeezed(p) for t in told(edition=2) for p in (*t.paragraphs, *t.subheads, *t.rows)}
    for pool in HERE.glob("*/*.toml"):
        for entries in tomllib.loads(pool.read_text(encoding="utf-8")).values():
            for entry in entries if isinstance(entries, list) else ():
                for value in entry.values() if isinstance(entry, dict) else ():
                    assert str(value) not in stories, (pool.name, value)


def test_modules_change_from_page_to_page_and_some_stand_inside_the_copy(pages: dict[str, Answer]) -> None:
    mine = [pages[t.site + t.path].page for t in told() if t.site == TOWN]
    drawn = {tuple(node.text for node in page.cssselect(".vaccard h4 a")) for page in mine}
    assert len(drawn) == len(mine)
    inside = [bool(page.cssselect(".copy .vac")) for page in mine]
    assert any(inside) and not all(inside)


def test_jobs_beside_a_story_are_of_other_councils(pages: dict[str, Answer]) -> None:
    jobs = tomllib.loads((HERE / TOWN / "jobs.toml").read_text(encoding="utf-8"))["jobs"]
    council = {job["recruiter"]: job["gss"] for job in jobs}
    for t in (t for t in told() if t.site == TOWN):
        recruiters = [node.text for node in pages[t.site + t.path].page.cssselect(".vaccard__recruiter")]
        assert len(recruiters) == 5
        assert not {council[name] for name in recruiters} & set(t.expect.subjects)


def test_json_ld_of_the_wire_gives_date_and_byline(pages: dict[str, Answer]) -> None:
    for t in (t for t in told() if t.site == TOWN):
        facts = json.loads(pages[t.site + t.path].page.xpath("//script[@type='application/ld+json']")[0].text)
        assert facts["headline"] == t.title
        assert t.published is not None
        assert facts["datePublished"] == t.published.isoformat()
        assert [person["name"] for person in facts.get("author", ())] == list(t.byline)


def test_an_undated_page_says_no_date_anywhere(pages: dict[str, Answer]) -> None:
    undated = [t for t in told() if not t.published_on_page and t.site == YOUNG]
    assert len(undated) >= 3
    for t in undated:
        page = pages[t.site + t.path].body.decode()
        assert "published_time" not in page and 'name="author"' not in page
        body = page.split("<body>")[1]
        assert not re.search(r"\d{1,2},? (19|20)\d\d\b|(19|20)\d\d-\d\d-\d\d", body), t.slug


def test_a_wall_stands_on_every_page_that_asks_for_registration(pages: dict[str, Answer]) -> None:
    for t in told():
        walls = pages[t.site + t.path].page.cssselect(".yl-join")
        assert bool(walls) == (t.access == "registration"), t.slug


def test_one_page_is_windows_1252_and_says_so(pages: dict[str, Answer]) -> None:
    pages_1252 = [p for p in pages.values() if p.headers.get_content_charset() == "windows-1252"]
    assert len(pages_1252) == 1
    assert b"\x93" in pages_1252[0].body and b"\x92" in pages_1252[0].body


def test_one_story_has_print_and_amp_pages_that_name_the_first(newsroom: Newsroom) -> None:
    base = newsroom.sites[TOWN]
    story = next(a for a in articles(TOWN) if "amp" in a.variants)
    for way in ("print", "amp"):
        page = ask(base, f"/{way}{story.path}").page
        assert page.xpath("//link[@rel='canonical']/@href") == [newsroom.url_of(story)]


# Ways in


@pytest.mark.parametrize("site", SITES)
def test_every_story_is_reached_from_the_listing(newsroom: Newsroom, site: str) -> None:
    found = listed(newsroom, site, LISTINGS[site])
    assert {a.path for a in articles(site)} <= set(found)


@pytest.mark.parametrize("site", SITES)
def test_a_listing_ends_and_the_page_after_it_is_missing(newsroom: Newsroom, site: str) -> None:
    base = newsroom.sites[site]
    assert ask(base, f"{LISTINGS[site]}?page=2").status == 200
    assert ask(base, f"{LISTINGS[site]}?page=99").status == 404


@pytest.mark.parametrize("site", SITES)
def test_every_section_lists_its_own_stories(newsroom: Newsroom, site: str) -> None:
    facts = tomllib.loads((HERE / site / "site.toml").read_text(encoding="utf-8"))
    known = {section["slug"] for section in facts["sections"]}
    for section in known:
        found = set(listed(newsroom, site, f"{facts['section_path']}/{section}"))
        assert {a.path for a in articles(site) if a.section == section} <= found
    assert {a.section for a in history(site, 2)} <= known


def test_the_listing_carries_tracked_links_and_a_soft_404(newsroom: Newsroom) -> None:
    found = listed(newsroom, TOWN, "/news")
    tracked = [path for path in found if "utm_source=" in path]
    assert tracked and all(ask(newsroom.sites[TOWN], path).status == 200 for path in tracked)
    soft = next(path for path in found if "school-crossing" in path)
    answer = ask(newsroom.sites[TOWN], soft)
    assert answer.status == 200 and "Page not found" in answer.page.text_content()


@pytest.mark.parametrize("site", SITES)
def test_the_feed_is_well_formed_and_its_dates_have_a_zone(newsroom: Newsroom, site: str) -> None:
    answer = ask(newsroom.sites[site], FEEDS[site])
    feed = etree.fromstring(answer.body)
    by_path = {a.path: a for a in articles(site)}
    if site == NOTICES:
        links = feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)
        dates = feed.xpath("//a:entry/a:published/text()", namespaces=ATOM)
        assert all(re.search(r"(Z|[+-]\d\d:\d\d)$", date) for date in dates)
    else:
        links = feed.xpath("//item/link/text()")
        dates = feed.xpath("//item/pubDate/text()")
        assert all(parsedate_to_datetime(date).tzinfo for date in dates)
    paths = [urlsplit(link).path for link in links]
    assert 15 <= len(paths) <= 25 and set(paths) <= set(by_path)
    hidden = sum(1 for path in paths if not (by_path[path].feed_date and by_path[path].published))
    assert len(dates) == len(paths) - hidden


@pytest.mark.parametrize("site", SITES)
def test_sitemaps_name_every_story(newsroom: Newsroom, site: str) -> None:
    base = newsroom.sites[site]
    top = etree.fromstring(ask(base, "/sitemap.xml").body)
    maps = top.xpath("//s:sitemap/s:loc/text()", namespaces=SITEMAP) or [f"{base}/sitemap.xml"]
    found = {
        loc
        for each in maps
        for loc in etree.fromstring(ask(base, urlsplit(each).path).body).xpath(
            "//s:url/s:loc/text()", namespaces=SITEMAP
        )
    }
    assert found == {base + a.path for a in articles(site)}


def test_the_wire_has_a_sitemap_index_with_a_news_sitemap(newsroom: Newsroom) -> None:
    answer = ask(newsroom.sites[TOWN], "/sitemap-news.xml")
    news = etree.fromstring(answer.body)
    dates = news.xpath("//*[local-name()='publication_date']/text()")
    assert dates and all(date > "2026-10-20" for date in dates)


@pytest.mark.parametrize("site", SITES)
def test_robots_keeps_something_out_and_names_the_sitemap(newsroom: Newsroom, site: str) -> None:
    base = newsroom.sites[site]
    robots = ask(base, "/robots.txt").body.decode()
    assert f"Sitemap: {base}/sitemap.xml" in robots
    assert "Disallow: /" in robots and "\nDisallow: /\n" not in robots


# Manners of the server


def test_a_known_page_is_not_sent_again(newsroom: Newsroom) -> None:
    for site in SITES:
        base, path = newsroom.sites[site], articles(site)[0].path
        first = ask(base, path)
        by_tag = ask(base, path, If_None_Match=first.headers["ETag"])
        by_date = ask(base, path, If_Modified_Since=first.headers["Last-Modified"])
        assert (by_tag.status, by_tag.raw, by_date.status) == (304, b"", 304)
        other = ask(base, path, If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"])
        assert other.status == 200


def test_gzip_is_given_when_asked_for_and_has_its_own_tag(newsroom: Newsroom) -> None:
    base, path = newsroom.sites[YOUNG], articles(YOUNG)[0].path
    plain, packed = ask(base, path), ask(base, path, Accept_Encoding="gzip, deflate")
    assert packed.body == plain.body and len(packed.raw) < len(plain.raw)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert ask(base, path, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"]).status == 304


def test_head_gives_headers_alone(newsroom: Newsroom) -> None:
    base, path = newsroom.sites[NOTICES], articles(NOTICES)[0].path
    head, whole = ask(base, path, "HEAD"), ask(base, path)
    assert head.raw == b"" and head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_anything_else_is_missing(newsroom: Newsroom) -> None:
    for base in newsroom.sites.values():
        assert ask(base, "/no-such-page").status == 404


def test_the_same_story_is_served_with_the_same_bytes_every_time() -> None:
    story = articles(TOWN)[0]
    seen = set()
    for _ in range(2):
        with Newsroom() as room:
            body = ask(room.sites[TOWN], story.path).body.decode()
            seen.add(body.replace(room.sites[TOWN], ""))
    assert len(seen) == 1


def test_what_was_asked_is_remembered() -> None:
    with Newsroom() as room:
        ask(room.sites[TOWN], "/robots.txt")
        assert [(hit.site, hit.target, hit.status) for hit in room.hits] == [(TOWN, "/robots.txt", 200)]


# The second edition


def test_the_second_edition_adds_six_edits_one_and_withdraws_one() -> None:
    before = {a.key: a for site in SITES for a in articles(site, 1)}
    after = {a.key: a for site in SITES for a in articles(site, 2)}
    assert len(after.keys() - before.keys()) == 6
    assert len(before.keys() - after.keys()) == 1
    edited = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    assert len(edited) == 1 and after[edited[0]].modified is not None
    assert after[edited[0]].published == before[edited[0]].published


def test_the_second_edition_comes_out_while_the_newsroom_is_open() -> None:
    with Newsroom() as room:
        edited = next(a for a in articles(TOWN) if a.edited_in == 2)
        kept = next(a for a in articles(TOWN) if a.edited_in is None and a.withdrawn_in is None)
        gone = withdrawn(TOWN, 2)[0]
        base = room.sites[TOWN]
        tag, unchanged = ask(base, edited.path).headers["ETag"], ask(base, kept.path).headers["ETag"]
        assert ask(base, gone.path).status == 200
        room.publish(2)
        again = ask(base, edited.path, If_None_Match=tag)
        assert again.status == 200 and again.headers["ETag"] != tag
        assert ask(base, kept.path, If_None_Match=unchanged).status == 304
        assert ask(base, gone.path).status == 410
        assert gone.path not in listed(room, TOWN, "/news")
        links = etree.fromstring(ask(base, "/rss").body).xpath("//item/link/text()")
        assert base + edited.path in links
        for site in SITES:
            for a in articles(site, 2):
                assert ask(room.sites[site], a.path).status == 200


def test_an_event_of_the_first_edition_is_told_by_another_site_in_the_second() -> None:
    first = {s for t in told() if FAILED in t.expect.tags for s in t.expect.subjects}
    new = [t for t in told(edition=2) if t.edition == 2 and FAILED in t.expect.tags]
    assert any(set(t.expect.subjects) & first for t in new)
