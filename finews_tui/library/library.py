"""The `Library` class: entry point for the screen, the command line and scripts."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from finews_tui.config.loader import Config
from finews_tui.library.articles import Articles
from finews_tui.library.bookmark_watch import bookmarks_changed
from finews_tui.library.bookmarks import Bookmarks
from finews_tui.library.sources import Sources
from finews_tui.library.stores import Clock, open_stores, system_clock
from finews_tui.library.user_state import UserState
from finews_tui.model.saved_query import QueryCount
from finews_tui.query.query import Query
from finews_tui.store.query_counts import cached_counts
from finews_tui.system.paths import Paths

if TYPE_CHECKING:
    from finews_tui.library.changes.change import Change
    from finews_tui.library.diagnostics import CheckResult, Stats


class Library:
    """The data of one user, as `articles`, `sources`, `bookmarks` and `state`.

    Methods are synchronous and thread-safe. Functions that sync, add sources, or change saved
    queries and sources take `stores` instead.

    Raises:
        StoreError: the databases cannot be opened.
    """

    def __init__(self, paths: Paths, config: Config, *, clock: Clock = system_clock) -> None:
        self.paths = paths
        self.stores = open_stores(paths, config, clock)
        self.articles = Articles(self.stores)
        self.sources = Sources(self.stores)
        self.state = UserState(self.stores)
        self.bookmarks = Bookmarks(self.stores)
        if bookmarks_changed(self.stores):
            self.bookmarks.index_files()

    @property
    def config(self) -> Config:
        """The current configuration."""
        return self.stores.config

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the databases."""
        self.stores.close()

    def saved_query_counts(self) -> dict[str, QueryCount]:
        """Return the article and unread counts of saved queries, by query text."""
        from finews_tui.library.saved_query_counts import count_queries

        texts = [saved.text for saved in self.state.saved_queries()]
        if not texts:
            return {}
        now = self.stores.clock().astimezone()
        return count_queries(self.stores, texts, now, self.articles.count)

    def cached_query_counts(self) -> dict[str, QueryCount]:
        """Return the cached counts of saved queries, which may be outdated."""
        with self.stores.cache.reading() as cache:
            return cached_counts(cache)

    def mark_read(self, numbers: Iterable[int], is_read: bool) -> Change:
        """Mark articles as read or unread; return the change that undoes it."""
        from finews_tui.library.changes.read_marks import mark_read

        return mark_read(self.stores, numbers, is_read)

    def mark_query_read(self, query: Query, is_read: bool) -> Change:
        """Mark all articles that match a query; return the change that undoes it."""
        return self.mark_read(self.articles.listing(query), is_read)

    def set_bookmark(self, number: int, is_bookmarked: bool) -> Change:
        """Add or remove a bookmark; return the change that undoes it.

        The bookmark's file is synced to disk before this returns.

        Raises:
            NotFoundError: the article was deleted.
            BookmarkError: the bookmark's file cannot be written or deleted.
        """
        from finews_tui.library.changes.bookmarks import add_bookmark, remove_bookmark

        article = self.articles.get(number)
        return (add_bookmark if is_bookmarked else remove_bookmark)(self.stores, article)

    def record(self, change: Change) -> None:
        """Record the inverse of a change for `undo`, and clear the redo history."""
        from finews_tui.library.changes.undo import record

        record(self.stores, change)

    def undo(self) -> Change | None:
        """Undo the last change; return the applied change, None if there is none.

        Raises:
            FinewsError: the change cannot be undone now; it stays recorded.
        """
        from finews_tui.library.changes.undo import undo

        return undo(self.stores)

    def redo(self) -> Change | None:
        """Redo the last undone change; return the applied change, None if there is none.

        Raises:
            FinewsError: the change cannot be redone now; it stays recorded.
        """
        from finews_tui.library.changes.undo import redo

        return redo(self.stores)

    def stats(self) -> Stats:
        """Return statistics of stored data."""
        from finews_tui.library.diagnostics import stats

        return stats(self.stores, len(self.config.sources))

    def doctor(self) -> list[CheckResult]:
        """Check databases, folders and sources; return one result per check."""
        from finews_tui.library.diagnostics import run_checks

        return run_checks(self.stores, self.sources.states(), self.bookmarks.index_files())
