"""The full-text index made anew where a new version of finews splits texts by other rules."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.library.plain_text import TEXT_VERSION, plain_text
from finews_tui.library.stores import Stores
from finews_tui.store import fulltext_index as index

_ROWS = 500


def rebuild_index_if_outdated(
    stores: Stores, tell: Callable[[int, int], None] | None = None
) -> int:
    """Make the index anew if it is of other rules than today's; returns how many articles it took.

    An article is forgotten by the very terms that it was indexed by, so an index of other rules
    may not be written to. All of it is one transaction: until its end searches use the index of
    before, and what breaks off leaves that. `tell` hears how many of how many are done.

    Raises:
        StoreError: the cache cannot be written.
    """
    with stores.cache.reading() as cache:
        if index.is_current_version(cache, TEXT_VERSION):
            return 0
    done = 0
    with stores.cache.writing() as cache:
        total = index.article_count(cache)
        if total:
            index.begin_rebuild(cache)
            while count := index.rebuild_step(cache, plain_text, _ROWS):
                done += count
                if tell is not None:
                    tell(done, total)
        index.set_version(cache, TEXT_VERSION)
    return done
