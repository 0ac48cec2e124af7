"""Sync: bring sources' news into the cache, one outcome for each source."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from finews_tui.errors import SourceError
from finews_tui.library.sources import Sources
from finews_tui.library.stores import Stores
from finews_tui.library.sync.folders import FolderSync, Progress, sync_folder
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.sync.outcomes import record_outcome
from finews_tui.library.sync.reindex import rebuild_index_if_outdated
from finews_tui.library.threads import run_in_thread, wait_until_done
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import source_metadata as source_notes
from finews_tui.store import sources as source_rows
from finews_tui.store import user_state as marks
from finews_tui.store.name_pinyin import has_pinyin

__all__ = ["Progress", "sync"]

_NEVER = -(1 << 62)


async def sync(
    stores: Stores,
    names: Sequence[str] = (),
    *,
    force: bool = False,
    automatic: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> list[SyncOutcome]:
    """Sync the named sources, or all: folders one after the other, feeds beside them at once.

    `force` reads unchanged files too, asks feeds that rest, and sends them no validators; an
    `automatic` sync leaves alone the feeds that are not due, and what is asked by hand only. A
    source that fails is a value among the outcomes. May be cancelled at any moment: what is written
    stays, and the next sync goes on from there. `progress` is called from other threads too.

    Raises:
        NotFoundError: no source of that name.
        StoreError: the databases cannot be written, or another sync is running.
    """
    sources = [stores.source(name) for name in names] or list(stores.config.sources)
    sources = list({source.name: source for source in sources}.values())
    folders = [source for source in sources if source.kind is SourceKind.DIRECTORY]
    if automatic:
        folders = [source for source in folders if source.every_min != 0]
    feeds = [source for source in sources if source.kind is SourceKind.FEED]
    tell = progress or _tell_nobody
    async with _locked(stores.paths.cache_directory / "sync.lock"):
        await run_in_thread(rebuild_index_if_outdated, stores, _telling_of(sources, tell))
        cutoffs = await run_in_thread(age_cutoffs, stores, sources)
        parts = [asyncio.ensure_future(_folders(stores, folders, cutoffs, force, tell))]
        if feeds:
            # The network's library takes long to import, and folders need none of it.
            from finews_tui.library.sync.feeds import SyncOptions, sync_feeds

            asked = SyncOptions(force, automatic, tell)
            parts.append(asyncio.ensure_future(sync_feeds(stores, feeds, cutoffs, asked)))
        try:
            done = {one.source: one for part in await asyncio.gather(*parts) for one in part}
            if any(source.full_text for source in sources):
                from finews_tui.library.sync.full_texts import sync_full_texts

                done |= await sync_full_texts(stores, sources, done, tell)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
        await run_in_thread(_forget_removed, stores)
        await run_in_thread(_look_after_names, stores, list(done.values()))
        outcomes = [done[source.name] for source in sources if source.name in done]
        if stores.config.sync.keep_days:
            from finews_tui.library.sync.retention import delete_expired

            outcomes = await delete_expired(stores, outcomes, cutoffs)
    return outcomes


def _look_after_names(stores: Stores, outcomes: Sequence[SyncOutcome]) -> None:
    """Spell the names that came with the news, where some came, or those of an older cache."""
    with stores.cache.reading() as cache:
        is_fresh = not has_pinyin(cache)
    if is_fresh or any(outcome.new or outcome.updated for outcome in outcomes):
        from finews_tui.library.sync.name_pinyin import add_missing_pinyin

        add_missing_pinyin(stores, stores.config)


@asynccontextmanager
async def _locked(path: Path) -> AsyncIterator[None]:
    """The lock of all syncs, waited for in a thread."""
    lock = sync_lock(path)
    entering = asyncio.ensure_future(asyncio.to_thread(lock.__enter__))
    try:
        await asyncio.shield(entering)
    except asyncio.CancelledError:
        await asyncio.wait([entering])
        if entering.exception() is None:
            lock.__exit__(None, None, None)
        raise
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


async def _folders(
    stores: Stores,
    sources: Sequence[Source],
    cutoffs: Mapping[str, AgeCutoff],
    force: bool,
    progress: Callable[[Progress], None],
) -> list[SyncOutcome]:
    """The folders, read in a thread that stops soon after it is told to."""
    stop = threading.Event()
    work = asyncio.ensure_future(
        asyncio.to_thread(_sync_folders, stores, sources, cutoffs, force, progress, stop)
    )
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        stop.set()
        await wait_until_done(work)
        raise


def _sync_folders(
    stores: Stores,
    sources: Sequence[Source],
    cutoffs: Mapping[str, AgeCutoff],
    force: bool,
    progress: Callable[[Progress], None],
    stop: threading.Event,
) -> list[SyncOutcome]:
    outcomes = []
    for source in sources:
        if stop.is_set():
            break
        outcome = _sync_folder(stores, source, cutoffs[source.name], force, progress, stop)
        with stores.cache.writing() as cache:
            record_outcome(stores, cache, outcome)
        progress(Progress(source.name, 0, 0, outcome.new, "done"))
        outcomes.append(outcome)
    return outcomes


def _sync_folder(
    stores: Stores,
    source: Source,
    cutoff: AgeCutoff,
    force: bool,
    progress: Callable[[Progress], None],
    stop: threading.Event,
) -> SyncOutcome:
    with stores.cache.writing() as cache:
        source_id = source_rows.ensure_source_id(cache, source.name)
    drafts = stores.config.sync.include_drafts
    try:
        return sync_folder(
            FolderSync(stores, source, source_id, cutoff, drafts, force, progress, stop)
        )
    except SourceError as error:
        return SyncOutcome(source.name, SyncStatus.FAILED, error_code=error.code, error=str(error))


def age_cutoffs(stores: Stores, sources: Sequence[Source]) -> dict[str, AgeCutoff]:
    """When articles of each source count as read by their age, set at its first sync; and when
    those of a feed are too old to be kept."""
    present = _days_ago(stores, stores.config.sync.unread_horizon_days)
    too_old = _days_ago(stores, stores.config.sync.keep_days)
    cutoffs = {}
    with stores.state.writing() as state:
        for source in sources:
            marks.set_read_before(state, source.name, _NEVER if present is None else present)
            first = marks.read_before(state, source.name)
            oldest = too_old if source.kind is SourceKind.FEED else None
            cutoffs[source.name] = AgeCutoff(first, present, oldest)
    return cutoffs


def _days_ago(stores: Stores, days: int) -> int | None:
    return unix_seconds(stores.clock() - timedelta(days=days)) if days else None


def _forget_removed(stores: Stores) -> None:
    with stores.cache.reading() as cache:
        has_removed = bool(source_notes.source_removals(cache))
    if has_removed or Sources(stores).has_unfollowed():
        from finews_tui.library.changes.sources import delete_removed_sources

        delete_removed_sources(stores)


def _tell_nobody(_: Progress) -> None:
    """Progress that no one asked for."""


def _telling_of(
    sources: Sequence[Source], tell: Callable[[Progress], None]
) -> Callable[[int, int], None]:
    """Tells how far the index is made anew, as work on the first of the sources."""
    name = sources[0].name if sources else ""
    return lambda done, total: tell(Progress(name, done, total, 0, "indexing"))
