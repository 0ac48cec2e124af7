"""Group commit: the writes of many feeds share transactions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from finews_tui.library.threads import run_in_thread
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.store.article_writes import IndexRow, add_to_index
from finews_tui.store.database import Connection, Database

Write = Callable[[Connection, list[IndexRow]], SyncOutcome]
"""Writes the update of one feed, and appends rows for the full-text index to the list."""

# Bounds how long the write lock is held: about 0.3 s.
_MAX_ENTRIES = 1000
# Updates that arrive within this time share a commit, which costs as much as fifty articles.
_GATHER_S = 0.1


@dataclass(slots=True, eq=False)
class _Job:
    write: Write
    entries: int
    outcome: SyncOutcome | None = field(default=None, init=False)


class WriteQueue:
    """Writes the updates of many feeds, each of them whole or not at all.

    The first update is written at once. Those that arrive meanwhile share the next transaction: a
    commit and its part of the full-text index cost more than the articles of a small feed.
    """

    def __init__(self, cache: Database) -> None:
        self._cache = cache
        self._writing = asyncio.Lock()
        self._waiting: list[_Job] = []
        self._has_written = False

    async def write(self, write: Write, entries: int) -> SyncOutcome:
        """Call `write` in a transaction it may share; `entries` says how much it writes.

        Raises:
            StoreError: nothing of that transaction was written.
        """
        job = _Job(write, entries)
        self._waiting.append(job)
        try:
            while job.outcome is None:
                async with self._writing:
                    # Whoever held the lock before may have written this job too.
                    if job.outcome is None:
                        if job.entries and self._has_written and self._has_room:
                            await asyncio.sleep(_GATHER_S)
                        await run_in_thread(self._write, self._next_jobs())
            return job.outcome
        finally:
            self._waiting.remove(job)

    @property
    def _has_room(self) -> bool:
        """Whether the next transaction has room for more than what is waiting."""
        return sum(job.entries for job in self._waiting if job.outcome is None) < _MAX_ENTRIES

    def _next_jobs(self) -> list[_Job]:
        """Return the jobs that waited longest, as many as fit into one transaction."""
        jobs: list[_Job] = []
        entries = 0
        for job in self._waiting:
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
