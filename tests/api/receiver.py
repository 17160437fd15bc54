"""A receiver of webhooks on loopback that answers as a test tells it to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What came in, and what is answered: the statuses one by one, then 204."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    plain: bytes = b""  # an answer byte for byte, after which nothing comes and nothing is closed
    drip: float = 0.0  # seconds between two bytes of an answer that never ends
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def doors(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A running receiver."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if told.drip:
                self._drip()
                return
            if told.plain:
                self.wfile.write(told.plain)
                self.rfile.read(1)
                return
            self.send_response(told.statuses.pop(0) if told.statuses else 204)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _drip(self) -> None:
            try:
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000:
                    self.wfile.write(bytes([byte]))
                    time.sleep(told.drip)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
