"""Worker pools of a sync, which parse feeds and posts in other processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import TYPE_CHECKING

from finews_tui.i18n.catalog import tr
from finews_tui.library.sync.feed_jobs import PreparedFeed, prepare_feed
from finews_tui.library.sync.post_jobs import PostFolder, PreparedPost, prepare_posts
from finews_tui.model.post_file import PostFile
from finews_tui.sources.feeds.worker import call_for_feed
from finews_tui.system.worker_pool import WorkerError, WorkerPool

if TYPE_CHECKING:
    # httpx is slow to import, and folders do not need it.
    from finews_tui.sources.http.client import FetchResult

_MAX_PROCESSES = 4
# A feed that runs into its deadline must not block the others.
_MIN_FEED_PROCESSES = 2
# Keeps the processes busy while a batch is written, with little memory.
_QUEUED_JOBS = 12
# A job of 100 posts takes 0.2 s. Failed jobs are split, so this is the limit for a single post.
_POSTS_DEADLINE_S = 60.0
_POSTS_MEMORY_BYTES = 2 << 30


def feed_worker_pool() -> WorkerPool:
    """Create the pool that parses the feeds of one sync."""
    return WorkerPool(max(_MIN_FEED_PROCESSES, _process_count()))


def post_worker_pool() -> WorkerPool:
    """Create the pool that parses the posts of one folder."""
    return WorkerPool(_process_count())


def _process_count() -> int:
    return min(os.cpu_count() or 1, _MAX_PROCESSES)


async def prepare_feed_in_worker(
    pool: WorkerPool, response: FetchResult, source: str, known_hashes: Mapping[int, bytes]
) -> PreparedFeed:
    """Parse the feed of a source; `known_hashes` has entry hashes by article key.

    Raises:
        FeedError: the response is not a feed, or takes too much time or memory.
    """
    arguments = (
        response.body,
        response.url,
        response.content_type,
        response.has_known_length,
        source,
        known_hashes,
    )
    return await call_for_feed(pool, prepare_feed, arguments)


def prepare_posts_in_workers(
    pool: WorkerPool, folder: PostFolder, jobs: Iterable[Sequence[PostFile]]
) -> Iterator[list[PreparedPost]]:
    """Parse posts and yield the results of each job as it completes.

    A failed job is split in half repeatedly to isolate the post that crashes its process. That post
    gets a warning instead of an entry.
    """
    running: dict[Future[list[PreparedPost]], Sequence[PostFile]] = {}

    def submit(posts: Sequence[PostFile]) -> None:
        future = pool.submit(
            prepare_posts,
            (folder, posts),
            deadline_s=_POSTS_DEADLINE_S,
            memory_bytes=_POSTS_MEMORY_BYTES,
        )
        running[future] = posts

    queue = iter(jobs)
    for job in islice(queue, _QUEUED_JOBS):
        submit(job)
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            posts = running.pop(future)
            try:
                parsed = future.result()
            except WorkerError:
                if len(posts) > 1:
                    submit(posts[: len(posts) // 2])
                    submit(posts[len(posts) // 2 :])
                    continue
                parsed = [_unreadable(posts[0])]
            for job in islice(queue, 1):
                submit(job)
            yield parsed


def _unreadable(post: PostFile) -> PreparedPost:
    warning = tr("{entry_id}: parser crashed, post skipped", entry_id=post.entry_id)
    return post._replace(content_hash=b"", warnings=(warning,)), None
