"""The processes that read the feeds of a sync: no more of them than are of use."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from types import TracebackType

from finews_tui.library.sync import feed_jobs as feed_reading
from finews_tui.library.sync.feed_jobs import ReadFeed
from finews_tui.sources.feeds.worker import FeedWorker
from finews_tui.sources.http.client import Answer

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
            worker = FeedWorker(feed_reading.__name__)
            self._free.put_nowait(await self._stack.enter_async_context(worker))
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def read(self, answer: Answer, source: str, known: Mapping[int, bytes]) -> ReadFeed:
        """What the feed of a source brings; `known` are the hashes of its articles by their keys.

        Raises:
            FeedError: the answer is no feed, or takes too long to read.
        """
        worker = await self._free.get()
        try:
            read = await worker.read(
                (answer.body, answer.url, answer.content_type, answer.came_whole, source, known)
            )
        finally:
            self._free.put_nowait(worker)
        assert isinstance(read, ReadFeed)
        return read
