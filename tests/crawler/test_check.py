"""Trying channels live: what is reported of healthy, broken, forbidden and silent ones."""

import multiprocessing
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.channels import Feed
from crawler.check import Checked, check, judge, judge_article, takes
from crawler.frontier import add, register
from crawler.sources import spiders

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Council news</title>
<item><title>Bridge shuts</title><link>{home}news/bridge</link><pubDate>Thu, 19 Nov 2026 09:30:00 GMT</pubDate></item>
<item><title>Budget agreed</title><link>{home}news/budget</link><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>Our cafe</title><link>{home}visit/cafe</link></item>
<item><title>Elsewhere</title><link>https://elsewhere.example/news/bridge</link></item>
</channel></rss>"""
ARTICLE = """<html><head><title>Bridge shuts</title></head><body><article><h1>Bridge shuts</h1>
<p>The bridge over the Ouse will be shut for three weeks while its bearings are replaced, the council has said.</p>
<p>Buses will be sent through the village, and cyclists may walk across on the northern side at all times.</p>
<div class="own-advert">Ring us today for a quotation on windows and doors.</div></article></body></html>"""
SOURCE = """from crawler.channels import Feed, Listing
from crawler.spider import SourceSpider


class Own(SourceSpider):
    name = "own"
    title = "Own"
    home = "{home}"
    channels = ({channels},)
    match = r"/news/[^/]+$"
    drop = (".own-advert", ".not-there")
"""


class Site(BaseHTTPRequestHandler):
    """A council's site with one channel of each fate."""

    robots: tuple[int, str] = (200, "User-agent: *\nDisallow: /private\n")

    def do_GET(self) -> None:
        home = f"http://127.0.0.1:{self.server.server_port}/"  # type: ignore[attr-defined]
        pages = {
            "/robots.txt": self.robots,
            "/feed": (200, FEED.format(home=home)),
            "/page": (200, "<html><body><p>No feed any more.</p></body></html>"),
            "/list": (200, '<html><body><h2><a href="/visit/cafe">Cafe</a></h2></body></html>'),
            "/private/feed": (200, FEED.format(home=home)),
            "/moved": (301, "/feed"),
            "/news/bridge": (200, ARTICLE),
        }
        status, text = pages.get(self.path, (404, ""))
        self.send_response(status)
        if status == 301:
            self.send_header("Location", text)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


class Silent(Site):
    robots = (503, "")


@pytest.fixture
def serve() -> Iterator[object]:
    servers = []

    def start(handler: type[Site]) -> int:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def write(folder: Path, port: int, *channels: str) -> None:
    home = f"http://127.0.0.1:{port}/"
    text = ", ".join(channel.format(home=home) for channel in channels)
    folder.mkdir(exist_ok=True)
    (folder / "own.py").write_text(SOURCE.format(home=home, channels=text))


def test_every_channel_is_tried_and_told_of(tmp_path: Path, database: Engine, serve: object) -> None:
    port = serve(Site)  # type: ignore[operator]
    paths = ("feed", "page", "missing", "private/feed", "moved")
    write(tmp_path / "own", port, *(f'Feed("{{home}}{path}")' for path in paths), 'Listing("{home}list")')
    doors = [("127.0.0.1", port)]
    results = {r.url.rsplit(f"{port}/")[1]: r for r in check(["own"], database, doors, 0, str(tmp_path / "own"))}
    feed = results["feed"]
    assert (feed.status, feed.entries, feed.taken, feed.robots, feed.well) == (200, 4, 2, "allowed", True)
    assert feed.newest == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert results["page"].status == 200 and "not a feed" in (results["page"].problem or "")
    assert (results["missing"].status, results["missing"].problem) == (404, "HTTP 404")
    assert results["private/feed"].robots == "disallowed" and not results["private/feed"].well
    assert results["moved"].moved == f"http://127.0.0.1:{port}/feed" and results["moved"].well
    assert results["list"].entries == 1 and "match" in (results["list"].problem or "")


def test_an_article_is_read_where_that_is_asked(tmp_path: Path, serve: object) -> None:
    port = serve(Site)  # type: ignore[operator]
    write(tmp_path / "own", port, 'Feed("{home}feed")', 'Feed("{home}page")')
    doors = [("127.0.0.1", port)]
    results = {r.url.rsplit("/")[-1]: r for r in check(["own"], None, doors, 0, str(tmp_path / "own"), articles=True)}
    feed = results["feed"]
    assert feed.well and feed.article == f"http://127.0.0.1:{port}/news/bridge"
    assert (feed.title, feed.dropped) == ("Bridge shuts", (".own-advert",))
    assert feed.characters > 150 and "“Bridge shuts”" in feed.line()
    assert results["page"].article is None


def test_a_host_whose_robots_txt_fails_is_not_read(tmp_path: Path, serve: object) -> None:
    port = serve(Silent)  # type: ignore[operator]
    write(tmp_path / "own", port, 'Feed("{home}feed")')
    (result,) = check(["own"], None, [("127.0.0.1", port)], 0, str(tmp_path / "own"))
    assert (result.robots, result.status, result.entries) == ("unreadable", None, 0)
    assert "503" in (result.problem or "")


def test_without_a_door_a_private_address_is_not_fetched(tmp_path: Path, serve: object) -> None:
    port = serve(Site)  # type: ignore[operator]
    write(tmp_path / "own", port, 'Feed("{home}feed")')
    (result,) = check(["own"], None, (), 0, str(tmp_path / "own"))
    assert result.status is None and not result.well


def test_a_check_that_is_abandoned_leaves_no_process(tmp_path: Path, serve: object) -> None:
    port = serve(Site)  # type: ignore[operator]
    write(tmp_path / "own", port, 'Feed("{home}feed")', 'Feed("{home}page")', 'Feed("{home}moved")')
    results = check(["own"], None, [("127.0.0.1", port)], 2, str(tmp_path / "own"))
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not [child for child in multiprocessing.active_children() if child.name == "check"]


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        next(check(["no-such-source"]))


def test_what_a_check_counts_as_taken_is_what_a_crawl_takes(tmp_path: Path, database: Engine) -> None:
    write(tmp_path / "own", 8080, 'Feed("{home}feed")')
    own = spiders(tmp_path / "own")["own"]
    entries = Feed("http://127.0.0.1:8080/feed").read(FEED.format(home=own.home).encode(), own.home).entries
    register(database, [own])
    assert sum(takes(own, entry) for entry in entries) == add(database, own, entries, datetime.now(UTC)) == 2


def test_a_result_is_a_line_for_people() -> None:
    source = spiders()["ofsted"]
    result, first = judge(source, source.channels[0], 200, b"<html></html>", source.channels[0].url)
    assert first is None
    assert result.line().startswith(f"BAD ofsted feed {source.channels[0].url}\n    HTTP 200, 0 entries")
    assert Checked("a", "feed", "https://a.example/feed", 200, 3, 2).line().startswith("ok  a feed")


def test_what_trips_a_reader_is_told_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def trips(*_: object) -> None:
        raise KeyError("odd")

    source = spiders()["localgov"]
    channel = source.channels[0]
    monkeypatch.setattr("crawler.check.extract", trips)
    told = judge_article(source, Checked(source.name, channel.kind, channel.url), b"<p>x</p>", channel.url)
    assert told.problem == "its article gives no text: 'odd'"
    monkeypatch.setattr(type(channel), "read", trips)
    assert judge(source, channel, 200, b"", channel.url)[0].problem == f"not a {channel.kind}: 'odd'"
