"""What the feeds of a sync brought, written as it is ready: all that waits in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from finews_tui.library.threads import run_in_thread
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.store import article_writes as saving
from finews_tui.store.article_writes import IndexRow
from finews_tui.store.database import Connection, Database

Write = Callable[[Connection, list[IndexRow]], SyncOutcome]
"""Writes one feed's news; what the index is to be told it leaves in the list."""

# As many as a folder writes at once: about 0.3 s with the write lock.
_MOST_ENTRIES = 1000
# What comes within so long is written together: a commit takes as long as fifty articles.
_GATHER_S = 0.1


@dataclass(slots=True, eq=False)
class _Job:
    write: Write
    entries: int
    outcome: SyncOutcome | None = field(default=None, init=False)


class WriteQueue:
    """Writes into the cache for many feeds, of which each is kept whole or not at all.

    The first is written at once; what becomes ready meanwhile shares the next transaction, for a
    commit with its part of the index costs more than the articles of a small feed.
    """

    def __init__(self, cache: Database) -> None:
        self._cache = cache
        self._turn = asyncio.Lock()
        self._waiting: list[_Job] = []
        self._has_written = False

    async def write(self, write: Write, entries: int) -> SyncOutcome:
        """Have `write` called in a transaction that it may share; `entries` is how much it writes.

        Raises:
            StoreError: nothing of that transaction was written.
        """
        job = _Job(write, entries)
        self._waiting.append(job)
        try:
            while job.outcome is None:
                async with self._turn:
                    # Whoever had the turn before may have written for this one too.
                    if job.outcome is None:
                        if job.entries and self._has_written and self._is_roomy:
                            await asyncio.sleep(_GATHER_S)
                        await run_in_thread(self._write, self._next())
            return job.outcome
        finally:
            self._waiting.remove(job)

    @property
    def _is_roomy(self) -> bool:
        """Whether the next transaction has room for more than what waits."""
        return sum(job.entries for job in self._waiting if job.outcome is None) < _MOST_ENTRIES

    def _next(self) -> list[_Job]:
        """Those that waited longest, as many as one transaction shall write."""
        some: list[_Job] = []
        entries = 0
        for job in self._waiting:
            if job.outcome is not None:
                continue
            entries += job.entries
            if some and entries > _MOST_ENTRIES:
                break
            some.append(job)
        return some

    def _write(self, some: Sequence[_Job]) -> None:
        unindexed: list[IndexRow] = []
        with self._cache.writing() as cache:
            outcomes = [job.write(cache, unindexed) for job in some]
            saving.add_to_index(cache, unindexed)
        for job, outcome in zip(some, outcomes, strict=True):
            job.outcome = outcome
        self._has_written = True
