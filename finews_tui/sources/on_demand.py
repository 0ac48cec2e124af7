"""What is fetched on the user's wish: over one client, in turns, read by a process of its own."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from finews_tui.sources.http.client import Answer, Limits, get, make_client
from finews_tui.sources.http.host_limiter import Turns
from finews_tui.sources.worker_process import WorkerProcess


class OnDemand:
    """Fetches what an article names, and has a process that reads what came.

    An async context manager; leaving it closes connections and ends the process. `module` has the
    `main` that the process runs, `accept` is what servers are told.

    Raises on entering:
        FetchError: the certificates that the environment names cannot be read.
    """

    def __init__(self, limits: Limits, module: str, accept: str) -> None:
        self._limits = limits
        self._accept = accept
        self._turns = Turns()
        self._worker = WorkerProcess(module)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._client = await self._stack.enter_async_context(make_client())
        await self._stack.enter_async_context(self._worker)
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def _get(self, address: str, found_at: str) -> Answer:
        """What `address`, which stands in the news of the host `found_at`, answers.

        Raises:
            FetchError: it could not be fetched.
        """
        return await get(
            self._client,
            address,
            limits=self._limits,
            accept=self._accept,
            turns=self._turns,
            found_at=found_at,
        )
