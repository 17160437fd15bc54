"""The demo newsroom on loopback: a small, correct web server for each of its three sites."""

import argparse
import contextlib
import gzip
import socket
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from demo.content import SITES, Article, history
from demo.pages import Resource, build_site


@dataclass(frozen=True)
class Hit:
    """One request that was answered."""

    site: str
    method: str
    target: str
    status: int


class Newsroom:
    """Three sites, one port each (0: any free one). `publish(2)` brings out the second edition in mid-run."""

    def __init__(self, ports: Sequence[int] = (0, 0, 0), edition: int = 1) -> None:
        if len(ports) != len(SITES):
            raise ValueError(f"the newsroom has {len(SITES)} sites and needs as many ports")
        self.ports = tuple(ports)
        self.edition = edition
        self.hits: list[Hit] = []
        self._servers: dict[str, _Server] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def sites(self) -> dict[str, str]:
        """Name → base URL, without a closing slash."""
        return {name: server.base for name, server in self._servers.items()}

    def start(self) -> None:
        if self._servers:
            raise RuntimeError("the newsroom is already open")
        try:
            for name, port in zip(SITES, self.ports, strict=True):
                self._servers[name] = _Server(name, port, self.hits)
        except OSError:
            self.stop()
            raise
        self.publish(self.edition)
        for server in self._servers.values():
            server.start()

    def stop(self) -> None:
        for server in self._servers.values():
            server.stop()
        self._servers = {}

    def publish(self, edition: int) -> None:
        """Bring out an edition; what did not change keeps its ETag."""
        self.edition = edition
        for name, server in self._servers.items():
            server.resources = build_site(name, server.base, edition)

    def url_of(self, article: Article | str) -> str:
        """Where a story stands: an Article, or its key `<site>/<slug>`."""
        if isinstance(article, str):
            site, slug = article.split("/", 1)
            article = next(a for a in history(site, edition=99) if a.slug == slug)
        return self.sites[article.site] + article.path


class _Server(ThreadingHTTPServer):
    """One site. Its open connections are closed with it, so that nobody waits for a keep-alive."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: str, port: int, hits: list[Hit]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = site
        self.hits = hits
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.resources: dict[str, Resource] = {}
        self._open: set[socket.socket] = set()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name=self.site, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in mid-answer is no news; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def find(self, target: str) -> Resource:
        """What stands at an address. Of a query only `page` counts; trackers are ignored."""
        parts = urlsplit(target)
        page = parse_qs(parts.query).get("page", ["1"])[0]
        path = parts.path if page == "1" else f"{parts.path}?page={page}"
        found = self.resources.get(path)
        if found is None and not parts.path.startswith(LISTED):
            found = self.resources.get(parts.path)
        return found or self.resources["404"]


LISTED = ("/news", "/section", "/latest", "/browse")  # where a page too many is a 404


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD, with validators and gzip."""

    protocol_version = "HTTP/1.1"
    server_version = "DemoNewsroom"
    sys_version = ""
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        found = self.server.find(self.path)
        packed = "gzip" in self.headers.get("Accept-Encoding", "").replace("gzip;q=0", "").lower()
        body = gzip.compress(found.body, 6, mtime=0) if packed else found.body
        etag = f'"{found.digest}-gzip"' if packed else f'"{found.digest}"'
        unchanged = found.status == 200 and self._unchanged(found)
        status = 304 if unchanged else found.status
        self.server.hits.append(Hit(self.server.site, self.command, self.path, status))
        self.send_response(status)
        if found.status == 200:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", format_datetime(found.last_modified, usegmt=True))
            self.send_header("Cache-Control", "public, max-age=60")
        self.send_header("Vary", "Accept-Encoding")
        if not unchanged:
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(body)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(body)

    def _unchanged(self, found: Resource) -> bool:
        """If-None-Match decides where it is given; If-Modified-Since only without it (RFC 9110, 13.2.2)."""
        if (known := self.headers.get("If-None-Match")) is not None:
            tags = (tag.strip().removeprefix("W/").strip('"') for tag in known.split(","))
            return known.strip() == "*" or found.digest in {tag.removesuffix("-gzip") for tag in tags}
        if (since := self.headers.get("If-Modified-Since")) is not None:
            with contextlib.suppress(ValueError, TypeError):
                return found.last_modified <= parsedate_to_datetime(since)
        return False

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: `Newsroom.hits` remembers every request."""


def main() -> None:
    """Serve the newsroom for looking at it by hand."""
    parser = argparse.ArgumentParser(prog="python -m demo.newsroom", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8101, help="first of three ports in a row (default 8101)")
    parser.add_argument("--edition", type=int, choices=(1, 2), default=1)
    given = parser.parse_args()
    ports = tuple(given.port + n for n in range(len(SITES)))
    with Newsroom(ports, given.edition) as newsroom:
        for name, base in newsroom.sites.items():
            print(f"{name:28} {base}/", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)


if __name__ == "__main__":
    main()
