"""Malformed response headers do not lose the response."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest

from finews_tui.sources.http.address_policy import HttpError
from finews_tui.sources.http.client import create_client, fetch
from finews_tui.sources.http.request import FetchLimits
from finews_tui.sources.http.response_heads import HeadRepair, repair_head

BODY = b"<rss><channel><title>Harbour</title></channel></rss>"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
STATUS = b"HTTP/1.1 200 OK\r\n"
MALFORMED = [
    b"Set-Cookie : a=b",
    b"X-Cache\t: miss",
    b"X Cache: miss",
    b"no colon at all",
    b": no name",
    b"<!-- generated -->",
    b"X-\xe6\x96\xb0: value",
    b"X-Zero: a\x00b",
    b"X-Feed: a\x0cb",
    b"X-Return: a\rb",
    b"Transfer-Encoding: identity",
    b"X-Delete: a\x7fb",
    b"(comment): x",
    b"Server:\x0bnginx",
    b"HTTP/1.1 200 OK",
]


async def serve(
    answer: bytes, use: Callable[[str], Awaitable[None]], times: int = 1
) -> list[bytes]:
    """Serve raw `answer` to every request on persistent connections; return the requests."""
    requests: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                requests.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(answer)
                await writer.drain()
                if b"Connection: close" in answer:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        for _ in range(times):
            await use(f"http://127.0.0.1:{port}/feed")
    finally:
        server.close()
    return requests


async def fetch_body(answer: bytes, times: int = 1) -> bytes:
    bodies: list[bytes] = []
    async with create_client() as client:

        async def use(url: str) -> None:
            result = await fetch(client, url, limits=FetchLimits(deadline_s=5))
            bodies.append(result.body)

        await serve(answer, use, times)
    assert len(set(bodies)) == 1
    return bodies[0]


@pytest.mark.parametrize("line", MALFORMED)
async def test_malformed_header_does_not_lose_the_response(line: bytes) -> None:
    answer = STATUS + b"Content-Type: text/xml\r\n" + line + b"\r\n" + LENGTH + b"\r\n" + BODY
    assert await fetch_body(answer, times=3) == BODY


async def test_folded_line_after_status_line_is_dropped() -> None:
    assert await fetch_body(STATUS + b" folded: x\r\n" + LENGTH + b"\r\n" + BODY) == BODY


async def test_length_with_blank_before_colon_is_read() -> None:
    answer = STATUS + LENGTH.replace(b":", b" :") + b"\r\n" + BODY
    assert await fetch_body(answer, times=2) == BODY


async def test_chunks_with_blank_before_colon_are_read() -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
    answer = STATUS + b"Transfer-Encoding : chunked\r\n\r\n" + chunks
    assert await fetch_body(answer, times=2) == BODY


async def test_repeated_transfer_encoding_is_read() -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
    answer = STATUS + b"Transfer-Encoding: chunked\r\n" * 2 + b"\r\n" + chunks
    assert await fetch_body(answer) == BODY


async def test_interim_response_is_repaired_too() -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink : </a.css>\r\n\r\n"
    answer = interim + STATUS + b"X y: z\r\n" + LENGTH + b"\r\n" + BODY
    assert await fetch_body(answer, times=2) == BODY


async def test_body_that_looks_like_a_head_is_not_changed() -> None:
    body = b"HTTP/1.1 200 OK\r\nX y: z\r\n\r\nno colon\r\n\r\n"
    head = STATUS + b"X y: z\r\nContent-Length: %d\r\n\r\n" % len(body)
    assert await fetch_body(head + body, times=2) == body


async def test_response_that_is_not_http_is_still_an_error() -> None:
    async def use(url: str) -> None:
        async with create_client() as client:
            with pytest.raises(HttpError, match="invalid HTTP response"):
                await fetch(client, url)

    await serve(b"SSH-2.0-OpenSSH_9.6\r\nConnection: close\r\n\r\n", use)


def test_well_formed_head_is_not_changed() -> None:
    head = STATUS + b'Content-Type: text/xml; charset="x"\r\nX-Long: a\r\n b\r\n' + LENGTH + b"\r\n"
    assert repair_head(head[:-2]) == head


def test_exact_header_wins_over_loose_one() -> None:
    head = STATUS + b"Content-Length : 3\r\nContent-Length: 52\r\n"
    assert repair_head(head) == STATUS + b"Content-Length: 52\r\n\r\n"


@pytest.mark.parametrize("step", [1, 2, 7, 4096])
async def test_heads_are_repaired_in_pieces_of_any_size(step: int) -> None:
    answer = STATUS + b"X y: z\r\n" + LENGTH + b"\r\n" + BODY
    pieces = [answer[start : start + step] for start in range(0, len(answer), step)]

    async def read(_max_bytes: int, **_options: float | None) -> bytes:
        return pieces.pop(0) if pieces else b""

    async def write(_buffer: bytes, **_options: float | None) -> None:
        pass

    repair = HeadRepair(read, write)
    received = bytearray()
    while data := await repair.read(65536):
        received += data
    assert bytes(received) == STATUS + LENGTH + b"\r\n" + BODY


async def test_other_protocol_is_passed_on() -> None:
    """SOCKS proxies are asked through the same stream."""

    async def read(_max_bytes: int, **_options: float | None) -> bytes:
        return b"\x05\x00"

    async def write(_buffer: bytes, **_options: float | None) -> None:
        pass

    assert await HeadRepair(read, write).read(4096) == b"\x05\x00"


async def test_endless_head_is_passed_on() -> None:
    async def read(_max_bytes: int, **_options: float | None) -> bytes:
        return b"HTTP/1.1 200 OK\r\nX: " + b"a" * 30_000

    async def write(_buffer: bytes, **_options: float | None) -> None:
        pass

    repair = HeadRepair(read, write)
    assert len(await repair.read(65536)) > 100_000
    assert len(await repair.read(65536)) < 40_000


async def test_client_without_trace_support_works() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=httpx.ByteStream(BODY)))
    async with httpx.AsyncClient(transport=transport) as client:
        assert (await fetch(client, "https://news.test/feed")).body == BODY
