"""Parse feeds in a worker process, which is killed if a feed takes too long."""

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
"""The slowest valid feed, 100,000 links in one article, takes 3 s on an idle machine."""
MEMORY_BYTES = 1 << 30


async def call_for_feed(
    pool: WorkerPool,
    function: Callable[[*_Arguments], _Result],
    arguments: tuple[*_Arguments],
    *,
    deadline_s: float = DEADLINE_S,
) -> _Result:
    """Call `function`, which parses a feed, in a worker process.

    Raises:
        FeedError: raised by `function`, or it took too much time or memory.
    """
    try:
        return await pool.call(
            function, arguments, deadline_s=deadline_s, memory_bytes=MEMORY_BYTES
        )
    except WorkerTimeoutError as error:
        message = tr("takes more than {seconds:g} s to read; refused", seconds=deadline_s)
        raise FeedError(message) from error
    except WorkerMemoryError as error:
        size = MEMORY_BYTES >> 20
        message = tr("takes more than {size} MiB of memory to read; refused", size=size)
        raise FeedError(message) from error
    except WorkerError as error:
        raise FeedError(tr("too broken to be read: its reading failed")) from error


async def parse_feed_in_worker(
    data: bytes,
    *,
    url: str,
    content_type: str = "",
    has_known_length: bool = True,
    with_texts: bool = True,
) -> Feed:
    """Call `parse_feed` in a worker process.

    Raises:
        FeedError: raised by `parse_feed`, or it took too much time or memory.
    """
    with WorkerPool() as pool:
        arguments = (data, url, content_type, has_known_length, with_texts)
        return await call_for_feed(pool, _parse, arguments)


def _parse(
    data: bytes, url: str, content_type: str, has_known_length: bool, with_texts: bool
) -> Feed:
    # Only the worker process needs the parsers, which take long to import.
    from finews_tui.sources.feeds.parse import parse_feed

    return parse_feed(
        data,
        url=url,
        content_type=content_type,
        has_known_length=has_known_length,
        with_texts=with_texts,
    )
