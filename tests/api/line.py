"""A server over a database, and requests to it byte by byte."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

SOON = 6.0  # seconds: the limit of a statement and a little


def raw(door: int, sent: bytes, shut: bool = False) -> bytes:
    """What the server answers to these very bytes."""
    with socket.create_connection(("127.0.0.1", door), timeout=SOON) as line:
        line.sendall(sent)
        if shut:
            line.shutdown(socket.SHUT_WR)
        told = b""
        while piece := line.recv(65536):
            told += piece
    return told


def ask(door: int, target: str, *headers: str, method: str = "GET", body: bytes = b"") -> tuple[int, str]:
    """Status and everything else of one answer. The target goes out as it stands."""
    lines = [f"{method} {target} HTTP/1.1", "Connection: close", f"Content-Length: {len(body)}", *headers]
    if not any(line.lower().startswith("host:") for line in headers):
        lines.append(f"Host: 127.0.0.1:{door}")
    begun = time.monotonic()
    told = raw(door, "\r\n".join([*lines, "", ""]).encode("latin-1") + body)
    assert time.monotonic() - begun < SOON, target[:80]
    return int(told[9:12]), told.decode("utf-8", "replace")


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """The port of a server, which must end when it is told to, whoever dawdles."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(15)
    assert not thread.is_alive(), "the server does not end while clients dawdle"
