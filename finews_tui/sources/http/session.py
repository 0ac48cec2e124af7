"""Shared HTTP client for pages and images, with few connections per host."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from finews_tui.sources.http.client import FetchResult, create_client, fetch
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.request import FetchLimits


class FetchSession:
    """Client for pages and images that articles link to.

    An async context manager that closes its connections on exit. `accept` is the value of the
    Accept header.

    Raises on entering:
        FetchError: SSL_CERT_FILE or SSL_CERT_DIR cannot be loaded.
    """

    def __init__(self, limits: FetchLimits, accept: str) -> None:
        self._limits = limits
        self._accept = accept
        self._host_limiter = HostLimiter()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._client = await self._stack.enter_async_context(create_client())
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def fetch(self, url: str, linked_from: str) -> FetchResult:
        """Fetch `url`, linked from an article of the host `linked_from`.

        Raises:
            FetchError: the request failed.
        """
        return await fetch(
            self._client,
            url,
            limits=self._limits,
            accept=self._accept,
            host_limiter=self._host_limiter,
            linked_from=linked_from,
        )
