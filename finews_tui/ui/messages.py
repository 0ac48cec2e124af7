"""Texts of the panes: titles, counts, positions and empty-pane hints."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.query.ast import ArticleState, HasState, Sort
from finews_tui.ui.articles.list_query import ListQuery
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.tree.nodes import TreeNode


def counts_text(node: TreeNode) -> str:
    """Return `128 unread`, or the number of articles if all are read."""
    if node.unread:
        return tr("{count:,} unread", count=node.unread)
    if node.total:
        return ntr("{count} article", "{count} articles", node.total)
    return ""


def list_title(period: str, query: ListQuery) -> str:
    """Return the visible period and the active list options."""
    parts = [period or tr("Articles")]
    if query.unread_only:
        parts.append(tr("unread only"))
    if query.query.sort is Sort.RELEVANCE:
        parts.append(tr("most relevant first"))
    elif query.oldest_first:
        parts.append(tr("oldest first"))
    return " · ".join(parts)


def position_text(index: int, rows: int, count: int, selected: int = 0) -> str:
    """Return the cursor position, `12 / 1,024`, and the number of selected rows."""
    if not rows:
        return tr("no articles")
    position = f"{grouped(index + 1)} / {grouped(max(rows, count))}"
    if not selected:
        return position
    return ntr("{count} selected", "{count} selected", selected) + f" · {position}"


def found_text(count: int) -> str:
    """Return the number of search results."""
    return tr("{count:,} found", count=count) if count else tr("no results")


def empty_list(
    query: ListQuery, key_text: Callable[[str], str], scope: str, *, is_syncing: bool
) -> str:
    """Return why a list is empty, and what to do."""
    if not query.search.is_empty:
        return tr("No results in {scope}.\n\nPress Esc to clear the search.", scope=scope)
    if is_syncing:
        return tr("The first sync is running.\nNew articles will appear here\nas they arrive.")
    if query.unread_only:
        key = key_text("listing.unread_only")
        return tr("No unread articles here.\n\nPress {key} to show read articles too.", key=key)
    if query.scope.root == HasState(ArticleState.UNREAD):
        key = key_text("pane.tree")
        return tr("No unread articles.\n\nPress {key} to go back to the tree.", key=key)
    if query.scope.root == HasState(ArticleState.BOOKMARKED):
        key = key_text("article.bookmark")
        return tr(
            "No bookmarks yet.\n\nPress {key} to bookmark an article.\n"
            "Each bookmark is saved as a file.",
            key=key,
        )
    return tr(
        "No articles here yet.\n\nPress {sync} to sync this source,\nor {add} to add another.",
        sync=key_text("source.sync"),
        add=key_text("source.add"),
    )
