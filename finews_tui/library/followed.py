"""What is followed: sources, their categories and counts; sources added and removed."""

from __future__ import annotations

from finews_tui.config import Config
from finews_tui.errors import NotFoundError
from finews_tui.library.stores import Stores
from finews_tui.library.user_state import UserState
from finews_tui.model.source import CategoryCount, Source, SourceState
from finews_tui.paths import Paths
from finews_tui.store import labels
from finews_tui.store import sources as source_rows
from finews_tui.store.sources import Totals


class Followed(UserState):
    """The part of the library that is about sources; the configuration names them."""

    def __init__(self, paths: Paths, config: Config, stores: Stores) -> None:
        super().__init__(stores)
        self.paths = paths
        self.config = config

    def sources(self) -> list[SourceState]:
        """The sources followed, in the configuration's order."""
        with self.stores.cache.reading() as cache:
            return source_rows.states(cache, self.config.sources)

    def source(self, name: str) -> SourceState:
        """The source of that name.

        Raises:
            NotFoundError: none is followed under it.
        """
        for source in self.config.sources:
            if source.name == name:
                with self.stores.cache.reading() as cache:
                    return source_rows.states(cache, [source])[0]
        raise NotFoundError(f"{name}: no such source; `finews sources` lists them")

    def categories(self) -> list[CategoryCount]:
        """The categories of the sources followed, those with the newest news first."""
        with self.stores.cache.reading() as cache:
            return labels.categories(cache, [source.name for source in self.config.sources])

    def totals(self) -> Totals:
        """How many articles, unread ones and bookmarks there are."""
        with self.stores.cache.reading() as cache:
            return source_rows.totals(cache)

    def add_source(
        self, location: str, *, name: str = "", title: str = "", group: str = ""
    ) -> Source:
        """Follow a folder; its news comes with the next sync.

        Raises:
            UsageError: it is no folder, or its name cannot be.
            ConfigError: the configuration cannot be changed.
        """
        from finews_tui.config_edit import add_source
        from finews_tui.library.adding import directory_source

        taken = [source.name for source in self.config.sources]
        source = directory_source(location, taken, name=name, title=title, group=group)
        self.config = add_source(self.paths.config_file, source)
        return source

    def remove_source(self, name: str) -> int:
        """Follow a source no more: its articles go, its bookmarks stay; returns how many stay.

        Raises:
            NotFoundError: none of that name.
            ConfigError: the configuration cannot be changed.
        """
        from finews_tui.config_edit import remove_source
        from finews_tui.library.texts import kept_text

        self.source(name)
        self.config = remove_source(self.paths.config_file, name)
        with self.stores.cache.writing() as cache:
            source_rows.forget_source(cache, name, kept_text)
        return self.bookmark_count(name)

    def bookmark_count(self, source: str) -> int:
        """How many bookmarks are of that source."""
        with self.stores.cache.reading() as cache:
            return source_rows.bookmark_count(cache, source)
