"""Retention: what `keep_days` lets go of in feeds, and what it does not take in again.

An article is too old by its own date, whether it still stands in its feed or not; what is too old
is not taken in either, so that nothing comes back as news. Bookmarks, undated articles and folders,
which are their owner's own archive, stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from finews_tui.library.plain_text import plain_text
from finews_tui.library.stores import Stores
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.threads import run_in_thread
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.store import article_writes as saving
from finews_tui.store import fulltext_index as index
from finews_tui.store import sources as source_rows

_BATCH = 200
"""Articles that one transaction takes away, so that nobody waits long for his turn to write."""


async def delete_expired(
    stores: Stores, outcomes: Sequence[SyncOutcome], cutoffs: Mapping[str, AgeCutoff]
) -> list[SyncOutcome]:
    """Take away what is too old in the sources that were synced; each outcome tells how much."""
    done = []
    for outcome in outcomes:
        oldest = cutoffs[outcome.source].discard_before
        pruned = 0
        while oldest is not None:
            count = await run_in_thread(_drop_some, stores, outcome.source, oldest)
            pruned += count
            if count < _BATCH:
                break
        done.append(replace(outcome, pruned=pruned) if pruned else outcome)
    if any(outcome.pruned for outcome in done):
        while await run_in_thread(_give_back, stores):
            pass
    return done


def _give_back(stores: Stores) -> bool:
    """Cut some of the room that became free off cache.db; False when none is left."""
    with stores.cache.reading() as cache:
        return index.vacuum_step(cache)


def _drop_some(stores: Stores, source: str, oldest: int) -> int:
    with stores.cache.reading() as cache:
        key = source_rows.find_source_id(cache, source)
        numbers = [] if key is None else saving.articles_dated_before(cache, key, oldest, _BATCH)
    if numbers:
        with stores.cache.writing() as cache:
            saving.delete_articles(cache, numbers, plain_text)
    return len(numbers)
