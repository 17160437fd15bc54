"""Many clients at once, with as little work of their own as can be: plain sockets, kept open."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What a run came to: requests a second, times in milliseconds, bytes, and answers that were not 200."""

    rate: float
    p50: float
    p99: float
    bytes: int
    bad: int
    seconds: float = 0.0  # that it took


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    if b"content-length:" in lower:
        size = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
        return status, size
    size = 0
    while b"chunked" in lower:
        chunk = int((await reader.readline()).split(b";")[0], 16)
        await reader.readexactly(chunk + 2)
        size += chunk
        if chunk == 0:
            break
    return status, size


async def _client(port: int, paths: Sequence[str], first: int, end: float, times: list[float], told: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    place = first
    while time.perf_counter() < end:
        path = paths[place % len(paths)]
        place += 1
        begun = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n\r\n".encode())
        try:
            status, size = await asyncio.wait_for(_answer(reader), 120)
        except (asyncio.IncompleteReadError, ConnectionError):
            status, size = 0, 0
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        times.append(time.perf_counter() - begun)
        told[0] += size
        told[1] += status != 200
    writer.close()


async def _run(port: int, paths: Sequence[str], clients: int, seconds: float) -> Result:
    times: list[float] = []
    told = [0, 0]
    begun = time.perf_counter()
    step = max(1, len(paths) // clients)
    await asyncio.gather(
        *(_client(port, paths, number * step, begun + seconds, times, told) for number in range(clients))
    )
    took = time.perf_counter() - begun
    times.sort()
    if not times:
        return Result(0, 0, 0, 0, 0, took)
    p50, p99 = (times[min(len(times) - 1, int(len(times) * share))] * 1000 for share in (0.5, 0.99))
    return Result(len(times) / took, p50, p99, told[0], told[1], took)


def run(port: int, paths: Sequence[str], clients: int, seconds: float) -> Result:
    """Ask for `paths` in turn by `clients` clients for `seconds`; requests begun are waited for."""
    return asyncio.run(_run(port, paths, clients, seconds))
