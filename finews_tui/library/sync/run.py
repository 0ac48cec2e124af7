"""Runs a sync: all steps in order, with one outcome per source."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from finews_tui.library.stores import Stores
from finews_tui.library.sync.age_cutoffs import load_age_cutoffs
from finews_tui.library.sync.folders import sync_folders
from finews_tui.library.sync.lock import sync_lock
from finews_tui.library.sync.progress import ReportProgress, SyncProgress, ignore_progress
from finews_tui.library.sync.reindex import rebuild_index_if_outdated
from finews_tui.library.sync.retention import delete_expired, delete_removed_sources
from finews_tui.library.threads import run_in_thread
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.store.name_pinyin import has_pinyin


async def sync(
    stores: Stores,
    names: Sequence[str] = (),
    *,
    force: bool = False,
    automatic: bool = False,
    progress: ReportProgress | None = None,
) -> list[SyncOutcome]:
    """Sync the named sources, by default all: folders one by one, feeds concurrently.

    With `force`, unchanged files are read again, and feeds are requested unconditionally, even if
    their server asked to back off. An `automatic` sync skips feeds that are not due and sources
    with manual sync. Failures are reported in the outcomes. A sync can be cancelled at any time;
    the next one continues from there.

    Raises:
        NotFoundError: one of the sources does not exist.
        StoreError: the databases cannot be written, or another sync is running.
    """
    sources = [stores.source(name) for name in names] or list(stores.config.sources)
    sources = list({source.name: source for source in sources}.values())
    folders = [source for source in sources if source.kind is SourceKind.DIRECTORY]
    if automatic:
        folders = [source for source in folders if source.every_min != 0]
    feeds = [source for source in sources if source.kind is SourceKind.FEED]
    report = progress or ignore_progress
    async with _lock(stores.paths.cache_directory / "sync.lock"):
        await run_in_thread(rebuild_index_if_outdated, stores, _index_progress(sources, report))
        cutoffs = await run_in_thread(load_age_cutoffs, stores, sources)
        syncs = [
            asyncio.ensure_future(
                sync_folders(stores, folders, cutoffs, force=force, report=report)
            )
        ]
        if feeds:
            # Imported lazily: the HTTP client is slow to import, and folders don't need it.
            from finews_tui.library.sync.feeds import SyncOptions, sync_feeds

            options = SyncOptions(force, automatic, report)
            syncs.append(asyncio.ensure_future(sync_feeds(stores, feeds, cutoffs, options)))
        try:
            results = await asyncio.gather(*syncs)
            by_source = {outcome.source: outcome for outcomes in results for outcome in outcomes}
            if any(source.full_text for source in sources):
                from finews_tui.library.sync.full_texts import sync_full_texts

                by_source |= await sync_full_texts(stores, sources, by_source, report)
        finally:
            for task in syncs:
                task.cancel()
            await asyncio.gather(*syncs, return_exceptions=True)
        await run_in_thread(delete_removed_sources, stores)
        await run_in_thread(_update_pinyin, stores, list(by_source.values()))
        outcomes = [by_source[source.name] for source in sources if source.name in by_source]
        if stores.config.sync.keep_days:
            outcomes = await delete_expired(stores, outcomes, cutoffs)
    return outcomes


@asynccontextmanager
async def _lock(path: Path) -> AsyncIterator[None]:
    """Hold the sync lock, waiting for it in a thread."""
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


def _index_progress(
    sources: Sequence[Source], report: ReportProgress
) -> Callable[[int, int], None]:
    """Return a callback that reports an index rebuild as progress of the first source."""
    name = sources[0].name if sources else ""
    return lambda done, total: report(SyncProgress(name, done, total, 0, "re-indexing"))


def _update_pinyin(stores: Stores, outcomes: Sequence[SyncOutcome]) -> None:
    """Add pinyin of new names, or of all names if the cache has none."""
    with stores.cache.reading() as cache:
        is_missing = not has_pinyin(cache)
    if is_missing or any(outcome.new or outcome.updated for outcome in outcomes):
        from finews_tui.library.sync.name_pinyin import add_missing_pinyin

        add_missing_pinyin(stores)
