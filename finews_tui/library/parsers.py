"""The processes that parse the feeds of a sync: no more of them than are of use."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from types import TracebackType

from finews_tui.sources.feed import Feed
from finews_tui.sources.feed_worker import FeedWorker
from finews_tui.sources.fetch import Answer

_FEWEST = 2
_MOST = 4


class Parsers:
    """Takes each answer to a process that is free, a running one before a new one.

    An async context manager; leaving it ends the processes.
    """

    def __init__(self) -> None:
        self._stack = AsyncExitStack()
        self._free: asyncio.LifoQueue[FeedWorker] = asyncio.LifoQueue()

    async def __aenter__(self) -> Parsers:
        # Two at least: a feed that takes its whole time does not hold up the others.
        for _ in range(max(_FEWEST, min(os.cpu_count() or 1, _MOST))):
            self._free.put_nowait(await self._stack.enter_async_context(FeedWorker()))
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def parse(self, answer: Answer) -> Feed:
        """The feed that an answer is.

        Raises:
            FeedError: it is none, or takes too long to read.
        """
        worker = await self._free.get()
        try:
            return await worker.parse(
                answer.body,
                url=answer.url,
                content_type=answer.content_type,
                came_whole=answer.came_whole,
            )
        finally:
            self._free.put_nowait(worker)
