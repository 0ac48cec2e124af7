"""Feed parsing in a worker process: same results, feed errors for failures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finews_tui.errors import FeedError
from finews_tui.sources.feeds.parse import parse_feed
from finews_tui.sources.feeds.worker import call_for_feed, parse_feed_in_worker
from finews_tui.system.worker_pool import WorkerPool
from tests.sources.feed_documents import RSS_ITEM, URL, parse, rss
from tests.system.worker_functions import crash_on_feed, exhaust_memory_on_feed, hang_on_feed


async def test_worker_parses_feed_as_in_process() -> None:
    assert await parse_feed_in_worker(rss(RSS_ITEM), url=URL) == parse(rss(RSS_ITEM))
    without_texts = await parse_feed_in_worker(rss(RSS_ITEM), url=URL, with_texts=False)
    assert without_texts == parse_feed(rss(RSS_ITEM), url=URL, with_texts=False)


async def test_worker_raises_error_of_parser() -> None:
    with pytest.raises(FeedError, match="not a feed"):
        await parse_feed_in_worker(b"words", url=URL)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (crash_on_feed, "the parser crashed"),
        (hang_on_feed, r"timed out after 0\.5 s; feed rejected"),
        (exhaust_memory_on_feed, "needs more than 1024 MiB of memory; feed rejected"),
    ],
)
async def test_worker_failure_affects_one_feed(function: Callable[..., None], message: str) -> None:
    with WorkerPool() as pool:
        with pytest.raises(FeedError, match=message):
            await call_for_feed(pool, function, (), deadline_s=0.5)
        assert await call_for_feed(pool, len, (b"feed",)) == 4
