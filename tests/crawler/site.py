"""A publisher on loopback, well-behaved or hostile, that remembers every request; and source files that name it."""

import contextlib
import gzip
import random
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

WORDS = Path(__file__).with_name("words.txt").read_text().split()
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
NEW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass
class Answer:
    """What stands at an address."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None  # writes the whole answer itself
    validators: bool = True


@dataclass(frozen=True)
class Hit:
    """One request: when it came and went, and what was answered."""

    path: str
    status: int
    came: float
    went: float


def sends(*pieces: bytes, times: int = 1, pause: float = 0.0) -> Answer:
    """Raw bytes in place of an answer, the last of them `times` over."""

    def raw(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces[:-1]:
            handler.wfile.write(piece)
        for _ in range(times):
            handler.wfile.write(pieces[-1])
            time.sleep(pause)

    return Answer(raw=raw)


class Site:
    """A web server with what `pages` says, on a port of its own."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Answer | Callable[[str], Answer]] = {}
        self.hits: list[Hit] = []
        self.missing: Callable[[str], Answer] = lambda path: Answer(b"<h1>Not found</h1>", 404)
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.site = self
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port: int = self.server.server_address[1]
        self.base = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def door(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    def paths(self, since: int = 0) -> list[str]:
        """Paths asked for, robots.txt and the like left out."""
        return [h.path for h in self.hits[since:] if h.path != "/robots.txt" and "well-known" not in h.path]

    def publish(self, path: str, seed: int | str, **more: Any) -> Answer:
        """An article at an address."""
        answer = Answer(article(seed, **more))
        self.pages[path] = answer
        return answer

    def feed(self, path: str, entries: list[str | dict[str, str]], **headers: str) -> None:
        """An RSS feed of paths, newest first; an entry may be a dict of its elements."""
        items = []
        for number, entry in enumerate(entries):
            told = {"link": entry} if isinstance(entry, str) else dict(entry)
            link = told.pop("link")
            told.setdefault("title", f"Told {link}")
            told.setdefault("pubDate", (NEW - timedelta(minutes=number)).strftime("%a, %d %b %Y %H:%M:%S GMT"))
            url = link if link.startswith("http") else self.base + link
            items.append(f"<item><link>{url}</link>" + "".join(f"<{k}>{v}</{k}>" for k, v in told.items()) + "</item>")
        body = f'<rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'
        self.pages[path] = Answer(body.encode(), content_type="application/rss+xml", headers=dict(headers))


def article(seed: int | str, title: str = "", head: str = "", paragraphs: int = 6, chrome: int = 0) -> bytes:
    """A page with a story of its own; `chrome` adds so many bytes of menus and scripts, as real pages have."""
    draw = random.Random(str(seed))
    title = title or f"Council {draw.choice(WORDS)} {draw.choice(WORDS)} {draw.choice(WORDS)} {seed}"
    story = "".join(
        f"<p>{' '.join(' '.join(draw.choices(WORDS, k=draw.randint(8, 18))).capitalize() + '.' for _ in range(4))}</p>"
        for _ in range(paragraphs)
    )
    menu = "".join(f'<li class="menu-item item-{n}"><a href="/section/{n}">Section {n}</a></li>' for n in range(20))
    script = "".join(
        f"window.dataLayer.push({{'event':'view{n}','value':{n * 7919 % 1000}}});\n" for n in range(chrome // 50)
    )
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title} | Test Gazette</title>{head}"
        f"<script>{script}</script></head><body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>"
        f"<p class='byline'>By Ada Writer</p><time datetime='2026-11-20T09:00:00Z'>20 November 2026</time>{story}"
        f"</article></main><footer>© Test Gazette</footer></body></html>"
    ).encode()


def source(folder: Path, name: str, site: Site, channels: str, **more: object) -> None:
    """A source file for a site; `{base}` in `channels` and in the further attributes becomes its address."""
    folder.mkdir(parents=True, exist_ok=True)
    title = name.replace("-", " ").title()
    lines = [f"    {key} = {value!r}" for key, value in more.items()]
    text = f'''"""{title}: a site of the tests."""

from crawler.channels import Feed, Listing, Sitemap
from crawler.spider import SourceSpider


class {title.replace(" ", "")}(SourceSpider):
    name = "{name}"
    title = "{title}"
    home = "{{base}}/"
    channels = ({channels},)
''' + "\n".join(lines)
    (folder / f"{name.replace('-', '_')}.py").write_text(text.replace("{base}", site.base) + "\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of a hostile server go away; that is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for its head to be acknowledged
    server: _Server

    def do_GET(self) -> None:
        came = time.monotonic()
        site = self.server.site
        path = self.path
        found = site.pages.get(path)
        answer = found if isinstance(found, Answer) else (found or site.missing)(path)
        if path == "/robots.txt" and found is None:
            answer = Answer(b"User-agent: *\nDisallow:\n", content_type="text/plain")
        status = answer.status
        if answer.raw is not None:
            with contextlib.suppress(OSError):
                answer.raw(self)
            self.close_connection = True
        else:
            status = self._write(answer)
        site.hits.append(Hit(path, status, came, time.monotonic()))

    def _write(self, answer: Answer) -> int:
        etag = f'"{sha256(answer.body).hexdigest()[:16]}"'
        valid = answer.validators and answer.status == 200
        status = 304 if valid and self.headers.get("If-None-Match") == etag else answer.status
        body = answer.body
        headers = dict(answer.headers)
        if "gzip" in self.headers.get("Accept-Encoding", "") and "Content-Encoding" not in headers and len(body) > 500:
            body = gzip.compress(body, 1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        if valid:
            self.send_header("ETag", etag)
        if status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            if status != 304 or name != "Content-Encoding":
                self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)
        return status

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: `Site.hits` remembers."""
