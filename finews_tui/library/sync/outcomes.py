"""How the sync of a source ended, recorded in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from finews_tui.library.stores import Stores
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.folders.posts import limit_warnings
from finews_tui.store.database import Connection
from finews_tui.store.sources import set_warnings, store_outcome


def record_outcome(
    stores: Stores, cache: Connection, outcome: SyncOutcome, next_sync: datetime | None = None
) -> SyncOutcome:
    """Record an outcome inside the caller's transaction, so that it commits with its articles.

    `next_sync` is the time before which an automatic sync leaves the source alone. A source that is
    gone has none: only the user asks it again.
    """
    if outcome.status is SyncStatus.GONE:
        next_sync = None
    store_outcome(cache, outcome, stores.clock(), next_sync)
    return outcome


def add_warnings(stores: Stores, outcome: SyncOutcome, warnings: Sequence[str]) -> SyncOutcome:
    """Add warnings to a recorded outcome, for work that follows the sync of its source."""
    outcome = replace(outcome, warnings=limit_warnings([*outcome.warnings, *warnings]))
    with stores.cache.writing() as cache:
        set_warnings(cache, outcome.source, outcome.warnings)
    return outcome
