"""Run a sync: all steps in order, one outcome per source."""

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
    """Sync the named sources, or all: folders one by one, feeds concurrently.

    `force` reads unchanged files as well, and requests feeds unconditionally and even if their
    server asked for a pause. An `automatic` sync skips feeds that are not due and sources that are
    synced manually only. A source that fails is a value among the outcomes. The sync can be
    cancelled at any time: what is written stays, and the next sync continues from there.

    Raises:
        NotFoundError: no followed source has one of the names.
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
        parts = [
            asyncio.ensure_future(
                sync_folders(stores, folders, cutoffs, force=force, report=report)
            )
        ]
        if feeds:
            # Imported late: the HTTP client takes long to import, and folders don't need it.
            from finews_tui.library.sync.feeds import SyncOptions, sync_feeds

            options = SyncOptions(force, automatic, report)
            parts.append(asyncio.ensure_future(sync_feeds(stores, feeds, cutoffs, options)))
        try:
            results = await asyncio.gather(*parts)
            done = {outcome.source: outcome for part in results for outcome in part}
            if any(source.full_text for source in sources):
                from finews_tui.library.sync.full_texts import sync_full_texts

                done |= await sync_full_texts(stores, sources, done, report)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
        await run_in_thread(delete_removed_sources, stores)
        await run_in_thread(_update_pinyin, stores, list(done.values()))
        outcomes = [done[source.name] for source in sources if source.name in done]
        if stores.config.sync.keep_days:
            outcomes = await delete_expired(stores, outcomes, cutoffs)
    return outcomes


@asynccontextmanager
async def _lock(path: Path) -> AsyncIterator[None]:
    """Hold the lock of all syncs; wait for it in a thread."""
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
    """Return a function that reports a rebuild of the index, as work on the first source."""
    name = sources[0].name if sources else ""
    return lambda done, total: report(SyncProgress(name, done, total, 0, "indexing"))


def _update_pinyin(stores: Stores, outcomes: Sequence[SyncOutcome]) -> None:
    """Add pinyin of new names, and of all names to a cache that has none."""
    with stores.cache.reading() as cache:
        is_missing = not has_pinyin(cache)
    if is_missing or any(outcome.new or outcome.updated for outcome in outcomes):
        from finews_tui.library.sync.name_pinyin import add_missing_pinyin

        add_missing_pinyin(stores)
