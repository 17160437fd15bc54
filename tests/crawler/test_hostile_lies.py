"""A third night: answers that lie about themselves, doors that lead inwards, and publishers without measure."""

import gzip
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from models.settings import settings
from tests.crawler.conftest import Desk, memory_of_children
from tests.crawler.site import HTML, Answer, Site, article, sends

Page = Answer | Callable[[str], Answer]
REPOSITORY = Path(__file__).parent.parent.parent
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LENGTH = b"Content-Length: %d\r\n\r\n"


def encoded(body: bytes, coding: str, **headers: str) -> Answer:
    return Answer(body, headers={"Content-Encoding": coding, **headers})


def chunked(body: bytes, extension: bytes = b"", trailer: bytes = b"") -> Answer:
    """A body in one chunk, with what else the format lets a server write."""
    return sends(
        HTML + b"Transfer-Encoding: chunked\r\n\r\n",
        b"%x%s\r\n%s\r\n0\r\n%s\r\n" % (len(body), extension, body, trailer),
    )


def layered(times: int) -> Answer:
    body = article("layers")
    for _ in range(times):
        body = gzip.compress(body, 1, mtime=0)
    return encoded(body, ", ".join(["gzip"] * times))


class Growing:
    """Redirects to a longer address of itself, and to an even longer one from there."""

    def __init__(self, site: Site, path: str) -> None:
        self.site, self.path = site, path

    def __call__(self, path: str) -> Answer:
        longer = f"{path}{'&' if '?' in path else '?'}n{len(path)}=1"
        self.site.pages[longer] = self
        return Answer(status=302, headers={"Location": longer})


def wants_cookie(path: str) -> Answer:
    return Answer(status=302, headers={"Location": path, "Set-Cookie": "seen=1; Path=/"})


def told(seed: str, **facts: object) -> Answer:
    """A page whose JSON-LD says these things."""
    script = json.dumps({"@type": "NewsArticle", "headline": f"Council {seed}", **facts})
    return Answer(article(seed, head=f'<script type="application/ld+json">{script}</script>'))


BROKEN: dict[str, Page] = {
    "/slow-head": sends(HTML + b"X-Slow: ", b"x", times=60, pause=0.15),
    "/no-end-of-head": sends(HTML + b"X: y\r\n"),
    "/torn-gzip": encoded(gzip.compress(article("torn", paragraphs=40), mtime=0)[:-900], "gzip"),
    "/torn-deflate": encoded(zlib.compress(article("torn-deflate", paragraphs=40))[:-900], "deflate"),
    "/torn-br": encoded(brotli.compress(article("torn-br", paragraphs=40))[:-900], "br"),
    "/not-gzip": encoded(b"\x1f\x8b" + b"not what it says" * 200, "gzip"),
    "/unknown-coding": encoded(b"\x00\x01\x02\x03" * 5000, "x-own"),
    "/torn-chunk": sends(HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + article("torn-chunk")[:9000]),
    "/stream": sends(
        b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n",
        b"--b\r\nContent-Type: text/html\r\n\r\n" + article("stream") + b"\r\n",
        times=30,
        pause=0.3,
    ),
    "/picture": Answer(article("picture"), content_type="image/png"),
    "/cookie": wants_cookie,
    "/refresh": Answer(b"<title>Moved</title><meta http-equiv='refresh' content='0;url=/refresh'><p>One moment.</p>"),
    "/long-extension": chunked(article("long-extension"), b";" + b"x" * 100_000),
    "/long-tag": sends(HTML + b'ETag: "' + b"e" * 20_000 + b'"\r\n\r\n', article("long-tag")),
    "/big-length": sends(HTML + LENGTH % 10**13, b"<p>little</p>"),
    "/tls": Answer(status=302, headers={"Location": "https://127.0.0.1:1/x"}),
}
WHOLE: dict[str, Page] = {
    "/ok": Answer(article("ok")),
    "/no-reason": sends(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n", article("no-reason")),
    "/extension": chunked(article("extension"), b";" + b"x" * 300),
    "/deep-layers": layered(200),
    "/trailer": chunked(article("trailer"), trailer=b"X-Sum: 1\r\n" * 20),
    "/folded": sends(HTML + b"X-Folded: one\r\n  two\r\n" + b"\r\n", article("folded")),
    "/raw-deflate": encoded(zlib.compress(article("raw-deflate"))[2:-4], "deflate"),
    "/x-gzip": encoded(gzip.compress(article("x-gzip"), mtime=0), "x-gzip"),
    "/utf-16": Answer(article("utf-16").decode().encode("utf-16"), content_type="text/html"),
    "/says-utf-16": Answer(article("says-utf-16"), content_type="text/html; charset=utf-16"),
    "/says-latin": Answer(
        article("says-latin", title="Caf\u00e9 charges"), content_type="text/html; charset=iso-8859-1"
    ),
    "/two-charsets": Answer(article("two"), content_type='text/html; charset="utf-8"; charset=shift_jis'),
    "/deep": Answer(b"<div>" * 20_000 + article("deep")),
    "/surrogate": told("surrogate", author={"name": "A \ud800 Writer"}, datePublished="2026-11-20T09:00:00Z"),
    "/nul": told("nul", author="A\x00 Writer", datePublished="2026-11-20T09:00:00\x00Z"),
    "/numbers": told("numbers", author=[1e308, None, {"name": {"name": "x"}}], datePublished=10**30),
    "/late": told("late", datePublished="9999-12-31T23:59:59-14:00", dateModified="0000-00-00"),
    "/brackets": Answer(article("brackets", head=f'<script type="application/ld+json">{"[" * 200_000}</script>')),
    "/bylines": told("bylines", author=[{"name": f"Writer {n} {'x' * 500}"} for n in range(2000)]),
    "/title": Answer(article("title", head=f"<title>{'x' * 500_000}</title>")),
    "/tag": sends(HTML + b'ETag: "' + b"e" * 9_000 + b'"\r\n' + b"Last-Modified: yesterday\r\n\r\n", article("tag")),
    "/fragment": Answer(status=301, headers={"Location": "/landed/1#comments"}),
    "/spaces": Answer(status=301, headers={"Location": " /landed/two words?a=\u00fc ".encode().decode("latin-1")}),
    "/injected": Answer(status=301, headers={"Location": "/landed/3%0d%0aSet-Cookie:%20x=1"}),
}
INWARD = (
    "http://127.0.0.1:{port}#@paper.example/x",
    "http://paper.example@127.0.0.1:{port}/x",
    "http://127.0.0.1.:{port}/x",
    "http://[::ffff:7f00:1]:{port}/x",
    "http://[::ffff:0:127.0.0.1]:{port}/x",
    "http://[64:ff9b::127.0.0.1]:{port}/x",
    "http://[64:ff9b:1::7f00:1]:{port}/x",
    "http://[2002:7f00:1::]:{port}/x",
    "http://[::1%25lo]:{port}/x",
    "http://[::]:{port}/x",
    "http://0:{port}/x",
    "http://0x7f000001:{port}/x",
    "http://127.000.000.001:{port}/x",
    "http://\u2460\u2461\u2466.0.0.1:{port}/x",
    "http://127\u30020\u30020\u30021:{port}/x",
    "http://LOCALHOST:{port}/x",
    "http://localhost.:{port}/x",
    "//localhost:{port}/x",
    "http:\\\\127.0.0.1:{port}\\x",
    "http:///127.0.0.1:{port}/x",
    "http://127.0.0.1:0{port}/x",
    "http://127.0.0.1:{port}00000000/x",
)
PATIENCE = {
    "year-9999": (429, "Fri, 31 Dec 9999 23:59:59 GMT"),
    "forever": (503, "9" * 400),
    "infinite": (429, "1e400"),
    "negative": (503, "-3600"),
    "unicode": (429, "\u0663\u0660".encode().decode("latin-1")),
    "zoneless": (503, "Fri, 20 Nov 2026 09:00:00 -0000"),
}


def robots(name: str, elsewhere: Site, secret: Site) -> Answer:
    plain = "User-agent: *\nDisallow: /private\n"
    return {
        "robots-utf-16": Answer(plain.encode("utf-16"), content_type="text/plain"),
        "robots-long-line": Answer(
            b"Disallow: /" + b"x" * 1_000_000 + b"\n" + plain.encode(), content_type="text/plain"
        ),
        "robots-cr": Answer(plain.replace("\n", "\r").encode(), content_type="text/plain"),
        "robots-away": Answer(status=301, headers={"Location": f"{elsewhere.base}/robots.txt"}),
        "robots-inward": Answer(status=301, headers={"Location": f"{secret.base}/robots.txt"}),
        "robots-slow": sends(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"U", times=40, pause=0.2),
        "robots-torn": sends(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", b"User-agent: *\n"),
    }[name]


ROBOTS = [f"robots-{how}" for how in ("utf-16", "long-line", "cr", "away", "inward", "slow", "torn")]
READ_RULES = ("robots-utf-16", "robots-cr", "robots-away")
STOPPED = ("robots-slow", "robots-torn")


def links(*addresses: str) -> bytes:
    return "".join(f'<h2><a href="{one}">x</a></h2>' for one in addresses).encode()


class Sessions:
    """A listing that gives every reader, and every article in it, a session of its own."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, path: str) -> Answer:
        self.asked += 1
        number = f"{self.asked:032x}"
        told = (f"/story/1;jsessionid={number}", f"/story/2?PHPSESSID={number}&CFID=9", f"/(S({number[:24]}))/story/3")
        return Answer(links(*told, *told))


@pytest.fixture(scope="module")
def night(desk: Desk, secret: Site) -> Desk:
    """All of them at once; the sessions are crawled twice."""
    elsewhere = Site()
    secret.missing = lambda path: Answer(article("secret"))
    elsewhere.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n", content_type="text/plain")
    os.environ["COUNCILWIRE_PORTS"] = str(secret.port)  # so that only its address is left to refuse
    settings.cache_clear()
    for name, answers in (("broken", BROKEN), ("whole", WHOLE)):
        site = desk.open(name)
        site.pages |= answers
        site.feed("/rss", list(answers))
    growing = Growing(desk.sites["broken"], "/growing")
    desk.sites["broken"].pages["/growing"] = growing
    desk.sites["broken"].feed("/rss", [*BROKEN, "/growing"])
    desk.sites["whole"].missing = lambda path: (
        Answer(article(path)) if path.startswith("/landed/") else Answer(b"", 404)
    )
    inward = desk.open("inward")
    for number, address in enumerate(INWARD):
        place = address.format(port=secret.port).encode().decode("latin-1")
        inward.pages[f"/door/{number}"] = Answer(status=302, headers={"Location": place})
    refresh = (
        f'<meta http-equiv="refresh" content="0; url={secret.base}/x"><link rel="canonical" href="{secret.base}/c">'
    )
    inward.publish("/canonical", "canonical", head=refresh)
    inward.pages["/header"] = Answer(
        article("header"), headers={"Refresh": f"0; url={secret.base}/r", "Link": f"<{secret.base}/l>"}
    )
    inward.feed("/rss", ["/canonical", "/header", *(f"/door/{n}" for n in range(len(INWARD)))])
    for name, (status, wait) in PATIENCE.items():
        site = desk.open(name)
        site.pages["/a"] = Answer(b"later", status, headers={"Retry-After": wait})
        site.feed("/rss", ["/a"])
    elsewhere_name = "elsewhere"
    desk.open(elsewhere_name, site=elsewhere)
    elsewhere.publish("/a", "elsewhere")
    elsewhere.feed("/rss", ["/a"])
    for name in ROBOTS:
        site = desk.open(name)
        site.publish("/a", name)
        site.publish("/private/b", name + "b")
        site.feed("/rss", ["/a", "/private/b"])
        site.pages["/robots.txt"] = robots(name, elsewhere, secret)
    based = desk.open("based", 'Listing("{base}/list", next="a.next"), Feed("{base}/atom")')
    based.pages["/list"] = Answer(
        f'<base href="{secret.base}/">'.encode()
        + links("own", f"{based.base}/a")
        + b'<a class="next" href="next">n</a>'
    )
    inner, whole = '<link href="inner"/>', f'<link href="{based.base}/b"/>'
    entry = "".join(f"<entry><title>{n}</title><id>{n}</id>{link}</entry>" for n, link in enumerate((inner, whole)))
    based.pages["/atom"] = Answer(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{secret.base}/">{entry}</feed>'.encode()
    )
    for path in ("/a", "/b"):
        based.publish(path, "based" + path)
    maps = desk.open("maps", 'Sitemap("{base}/map.xml")')
    rows = "".join(
        f"<url><loc><![CDATA[ {maps.base}/m/{n} ]]></loc><lastmod>{when}</lastmod></url>"
        for n, when in enumerate(("99999-01-01", "2026-13-45", "-1", "now"))
    )
    rows += f"<url><loc>{maps.base}/m/4?{'x' * 3_000_000}</loc></url><url><loc>javascript:alert(1)</loc></url>"
    rows += "<url><loc/></url>"
    maps.pages["/map.xml"] = Answer(
        f'<?xml version="1.0" encoding="utf-16"?><urlset {SITEMAP}>{rows}</urlset>'.encode("utf-16"),
        content_type="application/xml",
    )
    maps.missing = lambda path: Answer(article(path)) if path.startswith("/m/") else Answer(b"", 404)
    crowd = desk.open("crowd", 'Listing("{base}/list"), Feed("{base}/rss")')
    crowd.feed("/rss", ["/a"])
    crowd.pages["/list"] = Answer(links("/a") + b'<h2><a href="/tag/x">x</a></h2>' * 200_000)
    crowd.publish("/a", "crowd")
    sessions = desk.open("sessions", 'Listing("{base}/list")')
    sessions.pages["/list"] = Sessions()
    sessions.missing = lambda path: Answer(article(path.rpartition("story/")[2][:1]))
    with memory_of_children() as peaks:
        desk.crawl()
    desk.peak = max(peaks)  # type: ignore[attr-defined]
    desk.again = len(sessions.hits)  # type: ignore[attr-defined]
    desk.crawl("sessions")
    return desk


def errors(night: Desk, name: str) -> list[str]:
    return [line for line in night.reports[0].errors if line.startswith(f"{name}: ")]


def test_nothing_torn_or_false_gives_an_article(night: Desk) -> None:
    assert night.articles("broken") == {}
    pages = night.pages("broken")
    assert {state for state, _ in pages.values()} <= {"refused", "new"}
    assert [path for path, (_, reason) in pages.items() if not reason] == []


def test_what_is_odd_and_whole_is_read(night: Desk) -> None:
    found = night.articles("whole")
    wanted = {path for path in WHOLE if path not in ("/fragment", "/spaces", "/injected")}
    assert {path for path in found if not path.startswith("/landed/")} == wanted, night.pages("whole")
    assert len([path for path in found if path.startswith("/landed/")]) == 3
    assert not any("#" in path or "\n" in path for path in found)
    assert found["/says-latin"].title == "Caf\u00e9 charges"


def test_what_a_page_tells_is_bounded_and_can_be_stored(night: Desk) -> None:
    found = night.articles("whole")
    assert all(len(str(row.byline)) < 20_000 and len(row.title) < 5_000 for row in found.values())
    assert not any("\x00" in str(row.byline) or "\ud800" in str(row.byline) for row in found.values())


def test_no_door_leads_inwards(night: Desk, secret: Site) -> None:
    assert secret.hits == []
    pages = night.pages("inward")
    assert {state for path, (state, _) in pages.items() if path.startswith("/door/")} <= {"refused", "new", "gone"}
    assert set(night.articles("inward")) == {"/canonical", "/header"}


@pytest.mark.parametrize("name", PATIENCE)
def test_a_wait_that_makes_no_sense_ends_nothing(night: Desk, name: str) -> None:
    assert night.pages(name)["/a"][0] == "new"
    assert len(errors(night, name)) >= 1
    rows = night.rows("SELECT due, found FROM page WHERE source = :name", name=name)
    assert rows[0].due is not None
    assert str(rows[0].due) < "2027-06-01"


@pytest.mark.parametrize("name", READ_RULES)
def test_rules_in_any_spelling_are_kept(night: Desk, name: str) -> None:
    assert set(night.articles(name)) == {"/a"}
    assert "/private/b" not in night.sites[name].paths()


@pytest.mark.parametrize("name", STOPPED)
def test_rules_that_never_came_whole_stop_everything(night: Desk, name: str) -> None:
    assert night.sites[name].paths() == []
    assert len(errors(night, name)) == 1


def test_rules_that_stand_in_the_private_network_are_not_read_there(night: Desk) -> None:
    assert night.sites["robots-inward"].paths() == []
    assert "/a" in night.articles("robots-long-line")


def test_a_base_that_points_elsewhere_leads_nobody_there(night: Desk) -> None:
    assert set(night.articles("based")) == {"/a", "/b"}


def test_a_sitemap_in_another_alphabet_with_moments_that_are_none_is_read(night: Desk) -> None:
    assert set(night.articles("maps")) == {f"/m/{n}" for n in range(4)}


def test_a_crowd_of_links_is_a_failure_of_that_channel_alone(night: Desk) -> None:
    assert set(night.articles("crowd")) == {"/a"}
    assert len([line for line in errors(night, "crowd") if "no list of what is new" in line]) == 1


def test_a_session_for_every_reader_makes_no_new_pages(night: Desk) -> None:
    assert {row.title[-1] for row in night.articles("sessions").values()} == {"1", "2", "3"}
    assert len(night.articles("sessions")) == 3
    later = night.sites["sessions"].hits[night.again :]  # type: ignore[attr-defined]
    assert [hit.path for hit in later if "story" in hit.path] == []


def test_none_of_it_fills_the_memory(night: Desk) -> None:
    assert night.peak <= 512  # type: ignore[attr-defined]
