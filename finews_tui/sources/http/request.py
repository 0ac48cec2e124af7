"""One hop of a fetch: a request sent, its answer read within time, bytes and address rules."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from finews_tui.sources.http import error_messages as failures
from finews_tui.sources.http.address_policy import (
    LINK,
    REDIRECT,
    FailedFetch,
    Target,
    check_hop,
    is_private,
)
from finews_tui.sources.http.cache_headers import Validators, conditions
from finews_tui.sources.http.decompression import (
    BrokenPackingError,
    TooLargeError,
    unpacked_file,
    unpacker_of,
)

WITH_BODY = frozenset({200, 203})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds, hops, bytes. The deadline counts from its turn."""

    deadline_s: float = 30
    connect_s: float = 10
    redirects: int = 10
    wire_bytes: int = 16 << 20
    unpacked_bytes: int = 16 << 20


@dataclass(slots=True)
class Reply:
    """The answer to one hop; the body is read for those statuses that carry a feed."""

    status: int
    headers: httpx.Headers
    body: bytes = b""
    came_whole: bool = True


class Exchange:
    """The hops of one fetch: what is left of its time, and whether it was on the open net.

    `found_at` is the host in whose news the first address stands, which then counts as one that it
    redirects to; empty where the user named the address.
    """

    def __init__(
        self, client: httpx.AsyncClient, limits: Limits, accept: str, found_at: str = ""
    ) -> None:
        self._client = client
        self._limits = limits
        self._accept = accept
        self._seconds_left = limits.deadline_s
        self._is_redirect = bool(found_at)
        self._was_public = bool(found_at) and not is_private(found_at)
        self._led_by = LINK if found_at else REDIRECT

    async def ask(self, target: Target, validators: Validators) -> Reply:
        """One request and its answer, within what is left of the deadline."""
        if self._is_redirect:
            self._check_hop(target, target.host)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(max(self._seconds_left, 0)):
                return await self._send(target, validators)
        except TimeoutError as error:
            raise failures.timed_out(target, self._limits.deadline_s) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            raise failures.failure(error, target) from error
        finally:
            self._seconds_left -= loop.time() - began
            self._is_redirect = True
            self._led_by = REDIRECT

    async def _send(self, target: Target, validators: Validators) -> Reply:
        headers = [(b"Accept", self._accept.encode()), *conditions(validators)]
        if target.authorization:
            headers.append((b"Authorization", target.authorization))
        # Before the deadline: a handshake that is cancelled from outside leaves its socket open.
        connect_s = min(self._limits.connect_s, 0.9 * self._seconds_left)
        timeout = httpx.Timeout(self._limits.deadline_s, connect=connect_s, pool=None)
        request = self._client.build_request(
            "GET",
            target.url,
            headers=headers,
            timeout=timeout,
            extensions={"trace": self._peer_check(target)},
        )
        response = await self._client.send(request, stream=True)
        try:
            self._note_peer(target, response)
            reply = Reply(response.status_code, response.headers)
            if reply.status in WITH_BODY:
                reply.came_whole = _has_framing(response.headers)
                reply.body = await self._body(target, response)
            return reply
        finally:
            await response.aclose()

    async def _body(self, target: Target, response: httpx.Response) -> bytes:
        limits = self._limits
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and int(announced[:20]) > limits.wire_bytes:
            raise failures.too_large(target, limits.wire_bytes, unpacked=False)
        try:
            unpacker = unpacker_of(
                response.headers.get("content-encoding", ""), limits.unpacked_bytes
            )
            received = 0
            async for piece in response.aiter_raw():
                received += len(piece)
                if received > limits.wire_bytes:
                    raise failures.too_large(target, limits.wire_bytes, unpacked=False)
                unpacker.feed(piece)
            return unpacked_file(unpacker.finish(), limits.unpacked_bytes)
        except TooLargeError as error:
            raise failures.too_large(target, limits.unpacked_bytes, unpacked=True) from error
        except BrokenPackingError as error:
            raise failures.broken_packing(target) from error

    def _peer_check(self, target: Target) -> Callable[[str, dict[str, Any]], Awaitable[None]]:
        """A trace for httpcore that looks at the address connected to before a byte is sent.

        A name may lead elsewhere than it did when it was looked up, so the name proves nothing.
        """
        is_direct = False

        async def look(event: str, details: dict[str, Any]) -> None:
            nonlocal is_direct
            if event == "connection.connect_tcp.started":
                # Behind a proxy the connection goes to the proxy, which is the user's own.
                is_direct = details["host"] == target.host
            elif event == "connection.connect_tcp.complete" and is_direct and self._is_redirect:
                stream = details["return_value"]
                peer = stream.get_extra_info("server_addr")
                try:
                    self._check_hop(target, str(peer[0]))
                except FailedFetch:
                    await stream.aclose()
                    raise

        return look

    def _check_hop(self, target: Target, host: str) -> None:
        check_hop(target, host, from_public=self._was_public, by=self._led_by)

    def _note_peer(self, target: Target, response: httpx.Response) -> None:
        """Remember whether this hop was on the open net; a connection kept alive is checked too."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        host = str(peer[0]) if peer else target.host
        if self._is_redirect:
            self._check_hop(target, host)
        self._was_public = self._was_public or not is_private(host)


def _has_framing(headers: httpx.Headers) -> bool:
    """Whether the answer itself says where its body ends."""
    return "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
