"""Texts of the panes: titles, counts, positions, and what to do in an empty pane."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.query.ast import ArticleState, HasState, Sort
from finews_tui.ui.articles.list_query import ListQuery
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.tree.nodes import TreeNode


def counts_text(node: TreeNode) -> str:
    """Return `128 unread`, else how many articles a node has."""
    if node.unread:
        return tr("{count:,} unread", count=node.unread)
    if node.total:
        return ntr("{count} article", "{count} articles", node.total)
    return ""


def list_title(period: str, query: ListQuery) -> str:
    """Return the period in sight, and which switches of the list are on."""
    parts = [period or tr("Articles")]
    if query.unread_only:
        parts.append(tr("unread only"))
    if query.query.sort is Sort.RELEVANCE:
        parts.append(tr("best first"))
    elif query.oldest_first:
        parts.append(tr("oldest first"))
    return " · ".join(parts)


def position_text(index: int, rows: int, count: int, selected: int = 0) -> str:
    """Return where the cursor is, `12 / 1,024`, and how many rows are selected."""
    if not rows:
        return tr("no articles")
    position = f"{grouped(index + 1)} / {grouped(max(rows, count))}"
    if not selected:
        return position
    return ntr("{count} picked", "{count} picked", selected) + f" · {position}"


def found_text(count: int) -> str:
    """Return how many articles a search found."""
    return tr("{count:,} found", count=count) if count else tr("nothing found")


def empty_list(
    query: ListQuery, key_text: Callable[[str], str], scope: str, *, is_syncing: bool
) -> str:
    """Return why a list is empty and what to do about it."""
    if not query.search.is_empty:
        return tr("Nothing found in {place}.\n\nEsc ends the search.", place=scope)
    if is_syncing:
        return tr("The first sync is running.\nIts news will stand here as they come.")
    if query.unread_only:
        key = key_text("listing.unread_only")
        return tr("Nothing unread here.\n\n{key} shows what is read too.", key=key)
    if query.scope.root == HasState(ArticleState.UNREAD):
        key = key_text("pane.tree")
        return tr("Nothing unread here.\n\n{key} leads back to the tree.", key=key)
    if query.scope.root == HasState(ArticleState.BOOKMARKED):
        key = key_text("article.bookmark")
        return tr("No bookmarks yet.\n\n{key} keeps an article,\nas a file of its own.", key=key)
    return tr(
        "No articles here yet.\n\n{sync} syncs this source,\n{add} adds another.",
        sync=key_text("source.sync"),
        add=key_text("source.add"),
    )
