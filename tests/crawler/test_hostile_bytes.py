"""A second night of hostile publishers: what they send is broken, endless, or not what it says it is."""

import gzip
import io
import json
import socket
import struct
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import brotli
import pytest
import zstandard

from tests.crawler.conftest import Desk, memory_of_children
from tests.crawler.site import HTML, Answer, Site, article, sends

BOMB = 400_000_000  # bytes that a few kilobytes unpack to


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HTML)
    line = b"".join(b"X-%d: %s\r\n" % (n, b"x" * 200) for n in range(1000))
    while True:
        handler.wfile.write(line)


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HTML + b"Content-Length: 90000\r\n\r\n" + article("reset"))
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def smuggled() -> Answer:
    """An answer with another one behind it, as if the next question had been asked already."""
    body, second = article("first"), article("smuggled", title="Smuggled story")
    first = HTML + b"Content-Length: %d\r\n\r\n" % len(body) + body
    return sends(first + HTML + b"Content-Length: %d\r\n\r\n" % len(second) + second)


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", article("zip"))
    return packed.getvalue()


class Once:
    """One answer at first, another one from then on."""

    def __init__(self, first: Answer, then: Answer) -> None:
        self.answers = [first, then]

    def __call__(self, path: str) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


BROKEN: dict[str, Answer | Callable[[str], Answer]] = {
    "/headers": Answer(raw=endless_headers),
    "/one-header": sends(HTML + b"X: ", b"x" * 1_000_000, times=20),
    "/chunks": sends(HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"FFFFFFFFFFFFFFFFFFFF\r\n", b"x" * 1000),
    "/minus": sends(HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"-5\r\nhello\r\n0\r\n\r\n"),
    "/two-lengths": sends(HTML + b"Content-Length: 5\r\nContent-Length: 500\r\n\r\n", b"hello"),
    "/old": sends(article("http-0.9")),
    "/garbage": sends(bytes(range(256)) * 20),
    "/silence": sends(b""),
    "/reset": Answer(raw=reset),
    "/never-asked": Answer(b"", 304),
    "/part": Answer(article("part"), 206),
    "/reset-content": Answer(b"", 205),
    "/im-used": Answer(article("226"), 226),
    "/nothing": Answer(b"", 204),
    "/status-999": Answer(article("999"), 999),
    "/pdf": Answer(b"%PDF-1.4\n" + b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n" * 300),
    "/zip": Answer(zipped()),
    "/png": Answer(b"\x89PNG\r\n\x1a\n" + b"IDAT council services " * 500),
    "/json": Answer(json.dumps({"articles": [{"body": "The council agreed its plan for homes. " * 40}] * 20}).encode()),
    "/rtf": Answer(b"{\\rtf1\\ansi " + b"The council agreed its plan for homes and roads. " * 100 + b"}"),
    "/css": Answer(b"body { color: red } .council { margin: 0 auto; } " * 300),
    "/port-22": Answer(status=302, headers={"Location": "http://127.0.0.1:22/x"}),
    "/port-6379": Answer(status=302, headers={"Location": "http://93.184.216.34:6379/x"}),
    "/port-none": Answer(status=302, headers={"Location": "http://93.184.216.34:99999/x"}),
    "/ftp": Answer(status=302, headers={"Location": "ftp://93.184.216.34/x"}),
    "/data": Answer(status=302, headers={"Location": "data:text/html,<h1>Council</h1>"}),
    "/script": Answer(status=302, headers={"Location": "javascript:alert(1)"}),
    "/mail": Answer(status=302, headers={"Location": "mailto:desk@paper.example"}),
    "/no-port": Answer(status=302, headers={"Location": "http://paper.example:abc/x"}),
    "/bracket": Answer(status=302, headers={"Location": "http://[::1/x"}),
    "/long": Answer(status=302, headers={"Location": "/" + "x" * 100_000}),
    "/one-cookie": Answer(article("one-cookie"), headers={"Set-Cookie": "a=" + "x" * 1_000_000}),
    "/decimal": Answer(status=302, headers={"Location": "http://2130706433/x"}),
    "/octal": Answer(status=302, headers={"Location": "http://0177.0.0.1/x"}),
    "/wide": Answer(status=302, headers={"Location": "http://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/x"}),
    "/nat64": Answer(status=302, headers={"Location": "http://[64:ff9b::7f00:1]/x"}),
}
FINE: dict[str, Answer | Callable[[str], Answer]] = {
    "/ok": Answer(article("ok")),
    "/cookies": sends(
        HTML + b"".join(b"Set-Cookie: c%d=1\r\n" % n for n in range(10_000)) + b"\r\n", article("cookies")
    ),
    "/smuggled": smuggled(),
    "/early": sends(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 20 + HTML + b"\r\n", article("early")),
    "/layers": Answer(
        brotli.compress(gzip.compress(gzip.compress(article("layers")))),
        headers={"Content-Encoding": "gzip, gzip, br"},
    ),
    "/utf-7": Answer(article("utf-7"), content_type="text/html; charset=utf-7"),
    "/undefined": Answer(article("undefined") + b"\xff", content_type="text/html; charset=undefined"),
    "/punycode": Answer(article("punycode") + b"\xff", content_type="text/html; charset=punycode"),
    "/rot13": Answer(article("rot13") + b"\xff", content_type="text/html; charset=rot13"),
    "/strange-refusal": Once(Answer(b"", 503, headers={"Retry-After": "-5"}), Answer(article("minus"))),
    "/past-refusal": Once(
        Answer(b"", 429, headers={"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}), Answer(article("past"))
    ),
}


def robots(site: Site, name: str) -> Answer:
    plain = b"User-agent: *\nDisallow: /private\n"
    bomb = plain + b"# and so on\n" * (BOMB // 12)
    return {
        "robots-zstd": lambda: Answer(zstandard.compress(bomb), headers={"Content-Encoding": "zstd"}),
        "robots-gzip": lambda: Answer(gzip.compress(bomb), headers={"Content-Encoding": "gzip"}),
        "robots-large": lambda: Answer(plain + b"# so on\n" * 2_000_000, headers={"Content-Encoding": "identity"}),
        "robots-html": lambda: Answer(b"<html><body>Disallow: everything</body></html>" * 50),
        "robots-binary": lambda: Answer(bytes(range(256)) * 100, content_type="image/png"),
        "robots-loop": lambda: Answer(status=302, headers={"Location": "/robots.txt?again"}),
        "robots-wild": lambda: Answer(
            b"User-agent: *\nCrawl-delay: nan\nCrawl-delay: -7\nRequest-rate: 0/0\nDisallow: /*a*a*a*a*a*a*a*a*b*c$\n"
        ),
    }[name]()


ROBOTS = ("robots-zstd", "robots-gzip", "robots-large", "robots-html", "robots-binary", "robots-loop", "robots-wild")


@pytest.fixture(scope="module")
def night(desk: Desk) -> Desk:
    """All of them at once."""
    for name, answers in (("broken", BROKEN), ("fine", FINE)):
        site = desk.open(name)
        site.pages |= answers
        site.feed("/rss", list(answers))
    for name in ROBOTS:
        site = desk.open(name)
        site.publish("/a", name)
        site.feed("/rss", ["/a"])
        site.pages["/robots.txt"] = robots(site, name)
        if name == "robots-loop":
            site.pages["/robots.txt?again"] = Answer(status=302, headers={"Location": "/robots.txt"})
    with memory_of_children() as peaks:
        desk.crawl()
    desk.peak = max(peaks)  # type: ignore[attr-defined]  # a note of this module's own
    return desk


def test_nothing_broken_gives_an_article(night: Desk) -> None:
    assert night.articles("broken") == {}


def test_every_broken_answer_is_named_with_its_reason(night: Desk) -> None:
    pages = night.pages("broken")
    assert set(pages) == set(BROKEN)
    assert {state for state, _ in pages.values()} <= {"refused", "new"}
    assert [path for path, (_, reason) in pages.items() if not reason] in ([], ["/wide"])  # its host is no name at all
    inward = ("/port-22", "/port-6379", "/decimal", "/octal", "/nat64")
    assert {str(pages[path][1]).split(":")[0] for path in inward} == {"forbidden"}, pages
    for path in ("/script", "/mail", "/no-port", "/bracket"):
        assert str(pages[path][1]).startswith("elsewhere: it leads to no web address"), pages[path]
    assert not [path for path, (_, reason) in pages.items() if "python.failure" in str(reason)]
    for path in ("/pdf", "/zip", "/png", "/json", "/rtf", "/css"):
        assert str(pages[path][1]).startswith("not-html"), (path, pages[path])


def test_what_is_odd_and_whole_is_read(night: Desk) -> None:
    assert set(night.articles("fine")) == set(FINE), night.pages("fine")


def test_a_smuggled_answer_is_nobody_s_page(night: Desk) -> None:
    assert night.rows("SELECT url FROM article WHERE title LIKE 'Smuggled%'") == []


@pytest.mark.parametrize("name", ["robots-large", "robots-html", "robots-binary"])
def test_a_robots_file_that_is_none_allows_and_a_large_one_is_read_in_part(night: Desk, name: str) -> None:
    assert set(night.articles(name)) == {"/a"}


@pytest.mark.parametrize("name", ["robots-zstd", "robots-gzip", "robots-loop"])
def test_a_robots_file_that_cannot_be_read_stops_everything_there(night: Desk, name: str) -> None:
    assert "/a" not in night.sites[name].paths()
    assert len([line for line in night.reports[0].errors if line.startswith(f"{name}: ")]) == 1


def test_delays_that_are_no_numbers_and_patterns_without_end_are_survived(night: Desk) -> None:
    assert set(night.articles("robots-wild")) == {"/a"}


def test_none_of_it_fills_the_memory(night: Desk) -> None:
    assert night.peak <= 512  # type: ignore[attr-defined]
