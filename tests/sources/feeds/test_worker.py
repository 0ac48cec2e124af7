"""Feed parsing in a worker process: the same result, and feed errors for failures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finews_tui.errors import FeedError
from finews_tui.sources.feeds.parse import parse_feed
from finews_tui.sources.feeds.worker import call_for_feed, parse_feed_in_worker
from finews_tui.system.worker_pool import WorkerPool
from tests.sources.feed_documents import RSS_ITEM, URL, feed_of, rss
from tests.system.worker_functions import crash_on_feed, exhaust_memory_on_feed, hang_on_feed


async def test_worker_parses_feed_as_in_process() -> None:
    assert await parse_feed_in_worker(rss(RSS_ITEM), url=URL) == feed_of(rss(RSS_ITEM))
    without_texts = await parse_feed_in_worker(rss(RSS_ITEM), url=URL, with_texts=False)
    assert without_texts == parse_feed(rss(RSS_ITEM), url=URL, with_texts=False)


async def test_worker_raises_error_of_parser() -> None:
    with pytest.raises(FeedError, match="not a feed"):
        await parse_feed_in_worker(b"words", url=URL)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (crash_on_feed, "too broken to be read: its reading failed"),
        (hang_on_feed, r"takes more than 0\.5 s to read; refused"),
        (exhaust_memory_on_feed, "takes more than 1024 MiB of memory to read; refused"),
    ],
)
async def test_failed_worker_is_an_error_of_one_feed(
    function: Callable[..., None], message: str
) -> None:
    with WorkerPool() as pool:
        with pytest.raises(FeedError, match=message):
            await call_for_feed(pool, function, (), deadline_s=0.5)
        assert await call_for_feed(pool, len, (b"feed",)) == 4
