"""Recording of sync outcomes in the cache."""

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
    """Record an outcome inside the caller's transaction, together with its articles.

    Automatic syncs skip the source until `next_sync`. It is ignored for sources that are gone
    (410), which are only retried manually.
    """
    if outcome.status is SyncStatus.GONE:
        next_sync = None
    store_outcome(cache, outcome, stores.clock(), next_sync)
    return outcome


def add_warnings(stores: Stores, outcome: SyncOutcome, warnings: Sequence[str]) -> SyncOutcome:
    """Add warnings to a recorded outcome, from work after the sync of its source."""
    outcome = replace(outcome, warnings=limit_warnings([*outcome.warnings, *warnings]))
    with stores.cache.writing() as cache:
        set_warnings(cache, outcome.source, outcome.warnings)
    return outcome
