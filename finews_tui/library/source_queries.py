"""What is followed: sources, their categories and counts; sources added and removed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from finews_tui.config.loader import Config
from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.user_state import UserState
from finews_tui.model.source import CategoryCount, Source, SourceState
from finews_tui.store import labels
from finews_tui.store import source_metadata as source_notes
from finews_tui.store import sources as source_rows
from finews_tui.store.sources import Totals
from finews_tui.system.paths import Paths

if TYPE_CHECKING:
    from finews_tui.query.completion import Completion


def origin_of(location: str) -> str:
    """The address of the front page of the host that a location names; "" where it names none."""
    found = re.match(r"(https?://)(?:[^/?#@]*@)?([^/?#@]+)", location)
    return f"{found[1]}{found[2]}/" if found else ""


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
        raise NotFoundError(tr("{name}: no such source; `finews sources` lists them", name=name))

    def categories(self) -> list[CategoryCount]:
        """The categories of the sources followed, those with the newest news first."""
        with self.stores.cache.reading() as cache:
            return labels.categories(cache, [source.name for source in self.config.sources])

    def names_like(self, field: str, part: str) -> list[Completion]:
        """Terms of the query language whose names a few letters may mean, best first."""
        from finews_tui.library.name_completion import names_like

        with self.stores.cache.reading() as cache:
            return names_like(cache, self.config, field, part)

    def totals(self) -> Totals:
        """How many articles, unread ones and bookmarks there are."""
        with self.stores.cache.reading() as cache:
            return source_rows.totals(cache, self.config.sources)

    def add_source(
        self, location: str, *, name: str = "", title: str = "", group: str = ""
    ) -> Source:
        """Follow a folder; its news comes with the next sync.

        Raises:
            UsageError: it is no folder, or its name cannot be.
            ConfigError: the configuration cannot be changed.
        """
        from finews_tui.config.editor import add_source
        from finews_tui.library.subscribe.new_source import directory_source

        taken = self.taken_names(str(Path(location).expanduser().resolve()))
        source = directory_source(location, taken, name=name, title=title, group=group)
        self.config = add_source(self.paths.config_file, source)
        return source

    def paces(self) -> dict[str, float]:
        """How many articles a day each source brings, by its latest; left out where that is
        unknown."""
        now = self.stores.clock()
        with self.stores.cache.reading() as cache:
            return source_notes.paces(cache, [one.name for one in self.config.sources], now)

    def site(self, source: Source) -> str:
        """The address of the pages that a feed is about; empty where there are none."""
        with self.stores.cache.reading() as cache:
            return source_notes.site(cache, source.name) or origin_of(source.location)

    def remove_source(self, name: str) -> int:
        """Follow a source no more: its articles go, its bookmarks stay; returns how many stay.

        Raises:
            NotFoundError: none of that name.
            ConfigError: the configuration cannot be changed.
        """
        from finews_tui.config.editor import remove_source
        from finews_tui.library.plain_text import kept_text
        from finews_tui.library.sync.reindex import renew_index

        self.source(name)
        self.config = remove_source(self.paths.config_file, name)
        renew_index(self.stores)
        with self.stores.cache.writing() as cache:
            source_rows.forget_articles(cache, name, kept_text)
        return self.bookmark_count(name)

    def has_unfollowed(self) -> bool:
        """Whether articles are here that no listing shows: those of sources that were removed."""
        with self.stores.cache.reading() as cache:
            return bool(source_rows.unfollowed(cache, self.config.sources))

    def taken_names(self, location: str) -> list[str]:
        """The names that a new source cannot have: those of sources followed, and of others removed
        whose articles are still here. What was at `location` gets them back with its name."""
        with self.stores.cache.reading() as cache:
            noted = source_notes.removed(cache)
        removed = [name for name, one in noted.items() if one.location not in ("", location)]
        return [*(source.name for source in self.config.sources), *removed]

    def bookmark_count(self, source: str) -> int:
        """How many bookmarks are of that source."""
        with self.stores.cache.reading() as cache:
            return source_rows.bookmark_count(cache, source)
