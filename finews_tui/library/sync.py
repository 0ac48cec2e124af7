"""Sync: bring sources' news into the cache, one outcome for each source."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from finews_tui.errors import SourceError
from finews_tui.library.changes import Horizon
from finews_tui.library.collecting import Collection, Progress, collect_directory
from finews_tui.library.library import Library
from finews_tui.library.lock import sync_lock
from finews_tui.library.stores import Stores
from finews_tui.model.source import Source, SourceKind, SyncOutcome, SyncStatus
from finews_tui.store import marks
from finews_tui.store import sources as source_rows
from finews_tui.store.saving import unix_seconds

__all__ = ["Progress", "sync"]

_NEVER = -(1 << 62)


async def sync(
    library: Library,
    names: Sequence[str] = (),
    *,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> list[SyncOutcome]:
    """Sync the named sources, or all; `force` reads unchanged files too.

    A source that fails is a value among the outcomes. May be cancelled at any moment: what is
    written stays, and the next sync goes on from there. `progress` is called from other threads.

    Raises:
        NotFoundError: no source of that name.
        StoreError: the databases cannot be written, or another sync is running.
    """
    sources = [library.source(name).source for name in names] or list(library.config.sources)
    stop = threading.Event()
    tell = progress or _tell_nobody
    work = asyncio.ensure_future(asyncio.to_thread(_sync_all, library, sources, force, tell, stop))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        stop.set()
        await work
        raise


def _sync_all(
    library: Library,
    sources: Sequence[Source],
    force: bool,
    progress: Callable[[Progress], None],
    stop: threading.Event,
) -> list[SyncOutcome]:
    outcomes = []
    with sync_lock(library.paths.cache_directory / "sync.lock"):
        for source in sources:
            if stop.is_set():
                break
            outcome = _sync_one(library, source, force, progress, stop)
            with library.stores.cache.writing() as cache:
                source_rows.keep_outcome(cache, outcome, library.stores.clock())
            progress(Progress(source.name, 0, 0, outcome.new, "done"))
            outcomes.append(outcome)
    return outcomes


def _sync_one(
    library: Library,
    source: Source,
    force: bool,
    progress: Callable[[Progress], None],
    stop: threading.Event,
) -> SyncOutcome:
    stores = library.stores
    with stores.cache.writing() as cache:
        source_id = source_rows.source_id(cache, source.name)
    try:
        if source.kind is not SourceKind.DIRECTORY:
            raise SourceError("feeds come with the next version; remove it or wait for that")
        return collect_directory(
            Collection(
                stores,
                source,
                source_id,
                _horizon(stores, source, library.config.sync.unread_horizon_days),
                library.config.sync.include_drafts,
                force,
                progress,
                stop,
            )
        )
    except SourceError as error:
        return SyncOutcome(source.name, SyncStatus.FAILED, error_code=error.code, error=str(error))


def _horizon(stores: Stores, source: Source, days: int) -> Horizon:
    """When articles of this source count as read by their age; set at its first sync."""
    present = unix_seconds(stores.clock() - timedelta(days=days)) if days else None
    with stores.state.writing() as state:
        marks.set_read_before(state, source.name, _NEVER if present is None else present)
        first = marks.read_before(state, source.name)
    return Horizon(first, present)


def _tell_nobody(_: Progress) -> None:
    """Progress that no one asked for."""
