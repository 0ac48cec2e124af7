"""Retention: delete old feed articles and articles of removed sources.

Age is measured by the date of an article, even if it is still in its feed. Expired articles are not
stored again, so they do not reappear as new. Bookmarks, undated articles and posts in folders never
expire.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from finews_tui.library.plain_text import plain_text
from finews_tui.library.stores import Stores
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.threads import run_in_thread
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import source_metadata
from finews_tui.store.article_writes import articles_dated_before, delete_articles
from finews_tui.store.fulltext_index import vacuum_step
from finews_tui.store.source_metadata import SourceRemoval
from finews_tui.store.sources import delete_source_articles, find_source_id, unfollowed_sources

REMOVAL_GRACE_PERIOD = timedelta(days=7)
"""How long articles of a removed source are kept, so that removal can be undone."""

# Articles deleted per transaction: limits how long other writers wait.
_BATCH = 200
_REMOVAL_BATCH = 500


async def delete_expired(
    stores: Stores, outcomes: Sequence[SyncOutcome], cutoffs: Mapping[str, AgeCutoff]
) -> list[SyncOutcome]:
    """Delete expired articles of synced sources; return outcomes with `pruned` set."""
    updated = []
    for outcome in outcomes:
        before = cutoffs[outcome.source].discard_before
        pruned = 0
        while before is not None:
            count = await run_in_thread(_delete_batch, stores, outcome.source, before)
            pruned += count
            if count < _BATCH:
                break
        updated.append(replace(outcome, pruned=pruned) if pruned else outcome)
    if any(outcome.pruned for outcome in updated):
        while await run_in_thread(_vacuum, stores):
            pass
    return updated


def _vacuum(stores: Stores) -> bool:
    """Release some free pages of cache.db; return whether there are more."""
    with stores.cache.reading() as cache:
        return vacuum_step(cache)


def _delete_batch(stores: Stores, source: str, before: int) -> int:
    with stores.cache.reading() as cache:
        source_id = find_source_id(cache, source)
        if source_id is None:
            return 0
        numbers = articles_dated_before(cache, source_id, before, _BATCH)
    if numbers:
        with stores.cache.writing() as cache:
            delete_articles(cache, numbers, plain_text)
    return len(numbers)


def delete_removed_sources(stores: Stores) -> int:
    """Delete the articles of sources removed long ago; return the number of sources.

    If a source was deleted from the configuration file by hand, its grace period starts when this
    function first notices it.

    Raises:
        StoreError: the cache cannot be written.
    """
    with stores.cache.reading() as cache:
        removals = source_metadata.source_removals(cache)
        unfollowed = unfollowed_sources(cache, stores.config.sources).values()
    unnoticed = set(unfollowed) - set(removals)
    if not removals and not unnoticed:
        return 0
    now = unix_seconds(stores.clock())
    followed = {source.name for source in stores.config.sources}
    grace_start = unix_seconds(stores.clock() - REMOVAL_GRACE_PERIOD)
    expired = [
        name
        for name, removal in removals.items()
        if removal.at < grace_start and name not in followed
    ]
    for name in expired:
        has_more = True
        while has_more:
            with stores.cache.writing() as cache:
                has_more = delete_source_articles(cache, name, plain_text, _REMOVAL_BATCH)
    with stores.cache.writing() as cache:
        removals = {name: SourceRemoval(now, "") for name in unnoticed}
        removals |= source_metadata.source_removals(cache)
        done = followed.union(expired)
        source_metadata.set_source_removals(
            cache, {name: removal for name, removal in removals.items() if name not in done}
        )
    return len(expired)
