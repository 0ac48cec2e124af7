"""Server for generated feeds, each on its own host, with validators and latency.

Run as `python -m tests.benchmarks.feed_server FEEDS ENTRIES LATENCY_MS`; prints its port.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.generated_feeds import generate_feed
from tests.paths import ROOT

STALLS = "stalls"
"""Name of a feed whose response never ends."""

_PATH = re.compile(rb"GET /(\w+)\.xml")
_CONDITION = re.compile(rb"\r\nif-none-match: *([^\r]+)", re.IGNORECASE)
_DATE = b"Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n"


def address(port: int, number: int) -> str:
    """Return the URL of a feed. Each has its own host: 127.0.0.0/8 is local on Linux."""
    return f"http://127.0.{1 + number // 200}.{1 + number % 200}:{port}/{number}.xml"


def stalling_address(port: int) -> str:
    """Return the URL of the feed that never ends."""
    return f"http://127.0.99.1:{port}/{STALLS}.xml"


@contextmanager
def served(feeds: int, entries: int, latency_ms: int = 0) -> Iterator[int]:
    """Run the server in a separate process. Yields its port."""
    numbers = [str(number) for number in (feeds, entries, latency_ms)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.feed_server", *numbers],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


class _Connection(asyncio.Protocol):
    """Handles requests in order. Cheap, because it runs during measurements."""

    def __init__(self, feeds: dict[bytes, tuple[bytes, bytes]], latency_s: float) -> None:
        self._feeds = feeds
        self._latency_s = latency_s
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            request, _, self._received = self._received.partition(b"\r\n\r\n")
            response = self._response(request)
            if self._latency_s:
                asyncio.get_running_loop().call_later(
                    self._latency_s, self._transport.write, response
                )
            else:
                self._transport.write(response)

    def _response(self, request: bytes) -> bytes:
        match = _PATH.match(request)
        name = match[1] if match else b""
        if name == STALLS.encode():
            return b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss"
        if name not in self._feeds:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        etag, body = self._feeds[name]
        headers = b"ETag: " + etag + b"\r\n" + _DATE
        condition = _CONDITION.search(request)
        if condition and condition[1] == etag:
            return b"HTTP/1.1 304 Not Modified\r\n" + headers + b"\r\n"
        headers += b"Content-Type: application/xml\r\nContent-Length: %d\r\n\r\n" % len(body)
        return b"HTTP/1.1 200 OK\r\n" + headers + body


async def _serve(feeds: int, entries: int, latency_ms: int) -> None:
    bodies = {}
    for number in range(feeds):
        body = generate_feed(number, entries)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'.encode()
        bodies[str(number).encode()] = (etag, body)
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(bodies, latency_ms / 1000), "0.0.0.0", 0, backlog=512
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(*(int(argument) for argument in sys.argv[1:4])))
