"""Group commit: updates of several feeds share a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from finews_tui.library.threads import run_in_thread
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.store.article_writes import IndexRow, add_to_index
from finews_tui.store.database import Connection, Database

Write = Callable[[Connection, list[IndexRow]], SyncOutcome]
"""Writes the update of a feed, and appends rows for the full-text index to the list."""

# Limits how long the write lock is held: about 0.3 s.
_MAX_ENTRIES = 1000
# Updates within this time share a commit, which costs as much as 50 articles.
_GATHER_S = 0.1


@dataclass(slots=True, eq=False)
class _Job:
    write: Write
    entries: int
    outcome: SyncOutcome | None = field(default=None, init=False)


class WriteQueue:
    """Writes feed updates, each of them atomically.

    The first update is written immediately. Updates queued while a transaction runs are committed
    together, because a commit and its index segment cost more than the articles of a small feed.
    """

    def __init__(self, cache: Database) -> None:
        self._cache = cache
        self._writing = asyncio.Lock()
        self._queued: list[_Job] = []
        self._has_written = False

    async def write(self, write: Write, entries: int) -> SyncOutcome:
        """Call `write` in a transaction, possibly shared; it writes up to `entries`.

        Raises:
            StoreError: the transaction was rolled back.
        """
        job = _Job(write, entries)
        self._queued.append(job)
        try:
            while job.outcome is None:
                async with self._writing:
                    # The previous holder of the lock may have written this job.
                    if job.outcome is None:
                        if job.entries and self._has_written and self._has_room:
                            await asyncio.sleep(_GATHER_S)
                        await run_in_thread(self._write, self._next_jobs())
            return job.outcome
        finally:
            self._queued.remove(job)

    @property
    def _has_room(self) -> bool:
        """Whether the next transaction has room for more than the queued jobs."""
        return sum(job.entries for job in self._queued if job.outcome is None) < _MAX_ENTRIES

    def _next_jobs(self) -> list[_Job]:
        """Return the oldest jobs that fit into one transaction."""
        jobs: list[_Job] = []
        entries = 0
        for job in self._queued:
            if job.outcome is not None:
                continue
            entries += job.entries
            if jobs and entries > _MAX_ENTRIES:
                break
            jobs.append(job)
        return jobs

    def _write(self, jobs: Sequence[_Job]) -> None:
        unindexed: list[IndexRow] = []
        with self._cache.writing() as cache:
            outcomes = [job.write(cache, unindexed) for job in jobs]
            add_to_index(cache, unindexed)
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.outcome = outcome
        self._has_written = True
