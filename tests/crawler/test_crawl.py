"""Three crawls of a few honest sites: what is stored, what is asked for again, and what is left alone."""

import pytest

from tests.crawler.conftest import Desk
from tests.crawler.site import Answer, article


@pytest.fixture(scope="module")
def story(desk: Desk) -> Desk:
    """First crawl; then the sites edit, withdraw and add; then a second and a third crawl right after."""
    daily = desk.open("daily", 'Feed("{base}/rss")')
    for n in range(8):
        daily.publish(f"/news/{n}", n)
    daily.feed("/rss", [f"/news/{n}" for n in range(8)])
    maps = desk.open("maps", 'Sitemap("{base}/index.xml", days=10_000)')
    for n in range(4):
        maps.publish(f"/story/{n}", f"m{n}")
    _maps(maps, "2026-11-20")
    paged = desk.open("paged", 'Listing("{base}/list", links="h2 a", next="a.next")')
    for n in range(30):
        paged.publish(f"/item/{n}", f"p{n}")
    _listing(paged, list(range(30)))
    edited = desk.open("edited", 'Feed("{base}/feed.json")')
    edited.publish("/e/1", "e1")
    edited.publish("/e/2", "e2")
    _json_feed(edited, "First summary")
    variants = desk.open("variants", 'Feed("{base}/rss")')
    variants.publish("/a/one", "v", head="<link rel='canonical' href='https://elsewhere.example/a/one'>")
    tails = [f"utm_source={n}&utm_medium=rss" for n in range(10)] + [f"fbclid=x{n}" for n in range(5)]
    for tail in tails:
        variants.pages[f"/a/one?{tail}"] = variants.pages["/a/one"]
    for n in range(5):
        variants.pages[f"/go/{n}"] = Answer(status=302, headers={"Location": "/a/one"})
    variants.feed(
        "/rss", ["/a/one", *(f"/a/one?{tail.replace('&', '&amp;')}" for tail in tails), *(f"/go/{n}" for n in range(5))]
    )
    desk.crawl()
    for site in desk.sites.values():
        site.marks = [len(site.hits)]  # type: ignore[attr-defined]
    daily.publish("/news/new", "new")
    daily.pages["/news/3"] = Answer(b"<h1>Gone</h1>", 410)
    daily.pages["/news/5"] = Answer(b"<h1>Not found</h1>", 404)
    daily.publish("/news/6", "six, rewritten", title="Council rewrites its story")
    daily.feed("/rss", ["/news/new", "/news/0", "/news/1", "/news/2", "/news/4", "/news/7"])
    maps.publish("/story/1", "m1 edited", title="Council edits its own story")
    _maps(maps, "2026-11-21")
    edited.publish("/e/1", "e1 edited")
    _json_feed(edited, "Second summary")
    paged.publish("/item/new", "pnew")
    _listing(paged, ["new", *range(30)])
    desk.crawl()
    for site in desk.sites.values():
        site.marks.append(len(site.hits))  # type: ignore[attr-defined]
    desk.crawl()
    return desk


def _maps(site, changed: str) -> None:  # type: ignore[no-untyped-def]
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    rows = "".join(
        f"<url><loc>{site.base}/story/{n}</loc><lastmod>{changed if n == 1 else '2026-11-20'}</lastmod></url>"
        for n in range(4)
    )
    site.pages["/map.xml"] = Answer((head + rows + "</urlset>").encode(), content_type="application/xml")
    old = f"<sitemap><loc>{site.base}/old.xml</loc><lastmod>2026-11-19</lastmod></sitemap>"
    new = f"<sitemap><loc>{site.base}/map.xml</loc><lastmod>{changed}</lastmod></sitemap>"
    loop = f"<sitemap><loc>{site.base}/index.xml</loc></sitemap>"
    site.pages["/old.xml"] = Answer((head + "</urlset>").encode(), content_type="application/xml")
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{old}{new}{loop}</sitemapindex>'
    site.pages["/index.xml"] = Answer(index.encode(), content_type="application/xml")


def _listing(site, names: list) -> None:  # type: ignore[no-untyped-def, type-arg]
    for page in range(0, (len(names) + 9) // 10):
        items = "".join(f'<h2><a href="/item/{n}">Item {n}</a></h2>' for n in names[page * 10 : page * 10 + 10])
        following = f'<a class="next" href="/list?page={page + 2}">Next</a>'
        site.pages["/list" if page == 0 else f"/list?page={page + 1}"] = Answer(
            f"<main>{items}{following}</main>".encode()
        )


def _json_feed(site, summary: str) -> None:  # type: ignore[no-untyped-def]
    items = ", ".join(
        f'{{"id": "{n}", "url": "{site.base}/e/{n}", "title": "T{n}", "summary": "{summary if n == 1 else "Same"}"}}'
        for n in (1, 2)
    )
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "E", "items": [{items}]}}'
    site.pages["/feed.json"] = Answer(body.encode(), content_type="application/feed+json")


def test_the_runs_did_all_that_was_asked(story: Desk) -> None:
    assert [report.errors for report in story.reports] == [[], [], []]


def test_every_article_is_stored_once(story: Desk) -> None:
    assert set(story.articles("daily")) == {f"/news/{n}" for n in range(8)} | {"/news/new"}
    assert set(story.articles("maps")) == {f"/story/{n}" for n in range(4)}
    assert len(story.articles("paged")) == 31


def test_a_third_crawl_asks_for_channels_only(story: Desk) -> None:
    for name, site in story.sites.items():
        third = site.paths(site.marks[1])  # type: ignore[attr-defined]
        assert not [path for path in third if path.startswith(("/story", "/item", "/e/", "/a/", "/go"))], name
    assert story.sites["daily"].paths(story.sites["daily"].marks[1]) == ["/rss", "/news/5"]  # type: ignore[attr-defined]


def test_a_channel_is_asked_for_conditionally(story: Desk) -> None:
    daily = story.sites["daily"]
    assert [hit.status for hit in daily.hits if hit.path == "/rss"] == [200, 200, 304]


def test_a_withdrawn_article_is_noticed_when_it_leaves_the_feed(story: Desk) -> None:
    articles = story.articles("daily")
    assert articles["/news/3"].gone is not None
    assert articles["/news/1"].gone is None


def test_a_404_counts_when_it_is_met_twice(story: Desk) -> None:
    daily = story.sites["daily"]
    assert [hit.status for hit in daily.hits if hit.path == "/news/5"] == [200, 404, 404]
    assert story.articles("daily")["/news/5"].gone is not None


def test_an_edit_that_left_the_feed_makes_a_revision(story: Desk) -> None:
    assert story.articles("daily")["/news/6"].title == "Council rewrites its story"
    assert story.articles("daily")["/news/6"].revisions == 2


def test_a_later_lastmod_makes_a_revision_and_keeps_the_first_text(story: Desk) -> None:
    edited = story.articles("maps")["/story/1"]
    assert edited.title == "Council edits its own story"
    old = story.rows("SELECT title FROM revision WHERE article_id = :id", id=edited.id)
    assert len(old) == 1
    assert old[0].title != "Council edits its own story"


def test_a_sitemap_whose_lastmod_stands_is_not_read_again(story: Desk) -> None:
    assert story.sites["maps"].paths().count("/old.xml") == 1
    assert story.sites["maps"].paths().count("/map.xml") == 2


def test_an_index_that_leads_to_itself_ends(story: Desk) -> None:
    assert story.sites["maps"].paths().count("/index.xml") == 3


def test_a_changed_summary_makes_a_revision(story: Desk) -> None:
    assert {path: row.revisions for path, row in story.articles("edited").items()} == {"/e/1": 2, "/e/2": 1}


def test_paging_stops_where_all_is_known(story: Desk) -> None:
    paged = story.sites["paged"]
    assert [p for p in paged.paths(paged.marks[0]) if p.startswith("/list")] == ["/list", "/list?page=2", "/list"]  # type: ignore[attr-defined]


def test_twenty_names_of_one_article_give_one(story: Desk) -> None:
    assert len(story.articles("variants")) == 1
    assert story.articles("variants")["/a/one"].canonical_url.endswith("/a/one")
    assert "elsewhere" not in story.articles("variants")["/a/one"].canonical_url


def test_raw_bodies_are_kept_under_their_digest(story: Desk) -> None:
    from hashlib import sha256

    digest = story.articles("daily")["/news/0"].body_digest
    assert digest == sha256(article(0)).hexdigest()
    raw, kept = story.rows("SELECT sum(size), sum(length(data)) FROM body")[0]
    assert kept < raw
