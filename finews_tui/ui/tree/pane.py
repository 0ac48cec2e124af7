"""Tree pane: scopes with their article counts; the list shows the selected one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual import on, work
from textual.containers import Vertical
from textual.message import Message

from finews_tui.errors import StoreBusyError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.model.saved_query import QueryCount
from finews_tui.query.query import EMPTY, Query
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.saved_position import SavedPosition
from finews_tui.ui.services.changes import LibraryChanged
from finews_tui.ui.services.session import Session
from finews_tui.ui.services.sync import SyncArrivals, SyncResult
from finews_tui.ui.tree.nodes import (
    CategoryOrder,
    LibraryCounts,
    SavedQueryNode,
    TreeNode,
    category_order_named,
)
from finews_tui.ui.tree.tree import SourceTree
from finews_tui.ui.widgets.pane_title import PaneTitle

_CHANGE_DELAY_S = 0.05
"""Debounce: changes in quick succession reload the counts once."""


class TreePane(ErrorBoundary, Vertical):
    """Tree of scopes. Owns the counts and the selected scope."""

    @dataclass
    class ScopeSelected(Message):
        """Posted when the user selects a scope."""

        node: TreeNode

    @dataclass
    class Entered(Message):
        """Posted when the user moves on to the list."""

    @dataclass
    class CountsLoaded(Message):
        """Posted after counts are loaded.

        `has_scope` is false if the selected scope no longer exists.
        """

        counts: LibraryCounts
        has_scope: bool

    def __init__(self, session: Session) -> None:
        super().__init__(id="tree-column", classes="column")
        self.session = session
        self.source_tree = SourceTree(id="tree")
        self._scope: Query = EMPTY

    def on_mount(self) -> None:
        self.session.changes.changed.subscribe(self, self._library_changed)
        self.session.sync.arrived.subscribe(self, self._articles_arrived)
        self.session.sync.finished.subscribe(self, self._sync_finished)

    async def prepare(self) -> None:
        """Mount the widgets that are not needed to show the first list rows."""
        await self.mount(PaneTitle(tr("Sources")), self.source_tree)

    def restore(self, position: SavedPosition) -> None:
        """Restore expanded nodes, order and filter from a saved position."""
        self.source_tree.folded, self.source_tree.opened = (
            set(position.folded),
            set(position.opened),
        )
        self.source_tree.order = category_order_named(position.tree_order)
        self.source_tree.unread_only = position.is_tree_unread_only

    # Scope

    @property
    def node(self) -> TreeNode | None:
        """Node under the cursor."""
        return self.source_tree.node

    @property
    def counts(self) -> LibraryCounts:
        """Last loaded counts."""
        return self.source_tree.counts

    def select(self, scope: Query) -> TreeNode | None:
        """Move the cursor to a scope without posting it. Returns None if not found."""
        self._scope = scope
        return self.source_tree.select(scope)

    @on(SourceTree.NodeHighlighted)
    def _select_highlighted(self, event: SourceTree.NodeHighlighted) -> None:
        event.stop()
        self._scope = event.node.query
        self.post_message(self.ScopeSelected(event.node))

    @on(SourceTree.Entered)
    def enter(self) -> None:
        """Move on to the list."""
        self.post_message(self.Entered())

    def set_order(self, order: CategoryOrder) -> None:
        """Set the order of categories."""
        self.source_tree.order = order
        self.source_tree.rebuild()
        self.source_tree.show_cursor()

    def set_unread_only(self, unread_only: bool) -> None:
        """Show only sources and categories with unread articles, or all."""
        self.source_tree.unread_only = unread_only
        self.source_tree.rebuild()
        self.source_tree.show_cursor()

    # Counts

    def _library_changed(self, event: LibraryChanged) -> None:
        self.load_counts(_CHANGE_DELAY_S)

    def _articles_arrived(self, arrivals: SyncArrivals) -> None:
        self.load_counts()

    def _sync_finished(self, result: SyncResult) -> None:
        self.load_counts()

    @work(exclusive=True, group="counts", exit_on_error=False)
    async def load_counts(self, delay_s: float = 0.0) -> None:
        """Load the counts. Saved queries show cached counts until they are recounted."""
        await asyncio.sleep(delay_s)
        counts = await asyncio.to_thread(_read_counts, self.session.library)
        self._show(counts)
        if counts.saved:
            saved = await asyncio.to_thread(_count_saved_queries, self.session.library)
            if saved != counts.saved:
                self._show(replace(counts, saved=saved))

    def _show(self, counts: LibraryCounts) -> None:
        has_scope = self.source_tree.show(counts, self._scope)
        if not has_scope:
            self.select(EMPTY)
        self.post_message(self.CountsLoaded(counts, has_scope))


def _read_counts(library: Library) -> LibraryCounts:
    totals = library.sources.totals()
    return LibraryCounts(
        totals.articles,
        totals.unread,
        totals.bookmarks,
        tuple(library.sources.states()),
        tuple(library.sources.categories()),
        _saved_query_nodes(library, library.cached_query_counts()),
    )


def _count_saved_queries(library: Library) -> tuple[SavedQueryNode, ...]:
    """Count the saved queries. Returns the cached counts if the database is busy."""
    try:
        counts = library.saved_query_counts()
    except StoreBusyError:
        counts = library.cached_query_counts()
    return _saved_query_nodes(library, counts)


def _saved_query_nodes(
    library: Library, counts: Mapping[str, QueryCount]
) -> tuple[SavedQueryNode, ...]:
    queries = library.state.saved_queries()
    return tuple(SavedQueryNode(*query, *counts.get(query.text, ())) for query in queries)
