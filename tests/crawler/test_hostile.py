"""One crawl of many publishers who mean ill, or at least not well. Bare Scrapy fails most of these."""

import datetime as dt
import gzip
import os
import ssl
import time
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from models.settings import Settings, settings
from tests.crawler.conftest import Desk, memory_of_children
from tests.crawler.site import Answer, Site, article

BOMB = 300_000_000  # bytes that a few hundred kilobytes unpack to


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server context whose certificate nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    at = dt.datetime.now(dt.UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = (
        built.serial_number(1).not_valid_before(at - dt.timedelta(days=1)).not_valid_after(at + dt.timedelta(days=9))
    )
    certificate = built.sign(key, hashes.SHA256())
    pem = folder / "own.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>and another thing</p>" * 4000)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(1)


def torn(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n" + article("torn")
    )


class Moody:
    """Says no with a Retry-After the first time, and then gives the page."""

    def __init__(self, status: int, wait: str | None) -> None:
        self.status, self.wait, self.asked = status, wait, 0

    def __call__(self, path: str) -> Answer:
        self.asked += 1
        if self.asked > 1:
            return Answer(article(path))
        wait = self.wait or format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3), usegmt=True)
        return Answer(b"later", self.status, headers={"Retry-After": wait})


@pytest.fixture(scope="module")
def night(desk: Desk, secret: Site, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """All of them at once, each a source of its own."""
    secret.missing = lambda path: Answer(article("secret"))
    os.environ["COUNCILWIRE_PORTS"] = str(secret.port)  # so that only its address is left to refuse
    settings.cache_clear()

    def open_with(name: str, paths: list[str], **more: object) -> Site:
        site = desk.open(name, **more)  # type: ignore[arg-type]
        for path in paths:
            site.publish(path, name + path)
        site.feed("/rss", list(paths))
        return site

    open_with("robots-down", ["/a"]).pages["/robots.txt"] = Answer(b"oops", 500)
    open_with("robots-absent", ["/a"]).pages["/robots.txt"] = Answer(b"none", 404)
    ruled = open_with("robots-rules", ["/a", "/private/b"])
    ruled.pages["/robots.txt"] = Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /private\n", content_type="text/plain")
    endless_rules = open_with("robots-endless", ["/a", "/private/b"])
    rules = b"User-agent: *\nDisallow: /private\n" + b"# and so on\n" * 200_000
    endless_rules.pages["/robots.txt"] = Answer(
        rules, content_type="text/plain", headers={"Content-Encoding": "identity"}
    )
    slow = open_with("slow-please", ["/a", "/b", "/c"])
    slow.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 1\n", content_type="text/plain")
    open_with("moody-seconds", ["/a", "/b"]).pages["/a"] = Moody(503, "3")
    open_with("moody-date", ["/a", "/b"]).pages["/a"] = Moody(429, None)
    peace = open_with("peace", ["/a", "/b", "/c"])
    for path in ("/a", "/b", "/c"):
        peace.pages[path] = Answer(b"go away", 429, headers={"Retry-After": "3600"})
    signed = desk.open("self-signed", site=Site(self_signed(tmp_path_factory.mktemp("tls"))))
    signed.publish("/a", "s")
    signed.feed("/rss", ["/a"])
    inward = open_with("inward", ["/ok"])
    inward.pages["/literal"] = Answer(status=302, headers={"Location": f"{secret.base}/x"})
    inward.pages["/name"] = Answer(status=302, headers={"Location": f"http://localhost:{secret.port}/x"})
    inward.pages["/mapped"] = Answer(status=302, headers={"Location": f"http://[::ffff:127.0.0.1]:{secret.port}/x"})
    inward.pages["/short"] = Answer(status=302, headers={"Location": f"http://127.1:{secret.port}/x"})
    inward.pages["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    inward.pages["/user"] = Answer(status=302, headers={"Location": f"http://a:b@127.0.0.1:{secret.port}/x"})
    inward.feed("/rss", ["/ok", "/literal", "/name", "/mapped", "/short", "/file", "/user", "file:///etc/passwd"])
    bombs = open_with("bombs", ["/ok"])
    plain = b"<p>boom</p>" * (BOMB // 11)
    packed = {
        "gzip": gzip.compress(plain, 1),
        "br": brotli.compress(plain, quality=1),
        "zstd": zstandard.compress(plain, 1),
    }
    for name, body in packed.items():
        bombs.pages[f"/{name}"] = Answer(body, headers={"Content-Encoding": name})
    bombs.feed("/rss", ["/ok", *(f"/{name}" for name in packed)])
    for name, raw in (("endless", endless), ("drip", drip), ("torn", torn)):
        open_with(name, ["/ok", f"/{name}"]).pages[f"/{name}"] = Answer(raw=raw)
    laughs = desk.open("laughs")
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss><channel><item><title>&l9;</title>'
    laughs.pages["/rss"] = Answer((feed + f"<link>{laughs.base}/a</link></item></channel></rss>").encode())
    laughs.publish("/a", "laughs")
    outside = desk.open("outside")
    feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.base}/dtd"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed += f"<rss><channel><item><title>&x;&f;</title><link>{outside.base}/a</link></item></channel></rss>"
    outside.pages["/rss"] = Answer(feed.encode())
    outside.publish("/a", "outside")
    false = open_with("false-pages", ["/ok"])
    false.pages["/lost"] = Answer(b"<title>Page not found</title><h1>Sorry, page not found</h1><p>Try the search.</p>")
    false.pages["/robot"] = Answer(
        b"<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>"
    )
    login = b"<title>Log in</title><h1>Log in</h1><form><input name='u'><input type='password' name='p'></form>"
    false.pages["/login"] = Answer(login)
    false.pages["/home"] = Answer(status=302, headers={"Location": "/"})
    false.publish("/", "front")
    false.pages["/pdf"] = Answer(b"%PDF-1.7 ...", content_type="application/pdf")
    false.pages["/empty"] = Answer(b"")
    false.pages["/noise"] = Answer(bytes(range(200, -1, -1)) * 50)
    false.pages["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    false.pages["/teapot"] = Answer(b"<h1>no</h1>", 418)
    false.feed("/rss", ["/ok", "/lost", "/robot", "/login", "/home", "/pdf", "/empty", "/noise", "/loop", "/teapot"])
    mined = open_with("mined", ["/ok", "/archive/a"])
    mined.pages["/header"] = Answer(article("h"), headers={"TDM-Reservation": "1"})
    mined.publish("/meta", "m", head='<meta name="tdm-reservation" content="1">')
    mined.pages["/.well-known/tdmrep.json"] = Answer(
        b'[{"location": "/archive/*", "tdm-reservation": 1}]', content_type="application/json"
    )
    mined.feed("/rss", ["/ok", "/archive/a", "/header", "/meta"])
    maze = desk.open("maze", 'Listing("{base}/list?page=1", links="a.item", next="a.next")')
    maze.missing = _maze
    with memory_of_children() as peaks:
        desk.crawl()
    desk.peak = max(peaks)  # type: ignore[attr-defined]
    return desk


def _maze(path: str) -> Answer:
    """Paging without end, and on each page a calendar and a story."""
    if not path.startswith("/list"):
        return Answer(article(path)) if path.startswith("/story") else Answer(b"<h1>Nothing on this day</h1>")
    number = int(path.rpartition("=")[2])
    links = [f"/story/{number}", f"/calendar/{2030 + number}/01/", "/a/b/a/b/a/b/" + str(number)]
    items = "".join(f'<a class="item" href="{link}">x</a>' for link in links)
    return Answer(f'{items}<a class="next" href="/list?page={number + 1}">Next</a>'.encode())


def errors(night: Desk, name: str) -> list[str]:
    return [line for line in night.reports[0].errors if line.startswith(f"{name}: ")]


def test_robots_that_fail_stop_everything(night: Desk) -> None:
    assert night.sites["robots-down"].paths() == []
    assert len(errors(night, "robots-down")) == 1
    assert "robots.txt answers HTTP 500" in errors(night, "robots-down")[0]


def test_absent_robots_allow_everything(night: Desk) -> None:
    assert set(night.articles("robots-absent")) == {"/a"}


@pytest.mark.parametrize("name", ["robots-rules", "robots-endless"])
def test_what_robots_disallow_is_refused_and_no_failure(night: Desk, name: str) -> None:
    assert "/private/b" not in night.sites[name].paths()
    assert night.pages(name)["/private/b"] == ("refused", "robots: robots.txt disallows it")
    assert set(night.articles(name)) == {"/a"}
    assert errors(night, name) == []


def test_crawl_delay_is_kept(night: Desk) -> None:
    came = [hit.came for hit in night.sites["slow-please"].hits]
    gaps = [later - earlier for earlier, later in pairwise(came[1:])]
    assert len(night.articles("slow-please")) == 3
    assert min(gaps) >= 0.95


@pytest.mark.parametrize("name", ["moody-seconds", "moody-date"])
def test_retry_after_is_kept_in_both_forms(night: Desk, name: str) -> None:
    hits = night.sites[name].hits
    no = next(n for n, hit in enumerate(hits) if hit.status in (429, 503))
    assert hits[no + 1].came - hits[no].went >= 1.9
    assert set(night.articles(name)) == {"/a", "/b"}


def test_a_host_that_wants_an_hour_of_peace_gets_it(night: Desk) -> None:
    assert len([path for path in night.sites["peace"].paths() if path != "/rss"]) == 1
    assert len(errors(night, "peace")) == 1
    assert "asked to be left alone" in errors(night, "peace")[0]
    assert {state for state, _ in night.pages("peace").values()} == {"new"}
    assert night.rows("SELECT attempts FROM page WHERE source = 'peace' AND attempts > 0") == []


def test_peace_is_remembered_by_the_next_run(night: Desk) -> None:
    before = len(night.sites["peace"].paths())
    assert night.crawl("peace").errors
    assert len(night.sites["peace"].paths()) == before


def test_a_self_signed_certificate_is_not_accepted(night: Desk) -> None:
    assert night.articles("self-signed") == {}
    assert len(errors(night, "self-signed")) == 1


def test_no_redirect_leads_into_the_private_network(night: Desk, secret: Site) -> None:
    assert secret.hits == []
    pages = night.pages("inward")
    assert set(night.articles("inward")) == {"/ok"}
    for path in ("/literal", "/name", "/mapped", "/short", "/user"):
        assert pages[path][0] == "refused", (path, pages[path])
        assert str(pages[path][1]).startswith("forbidden: "), (path, pages[path])
    assert pages["/file"][0] == "refused"
    assert errors(night, "inward") == []


def test_bombs_are_refused_within_memory(night: Desk) -> None:
    pages = night.pages("bombs")
    assert {pages[f"/{name}"][1].split(":")[0] for name in ("gzip", "br", "zstd")} == {"too-large"}  # type: ignore[union-attr]
    assert set(night.articles("bombs")) == {"/ok"}
    assert night.peak <= 512  # type: ignore[attr-defined]


def test_an_endless_body_is_refused(night: Desk) -> None:
    assert str(night.pages("endless")["/endless"][1]).startswith("too-large")
    assert set(night.articles("endless")) == {"/ok"}


@pytest.mark.parametrize("name", ["drip", "torn"])
def test_what_never_comes_whole_is_a_failure_that_is_said(night: Desk, name: str) -> None:
    assert night.pages(name)[f"/{name}"][0] == "new"
    assert len(errors(night, name)) == 1
    assert f"/{name}: " in errors(night, name)[0]
    assert "attempt 1 of 3" in errors(night, name)[0]
    assert set(night.articles(name)) == {"/ok"}


def test_entities_are_never_expanded_nor_fetched(night: Desk) -> None:
    assert set(night.articles("laughs")) == {"/a"}
    assert set(night.articles("outside")) == {"/a"}
    hints = night.rows("SELECT hint FROM page WHERE source IN ('laughs', 'outside')")
    assert all(len(str(row[0])) < 1000 and "root:" not in str(row[0]) for row in hints)


def test_pages_that_are_no_articles_are_refused_with_the_reason(night: Desk) -> None:
    pages = night.pages("false-pages")
    reasons = {path: str(reason).split(":")[0] for path, (state, reason) in pages.items() if state == "refused"}
    assert set(night.articles("false-pages")) == {"/ok"}
    assert reasons["/lost"] == "soft-404"
    assert reasons["/home"] == "soft-404"
    assert reasons["/robot"] == "captcha"
    assert reasons["/login"] == "login"
    assert reasons["/pdf"] == "not-html"
    assert set(reasons) == {"/lost", "/home", "/robot", "/login", "/pdf", "/empty", "/noise", "/loop", "/teapot"}
    assert errors(night, "false-pages") == []


def test_a_reservation_of_mining_is_respected_and_recorded(night: Desk) -> None:
    pages = night.pages("mined")
    assert set(night.articles("mined")) == {"/ok"}
    for path in ("/archive/a", "/header", "/meta"):
        assert str(pages[path][1]).startswith("tdm-reservation"), path
    assert "/archive/a" not in night.sites["mined"].paths()
    kept = night.rows("SELECT count(*) FROM page WHERE source = 'mined' AND digest IS NOT NULL")
    assert kept[0][0] == 1
    assert "archive" in str(night.rows("SELECT tdm FROM host WHERE origin = :o", o=night.sites["mined"].base)[0][0])


def test_a_maze_is_left_after_its_depth(night: Desk) -> None:
    paths = night.sites["maze"].paths()
    assert len([path for path in paths if path.startswith("/list")]) == settings().depth + 1
    assert not [path for path in paths if "/a/b/a/b" in path]
    assert not [path for path in paths if path.startswith("/calendar")]
    assert len(night.articles("maze")) == settings().depth + 1


def test_one_request_at_a_time_at_every_host(night: Desk) -> None:
    for name, site in night.sites.items():
        hits = sorted(site.hits, key=lambda hit: hit.came)
        if name not in ("drip", "endless", "bombs"):  # there the client leaves before the server notices
            assert all(a.went <= b.came + 0.005 for a, b in pairwise(hits)), name


def test_ports_are_a_setting_and_the_address_guard_is_none() -> None:
    assert 8080 in Settings(ports="8080, 8443").allowed_ports
    fields = " ".join(Settings.model_fields)
    assert "guard" not in fields
    assert "private" not in fields
