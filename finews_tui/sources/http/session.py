"""Fetches of one kind over one client, a few connections to each host."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from finews_tui.sources.http.client import FetchResult, create_client, fetch
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.request import FetchLimits


class FetchSession:
    """Client for resources that articles link to: pages and images.

    An async context manager; leaving it closes the connections. `accept` is the value of the
    request header.

    Raises on entering:
        FetchError: the certificates that the environment names cannot be read.
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
        """Fetch `url`, which an article of the host `linked_from` links to.

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
