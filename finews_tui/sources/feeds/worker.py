"""Parse feeds in a worker process with limits on time and memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.system.worker_pool import (
    WorkerError,
    WorkerMemoryError,
    WorkerPool,
    WorkerTimeoutError,
)

if TYPE_CHECKING:
    from finews_tui.sources.feeds.parse import Feed

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")

DEADLINE_S = 20.0
"""The slowest valid feed (100,000 links in one article) takes 3 s on an idle machine."""
MEMORY_BYTES = 1 << 30


async def call_for_feed(
    pool: WorkerPool,
    function: Callable[[*_Arguments], _Result],
    arguments: tuple[*_Arguments],
    *,
    deadline_s: float = DEADLINE_S,
) -> _Result:
    """Run `function`, which parses a feed, in a worker process.

    Raises:
        FeedError: raised by `function`, or its limit of time or memory was exceeded.
    """
    try:
        return await pool.call(
            function, arguments, deadline_s=deadline_s, memory_bytes=MEMORY_BYTES
        )
    except WorkerTimeoutError as error:
        message = tr("parsing timed out after {seconds:g} s; feed rejected", seconds=deadline_s)
        raise FeedError(message) from error
    except WorkerMemoryError as error:
        size = MEMORY_BYTES >> 20
        message = tr("parsing needs more than {size} MiB of memory; feed rejected", size=size)
        raise FeedError(message) from error
    except WorkerError as error:
        raise FeedError(tr("cannot parse feed; the parser crashed")) from error


async def parse_feed_in_worker(
    data: bytes,
    *,
    url: str,
    content_type: str = "",
    has_known_length: bool = True,
    with_texts: bool = True,
) -> Feed:
    """Run `parse_feed` in a worker process.

    Raises:
        FeedError: raised by `parse_feed`, or its limit of time or memory was exceeded.
    """
    with WorkerPool() as pool:
        arguments = (data, url, content_type, has_known_length, with_texts)
        return await call_for_feed(pool, _parse, arguments)


def _parse(
    data: bytes, url: str, content_type: str, has_known_length: bool, with_texts: bool
) -> Feed:
    # The parsers are slow to import, and only needed in the worker process.
    from finews_tui.sources.feeds.parse import parse_feed

    return parse_feed(
        data,
        url=url,
        content_type=content_type,
        has_known_length=has_known_length,
        with_texts=with_texts,
    )
