"""Registry of all commands, and the owner classes of each context."""

from __future__ import annotations

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.articles.commands import (
    ARTICLE_COMMANDS,
    LIST_COMMANDS,
    LISTING_COMMANDS,
    MOVING_COMMANDS,
    NEW_ARTICLES_COMMANDS,
)
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.pane import ArticlesPane
from finews_tui.ui.commands.command import Context, OwnerChain, Registry
from finews_tui.ui.pane_layout import PaneLayout
from finews_tui.ui.reader.commands import (
    OPEN_ARTICLE_COMMANDS,
    READER_COMMANDS,
    READING_COMMANDS,
)
from finews_tui.ui.reader.page_view import PageView
from finews_tui.ui.reader.pane import ReaderPane
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.screens.commands import (
    APP_COMMANDS,
    MOVE_COMMANDS,
    PANE_COMMANDS,
    UNDO_COMMANDS,
)
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.sources.commands import SOURCES_COMMANDS, SYNC_COMMANDS
from finews_tui.ui.sources.screen import SourcesScreen
from finews_tui.ui.sources.table import SourceTable
from finews_tui.ui.tree.commands import (
    CATEGORY_COMMANDS,
    EDIT_COMMANDS,
    SAVED_QUERY_COMMANDS,
    TREE_COMMANDS,
)
from finews_tui.ui.tree.pane import TreePane
from finews_tui.ui.tree.tree import SourceTree

_MAIN = (PaneLayout, MainScreen, FinewsApp)

REGISTRY = Registry(
    (
        *MOVE_COMMANDS,
        *TREE_COMMANDS,
        *LIST_COMMANDS,
        *READER_COMMANDS,
        *READING_COMMANDS,
        *MOVING_COMMANDS,
        *ARTICLE_COMMANDS,
        *OPEN_ARTICLE_COMMANDS,
        *LISTING_COMMANDS,
        *SAVED_QUERY_COMMANDS,
        *EDIT_COMMANDS,
        *NEW_ARTICLES_COMMANDS,
        *CATEGORY_COMMANDS,
        *UNDO_COMMANDS,
        *SYNC_COMMANDS,
        *SOURCES_COMMANDS,
        *PANE_COMMANDS,
        *APP_COMMANDS,
    ),
    {
        Context.TREE: OwnerChain((SourceTree, TreePane), _MAIN),
        Context.LIST: OwnerChain((ArticleList, ArticlesPane), _MAIN),
        Context.READER: OwnerChain((PageView, ReaderPane), _MAIN),
        Context.SOURCES: OwnerChain((SourceTable, SourcesScreen), (BaseScreen, FinewsApp)),
    },
)
"""Commands appear in this order in the help and the palette."""
