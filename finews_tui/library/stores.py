"""The databases of a user, together with paths, configuration and clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from finews_tui.config.loader import Config
from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import article_id
from finews_tui.model.source import Source
from finews_tui.store import articles, user_state
from finews_tui.store.database import Database
from finews_tui.store.prepared_entry import id_to_key
from finews_tui.store.schema import cache_database, state_database
from finews_tui.system.paths import Paths

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Stores:
    """Context of library functions: paths, databases, clock and configuration.

    `config` is replaced when sources are added, edited or removed, so don't hold on to a copy.
    """

    paths: Paths
    cache: Database
    state: Database
    clock: Clock
    config: Config

    def source(self, name: str) -> Source:
        """Return the source with this name.

        Raises:
            NotFoundError: no source has this name.
        """
        for source in self.config.sources:
            if source.name == name:
                return source
        raise NotFoundError(
            tr("source not found: {name}; list sources with `finews sources`", name=name)
        )

    def close(self) -> None:
        """Close both databases."""
        self.cache.close()
        self.state.close()


def system_clock() -> datetime:
    """Return the current time, timezone-aware."""
    return datetime.now(UTC)


def open_stores(paths: Paths, config: Config, clock: Clock = system_clock) -> Stores:
    """Open both databases and copy read marks that the cache lacks.

    Raises:
        StoreError: one of them cannot be opened.
    """
    stores = Stores(
        paths,
        cache_database(paths.cache_database),
        state_database(paths.state_database),
        clock,
        config,
    )
    try:
        copy_missing_marks(stores)
    except BaseException:  # also KeyboardInterrupt: leave no database open
        stores.close()
        raise
    return stores


def copy_missing_marks(stores: Stores) -> int:
    """Copy read marks from state.db that the cache lacks; return their number.

    Marks are committed to state.db first, so the cache can lag behind after a crash.
    """
    with stores.state.reading() as state:
        sequence = user_state.marks_sequence(state)
    with stores.cache.reading() as cache:
        copied = articles.copied_marks_sequence(cache)
    if copied == sequence:
        return 0
    with stores.state.reading() as state:
        # If the cache is ahead, it belongs to another state.db: copy all marks again.
        missing = user_state.read_marks_since(state, copied if copied < sequence else -1)
    with stores.cache.writing() as cache:
        marks = {id_to_key(article_id(mark.source, mark.entry)): mark for mark in missing}
        numbers = articles.numbers_by_key(cache, marks.keys())
        for is_read in (False, True):
            changed = [number for key, number in numbers.items() if marks[key].is_read == is_read]
            articles.set_read(cache, changed, is_read)
        articles.set_copied_marks_sequence(cache, sequence)
    return len(missing)
