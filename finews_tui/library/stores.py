"""The two databases of a user, opened together and healed after a crash between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from finews_tui.model.article import article_id
from finews_tui.store import articles
from finews_tui.store import user_state as marks
from finews_tui.store.database import Database
from finews_tui.store.prepared_entry import key_of
from finews_tui.store.schema import cache_database, state_database
from finews_tui.system.paths import Paths

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Stores:
    """cache.db, state.db, where they lie, and what time it is."""

    paths: Paths
    cache: Database
    state: Database
    clock: Clock

    def close(self) -> None:
        """Close both databases."""
        self.cache.close()
        self.state.close()


def now_utc() -> datetime:
    """The present, aware."""
    return datetime.now(UTC)


def open_stores(paths: Paths, clock: Clock) -> Stores:
    """Open both databases and copy into the cache what it missed of the marks.

    Raises:
        StoreError: one of them cannot be used.
    """
    stores = Stores(
        paths, cache_database(paths.cache_database), state_database(paths.state_database), clock
    )
    try:
        heal(stores)
    except BaseException:
        stores.close()
        raise
    return stores


def heal(stores: Stores) -> int:
    """Copy the marks that state.db has and the cache missed; returns how many there were."""
    with stores.state.reading() as state:
        sequence = marks.sequence_number(state)
    with stores.cache.reading() as cache:
        copied = articles.marks_sequence(cache)
    if copied == sequence:
        return 0
    with stores.state.reading() as state:
        # A cache that is ahead was made beside another state.db: all marks are copied again.
        missed = marks.marks_since(state, copied if copied < sequence else -1)
    with stores.cache.writing() as cache:
        keys = {key_of(article_id(mark.source, mark.entry)): mark for mark in missed}
        numbers = articles.numbers_of_keys(cache, keys.keys())
        for is_read in (False, True):
            some = [number for key, number in numbers.items() if keys[key].is_read == is_read]
            articles.set_read(cache, some, is_read)
        articles.set_marks_sequence(cache, sequence)
    return len(missed)
