"""A single HTTP request with limits on time, size and addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from finews_tui.sources.http import error_messages
from finews_tui.sources.http.address_policy import (
    LINK,
    REDIRECT,
    FetchTarget,
    HttpError,
    check_redirect,
    is_private,
)
from finews_tui.sources.http.cache_headers import Validators, conditional_headers
from finews_tui.sources.http.decompression import (
    DecompressionError,
    TooLargeError,
    decompress_gzip_file,
    decompressor_for,
)
from finews_tui.sources.http.digest_login import digest_authorization
from finews_tui.sources.http.fetch_cookies import FetchCookies
from finews_tui.sources.http.response_heads import accept_malformed_headers

STATUSES_WITH_BODY = frozenset({200, 203})

_UNAUTHORIZED = 401
_NEW_STREAM_EVENTS = (".connect_tcp.complete", ".start_tls.complete")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits of one fetch. The deadline starts once a connection slot is free."""

    deadline_s: float = 30
    connect_s: float = 10
    max_redirects: int = 10
    max_wire_bytes: int = 16 << 20
    max_decompressed_bytes: int = 16 << 20


@dataclass(slots=True)
class RawResponse:
    """Response to one request; the body is only read for `STATUSES_WITH_BODY`."""

    status: int
    headers: httpx.Headers
    body: bytes = b""
    has_known_length: bool = True


class HttpRequest:
    """Requests of one fetch: the URL, then its redirects.

    Tracks the remaining time, cookies, and whether a public host was involved. If `linked_from` is
    not empty, the first URL comes from an article of that host and is checked like a redirect from
    it.
    """

    def __init__(
        self, client: httpx.AsyncClient, limits: FetchLimits, accept: str, linked_from: str = ""
    ) -> None:
        self._client = client
        self._limits = limits
        self._accept = accept
        self._seconds_left = limits.deadline_s
        self._is_redirect = bool(linked_from)
        self._was_public = bool(linked_from) and not is_private(linked_from)
        self._cause = LINK if linked_from else REDIRECT
        self._cookies = FetchCookies()

    def cookie_header(self, target: FetchTarget) -> bytes:
        """Return the cookies that will be sent to `target`."""
        return self._cookies.header(target)

    async def send(self, target: FetchTarget, validators: Validators) -> RawResponse:
        """Send a request and read its response within the remaining time.

        Raises:
            HttpError: the request failed, or exceeded a limit.
        """
        if self._is_redirect:
            self._check_redirect(target, target.host)
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        try:
            async with asyncio.timeout(max(self._seconds_left, 0)):
                return await self._send(target, validators)
        except TimeoutError as error:
            raise error_messages.timeout_error(target, self._limits.deadline_s) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            raise error_messages.transport_error(error, target) from error
        finally:
            self._seconds_left -= loop.time() - started_at
            self._is_redirect = True
            self._cause = REDIRECT

    async def _send(self, target: FetchTarget, validators: Validators) -> RawResponse:
        response = await self._send_once(target, validators, target.authorization)
        if response.status == _UNAUTHORIZED and target.credentials is not None:
            request = httpx.Request("GET", target.url)
            answer = digest_authorization(request, response.headers, target.credentials)
            if answer:
                response = await self._send_once(target, validators, answer)
        return response

    async def _send_once(
        self, target: FetchTarget, validators: Validators, authorization: bytes
    ) -> RawResponse:
        headers = [(b"Accept", self._accept.encode()), *conditional_headers(validators)]
        if authorization:
            headers.append((b"Authorization", authorization))
        if cookies := self._cookies.header(target):
            headers.append((b"Cookie", cookies))
        # Below the deadline: a handshake that is cancelled from outside leaves its socket open.
        connect_s = min(self._limits.connect_s, 0.9 * self._seconds_left)
        timeout = httpx.Timeout(self._limits.deadline_s, connect=connect_s, pool=None)
        request = self._client.build_request(
            "GET",
            target.url,
            headers=headers,
            timeout=timeout,
            extensions={"trace": self._connection_trace(target)},
        )
        response = await self._client.send(request, stream=True)
        try:
            self._check_connection(target, response)
            self._cookies.store(target, response.headers)
            raw_response = RawResponse(response.status_code, response.headers)
            if raw_response.status in STATUSES_WITH_BODY:
                raw_response.has_known_length = _has_known_length(response.headers)
                raw_response.body = await self._read_body(target, response)
            return raw_response
        finally:
            await response.aclose()

    async def _read_body(self, target: FetchTarget, response: httpx.Response) -> bytes:
        max_wire_bytes = self._limits.max_wire_bytes
        max_decompressed_bytes = self._limits.max_decompressed_bytes
        content_length = response.headers.get("content-length", "")
        if content_length.isdigit() and int(content_length[:20]) > max_wire_bytes:
            raise error_messages.too_large_error(target, max_wire_bytes, decompressed=False)
        try:
            decompressor = decompressor_for(
                response.headers.get("content-encoding", ""), max_decompressed_bytes
            )
            received = 0
            async for chunk in response.aiter_raw():
                received += len(chunk)
                if received > max_wire_bytes:
                    raise error_messages.too_large_error(target, max_wire_bytes, decompressed=False)
                decompressor.feed(chunk)
            return decompress_gzip_file(decompressor.finish(), max_decompressed_bytes)
        except TooLargeError as error:
            raise error_messages.too_large_error(
                target, max_decompressed_bytes, decompressed=True
            ) from error
        except DecompressionError as error:
            raise error_messages.decompression_error(target) from error

    def _connection_trace(
        self, target: FetchTarget
    ) -> Callable[[str, dict[str, Any]], Awaitable[None]]:
        """Return a trace for httpcore that checks and prepares new connections.

        The peer is checked before data is sent: a host name may resolve to another address than
        when it was checked (DNS rebinding).
        """
        is_direct = False

        async def trace(event: str, details: dict[str, Any]) -> None:
            nonlocal is_direct
            if event == "connection.connect_tcp.started":
                # Through a proxy the peer is the proxy, which the user configured.
                is_direct = details["host"] == target.host
            elif event == "connection.connect_tcp.complete" and is_direct and self._is_redirect:
                stream = details["return_value"]
                peer = stream.get_extra_info("server_addr")
                try:
                    self._check_redirect(target, str(peer[0]))
                except HttpError:
                    await stream.aclose()
                    raise
            if event.endswith(_NEW_STREAM_EVENTS):
                accept_malformed_headers(details["return_value"])

        return trace

    def _check_redirect(self, target: FetchTarget, host: str) -> None:
        check_redirect(target, host, from_public=self._was_public, cause=self._cause)

    def _check_connection(self, target: FetchTarget, response: httpx.Response) -> None:
        """Check the peer of a connection, also of a reused one, and note if it is public."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        host = str(peer[0]) if peer else target.host
        if self._is_redirect:
            self._check_redirect(target, host)
        self._was_public = self._was_public or not is_private(host)


def _has_known_length(headers: httpx.Headers) -> bool:
    """Return whether the headers tell where the body ends."""
    return "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
