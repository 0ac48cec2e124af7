"""Age cutoffs of sources; `read_before` is fixed at a source's first sync."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from finews_tui.library.stores import Stores
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import user_state

# Stored if the cutoff is disabled at the first sync, because it is fixed from then on.
_NEVER = -(1 << 62)


def load_age_cutoffs(stores: Stores, sources: Sequence[Source]) -> dict[str, AgeCutoff]:
    """Return the cutoffs of sources by name, and store those of new sources.

    Only feed articles are discarded by age: a folder is the user's own archive.
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
    """Return the time `days` ago in unix seconds; None for 0, which disables a cutoff."""
    return unix_seconds(stores.clock() - timedelta(days=days)) if days else None
