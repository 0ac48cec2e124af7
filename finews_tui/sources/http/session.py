"""Fetches of one kind over one client, a few connections to each host."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from finews_tui.sources.http.client import Answer, Limits, get, make_client
from finews_tui.sources.http.host_limiter import Turns


class FetchSession:
    """Client for resources that articles link to: pages and images.

    An async context manager; leaving it closes the connections. `accept` is the value of the
    request header.

    Raises on entering:
        FetchError: the certificates that the environment names cannot be read.
    """

    def __init__(self, limits: Limits, accept: str) -> None:
        self._limits = limits
        self._accept = accept
        self._host_limiter = Turns()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._client = await self._stack.enter_async_context(make_client())
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def get(self, url: str, found_at: str) -> Answer:
        """Fetch `url`, which an article of the host `found_at` links to.

        Raises:
            FetchError: the request failed.
        """
        return await get(
            self._client,
            url,
            limits=self._limits,
            accept=self._accept,
            turns=self._host_limiter,
            found_at=found_at,
        )
