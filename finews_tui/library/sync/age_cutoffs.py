"""Age cutoffs of sources: the first one is fixed at a source's first sync."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from finews_tui.library.stores import Stores
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import user_state

# Stored if articles never count as read: the cutoff of the first sync is fixed for good.
_NEVER = -(1 << 62)


def load_age_cutoffs(stores: Stores, sources: Sequence[Source]) -> dict[str, AgeCutoff]:
    """Return the cutoffs of sources by name, and store those of sources that are new.

    Only articles of feeds are discarded by age; a folder is its owner's own archive.
    """
    config = stores.config.sync
    read_before_today = _days_ago(stores, config.unread_horizon_days)
    discard_before = _days_ago(stores, config.keep_days)
    cutoffs = {}
    with stores.state.writing() as state:
        for source in sources:
            first = _NEVER if read_before_today is None else read_before_today
            user_state.set_read_before(state, source.name, first)
            cutoffs[source.name] = AgeCutoff(
                user_state.read_before(state, source.name),
                read_before_today,
                discard_before if source.kind is SourceKind.FEED else None,
            )
    return cutoffs


def _days_ago(stores: Stores, days: int) -> int | None:
    """Return unix seconds so many days ago; None for 0, which switches a cutoff off."""
    return unix_seconds(stores.clock() - timedelta(days=days)) if days else None
