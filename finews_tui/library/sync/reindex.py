"""Reindex stored bodies after an update of finews that changes the derived data."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.library.plain_text import TEXT_VERSION, body_facts, plain_text
from finews_tui.library.stores import Stores
from finews_tui.store import fulltext_index

_STEP_ROWS = 500


def rebuild_index_if_outdated(
    stores: Stores, report: Callable[[int, int], None] | None = None
) -> int:
    """Rebuild the index if it is outdated; return the number of articles indexed.

    Securities and outlets are updated, too.

    Removing a row from the index requires the terms it was added with, so an outdated index cannot
    be updated. The rebuild is one transaction: searches use the old index until it is committed.
    `report` is called with the number of articles done and the total.

    Raises:
        StoreError: the cache cannot be written.
    """
    with stores.cache.reading() as cache:
        if fulltext_index.is_current_version(cache, TEXT_VERSION):
            return 0
    done = 0
    with stores.cache.writing() as cache:
        total = fulltext_index.count_indexed_articles(cache)
        if total:
            if report is not None:
                report(0, total)
            fulltext_index.begin_rebuild(cache)
            while count := fulltext_index.rebuild_step(cache, body_facts, plain_text, _STEP_ROWS):
                done += count
                if report is not None:
                    report(done, total)
        fulltext_index.set_version(cache, TEXT_VERSION)
    return done
