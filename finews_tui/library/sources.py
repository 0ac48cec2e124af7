"""Access to sources: state, categories, counts, adding and removing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from finews_tui.library.stores import Stores
from finews_tui.model.category_count import CategoryCount
from finews_tui.model.source import Source, SourceState
from finews_tui.store import labels, source_metadata
from finews_tui.store.sources import (
    Totals,
    bookmark_count,
    count_totals,
    delete_source_articles,
    source_states,
    unfollowed_sources,
)

if TYPE_CHECKING:
    from finews_tui.query.completion import Completion


class Sources:
    """The sources in the configuration."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def states(self) -> list[SourceState]:
        """Return the state of all sources, in the order of the configuration."""
        with self._stores.cache.reading() as cache:
            return source_states(cache, self._stores.config.sources)

    def state(self, name: str) -> SourceState:
        """Return the state of a source.

        Raises:
            NotFoundError: no source has this name.
        """
        source = self._stores.source(name)
        with self._stores.cache.reading() as cache:
            return source_states(cache, [source])[0]

    def categories(self) -> list[CategoryCount]:
        """Return the categories of all sources, most recently used first."""
        names = [source.name for source in self._stores.config.sources]
        with self._stores.cache.reading() as cache:
            return labels.category_counts(cache, names)

    def complete_names(self, field: str, part: str) -> list[Completion]:
        """Return query terms whose names match `part`, best match first."""
        from finews_tui.library.name_completion import complete_names

        with self._stores.cache.reading() as cache:
            return complete_names(cache, self._stores.config, field, part)

    def totals(self) -> Totals:
        """Return the total number of articles, unread articles and bookmarks."""
        with self._stores.cache.reading() as cache:
            return count_totals(cache, self._stores.config.sources)

    def publishing_rates(self) -> dict[str, float]:
        """Return articles per day by source name, without sources of unknown rate."""
        names = [source.name for source in self._stores.config.sources]
        with self._stores.cache.reading() as cache:
            return source_metadata.publishing_rates(cache, names, self._stores.clock())

    def site(self, source: Source) -> str:
        """Return the URL of a feed's website; "" if unknown."""
        with self._stores.cache.reading() as cache:
            return source_metadata.site(cache, source.name) or front_page(source.location)

    def add_directory(
        self, location: str, *, name: str = "", title: str = "", group: str = ""
    ) -> Source:
        """Add a folder as a source; the next sync reads its articles.

        Raises:
            UsageError: the folder does not exist, or the source would be invalid.
            ConfigError: the configuration cannot be changed.
        """
        from finews_tui.library.subscribe.new_source import add_directory

        return add_directory(self._stores, location, name=name, title=title, group=group)

    def remove(self, name: str) -> int:
        """Remove a source and its articles; return the number of remaining bookmarks.

        Raises:
            NotFoundError: no source has this name.
            ConfigError: the configuration cannot be changed.
        """
        from finews_tui.config.editor import remove_source
        from finews_tui.library.plain_text import plain_text
        from finews_tui.library.sync.reindex import rebuild_index_if_outdated

        stores = self._stores
        stores.source(name)
        stores.config = remove_source(stores.paths.config_file, name)
        rebuild_index_if_outdated(stores)
        with stores.cache.writing() as cache:
            delete_source_articles(cache, name, plain_text)
        return self.bookmark_count(name)

    def has_unfollowed(self) -> bool:
        """Return whether the cache contains articles of removed sources."""
        with self._stores.cache.reading() as cache:
            return bool(unfollowed_sources(cache, self._stores.config.sources))

    def taken_names(self, location: str) -> list[str]:
        """Return the names that are not available for a new source at `location`."""
        from finews_tui.library.subscribe.new_source import taken_names

        return taken_names(self._stores, location)

    def bookmark_count(self, name: str) -> int:
        """Return the number of bookmarks from a source, even if it was removed."""
        with self._stores.cache.reading() as cache:
            return bookmark_count(cache, name)


def front_page(location: str) -> str:
    """Return the URL of the front page of a location's host; "" if it has no host."""
    match = re.match(r"(https?://)(?:[^/?#@]*@)?([^/?#@]+)", location)
    return f"{match[1]}{match[2]}/" if match else ""
