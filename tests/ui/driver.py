"""Page object of the app: user actions, visible state, and waiting for completion.

Tests use this instead of the attributes of screens and panes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from finews_tui.library.library import Library
from finews_tui.model.article import Headline
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.articles.list import ArticleList
from finews_tui.ui.articles.list_query import ListQuery
from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.commands.command import Call, Context
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.pane_layout import PaneLayout
from finews_tui.ui.reader.find import line_text
from finews_tui.ui.reader.loader import OpenArticle
from finews_tui.ui.reader.page_view import PageView
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.services.session import Session
from finews_tui.ui.services.settings import UiSettings, parse_setting
from finews_tui.ui.sources.rows import SourceRow
from finews_tui.ui.sources.screen import SourcesScreen
from finews_tui.ui.theming import themes
from finews_tui.ui.theming.palettes import DARK_BASE
from finews_tui.ui.tree.nodes import TreeNode
from finews_tui.ui.tree.tree import SourceTree
from finews_tui.ui.widgets.search_bar import SearchBar

_WAITING_FOR_THE_USER = frozenset(("add source", "edit source"))
"""Worker groups that end only when the user closes a dialog."""

_DEADLINE_S = 30.0
_POLL_S = 0.01


class BarContent(NamedTuple):
    """Texts of a search bar, stripped; "" for hidden widgets.

    `error` keeps its leading spaces, which align it with the error position.
    """

    prompt: str
    text: str
    result: str
    error: str
    completions: str


class Driver:
    """Page object of the app. It always refers to the currently open screens."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> FinewsApp:
        assert isinstance(self.pilot.app, FinewsApp)
        return self.pilot.app

    # Actions

    async def settle(self) -> None:
        """Wait until no keys, messages or workers are pending, except for open dialogs."""
        await self.pilot.pause()
        while not self.app.key_queue.is_idle or self._running_workers():
            for worker in self._running_workers():
                with suppress(WorkerCancelled, WorkerFailed):
                    await worker.wait()
            await self.pilot.pause()
        await self.pilot.pause()

    def _running_workers(self) -> list[Worker[object]]:
        return [worker for worker in self.app.workers if worker.group not in _WAITING_FOR_THE_USER]

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until the app is idle."""
        await self.settle()
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_rapidly(self, *keys: str) -> None:
        """Press keys without waiting for workers in between, then wait until idle."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type text into the focused field, and wait until the app is idle."""
        await self.press_rapidly(*text)

    async def paste(self, text: str) -> None:
        """Paste text into the focused field, like the terminal."""
        assert self.focused is not None
        self.focused.post_message(events.Paste(text))
        await self.settle()

    async def send(self, *keys: str, yields: int = 0) -> None:
        """Send keys in one burst, like a terminal during fast typing.

        Does not wait for the app, except for `yields` rounds of the event loop after each key.
        """
        for key in keys:
            is_character = len(key) == 1
            name = _character_to_key(key) if is_character and not key.isalnum() else key
            self.app.post_message(events.Key(name, key if is_character else None))
            for _ in range(yields):
                await asyncio.sleep(0)

    async def burst(self, *keys: str, yields: int = 0) -> None:
        """Send keys in one burst, then wait until the app is idle."""
        await self.send(*keys, yields=yields)
        await self.settle()

    async def wait_until(self, is_true: Callable[[], bool]) -> None:
        """Wait until a condition is true; fail after a timeout."""
        deadline = monotonic() + _DEADLINE_S
        while not is_true():
            assert monotonic() < deadline
            await self.pilot.pause(_POLL_S)

    def clear_message(self) -> None:
        """Clear the status message, which covers the rest of the status line."""
        self.top.show_message("")

    async def reload_counts(self) -> None:
        """Reload the counts of the tree, as after a sync."""
        self.main.tree_pane.load_counts()
        await self.settle()

    async def run(self, command_id: str, argument: str = "", *, count: int = 0) -> None:
        """Run a command through the dispatcher, like the palette and `:`."""
        command = self.app.dispatcher.keymap.registry.get(command_id)
        assert command is not None, command_id
        await self.app.dispatcher.run(command, Call(count, argument))
        await self.settle()

    async def go_to(self, context: Context) -> None:
        """Close dialogs, and focus a pane of the main screen or open the sources."""
        while isinstance(self.app.screen, Dialog):
            await self.app.screen.dismiss(None)
            await self.settle()
        if (context is Context.SOURCES) != self.manages_sources:
            await self.run("sources.show")
        if context is not Context.SOURCES and self.top.key_context is not context:
            await self.run(f"pane.{context}")

    @property
    def has_quit(self) -> bool:
        """Whether the app is exiting."""
        return self.app._exit

    # Screens

    @property
    def main(self) -> MainScreen:
        """The current main screen."""
        return self.app.main_screen

    @property
    def top(self) -> BaseScreen:
        """The current screen. Fails if it is a dialog."""
        assert isinstance(self.app.screen, BaseScreen)
        return self.app.screen

    @property
    def sources(self) -> SourcesScreen:
        """The sources screen. Fails if it is not the current screen."""
        assert isinstance(self.app.screen, SourcesScreen)
        return self.app.screen

    @property
    def manages_sources(self) -> bool:
        """Whether the sources screen is open."""
        return any(isinstance(screen, SourcesScreen) for screen in self.app.screen_stack)

    @property
    def session(self) -> Session:
        return self.main.session

    @property
    def library(self) -> Library:
        return self.session.library

    @property
    def focused(self) -> Widget | None:
        return self.app.screen.focused

    # Dialogs

    def field(self, field_id: str = "") -> Input:
        """Return the text field of the open dialog with an id, or the first field."""
        return self.app.screen.query_one(f"#{field_id}" if field_id else "Input", Input)

    async def fill(self, **texts: str) -> None:
        """Set the values of fields in the open dialog, by id."""
        for field_id, text in texts.items():
            self.field(field_id).value = text
        await self.settle()

    def dialog_text(self, part: str) -> str:
        """Return a text of the open dialog: title, note, mistake, latest or foot."""
        return str(self.app.screen.query_one(f".dialog--{part}").render())

    # Sources

    @property
    def source_row(self) -> SourceRow:
        """Row under the cursor of the sources table."""
        row = self.sources.table.row
        assert row is not None
        return row

    @property
    def source_lines(self) -> list[str]:
        """Lines of the sources table."""
        table = self.sources.table
        width = table.scrollable_content_region.width
        return [table.paint(line, width).text.rstrip() for line in range(table.row_count)]

    # Panes

    @property
    def panes(self) -> PaneLayout:
        return self.main.panes

    @property
    def pane(self) -> Context:
        """Focused pane."""
        return self.panes.pane

    def is_visible(self, pane: Context) -> bool:
        return self.panes.is_visible(pane)

    def region(self, pane: Context) -> Region:
        """Return the region of a pane; its size is zero if hidden."""
        return self.main.query_one(f"#{pane}-column").region

    # Tree

    @property
    def source_tree(self) -> SourceTree:
        return self.main.tree_pane.source_tree

    @property
    def node(self) -> TreeNode:
        """Tree node under the cursor."""
        assert self.source_tree.node is not None
        return self.source_tree.node

    @property
    def tree_lines(self) -> list[str]:
        """Lines of the tree, without cursor bar and surrounding spaces."""
        tree = self.source_tree
        width = tree.scrollable_content_region.width
        return [tree.paint(line, width).text.strip(" ▌") for line in range(tree.line_count)]

    @property
    def scope(self) -> str:
        """Label of the current scope."""
        return self.main.articles.scope_label

    # List

    @property
    def article_list(self) -> ArticleList:
        return self.main.articles.list

    @property
    def listing(self) -> Listing:
        return self.article_list.listing

    @property
    def list_query(self) -> ListQuery:
        return self.main.articles.list_query

    @property
    def number(self) -> int | None:
        """Number of the article under the cursor."""
        return self.article_list.number

    @property
    def cursor(self) -> int:
        """Row of the cursor."""
        return self.article_list.cursor

    def headline(self, number: int | None = None) -> Headline:
        """Return the headline of an article, by default the one under the cursor."""
        number = self.number if number is None else number
        assert number is not None
        headline = self.article_list.headline(number)
        assert headline is not None
        return headline

    @property
    def title(self) -> str:
        """Title of the article under the cursor."""
        return self.headline().title

    @property
    def selected(self) -> list[int]:
        """Numbers of the selected articles."""
        return self.article_list.selected

    @property
    def is_searching(self) -> bool:
        """Whether the search bar is shown."""
        return self.main.articles.is_search_open

    @property
    def search(self) -> BarContent:
        """Texts of the search bar."""
        return _bar_content(self.main.query_one("#search", SearchBar))

    # Reader

    @property
    def page(self) -> PageView:
        return self.main.reader.page

    @property
    def opened(self) -> OpenArticle | None:
        """Article on the page."""
        return self.main.reader.opened

    @property
    def reader_title(self) -> str:
        """Right part of the reader title: reading progress and matches."""
        return "".join(text for text, _ in self.main.reader.title.right())

    @property
    def is_finding(self) -> bool:
        """Whether the find bar is shown."""
        return self.main.reader.is_find_open

    @property
    def find(self) -> BarContent:
        """Texts of the find bar."""
        return _bar_content(self.main.query_one("#find", SearchBar))

    @property
    def page_lines(self) -> list[str]:
        """All lines of the page, including hidden ones."""
        return [line_text(line) for line in self.page.page.lines]

    @property
    def page_text(self) -> str:
        return "\n".join(self.page_lines)

    @property
    def pointed_url(self) -> str:
        """URL of the pointed link shown by the reader, else ""."""
        url = self.main.query_one("#address")
        return str(url.render()) if url.display else ""

    # Screen text

    @property
    def status_text(self) -> str:
        """Status line of the current screen."""
        return self.top.status.render_line(0).text

    @property
    def message(self) -> str:
        """Right part of the status line, not truncated."""
        return "".join(text for text, _ in self.top.status.right())

    @property
    def key_bar_text(self) -> str:
        """Key hints at the bottom, as far as they fit."""
        return "".join(text for text, _ in self.top.key_bar.left())

    @property
    def position_text(self) -> str:
        """Cursor position and number of selected rows, at the end of the key bar."""
        return "".join(text for text, _ in self.top.key_bar.right()).strip()

    @property
    def pending_keys(self) -> str:
        """Pending key sequence shown at the bottom."""
        parts = self.top.key_bar.left()
        text = "".join(text for text, _ in parts)
        pending = self.app.dispatcher.sequence.pending_text
        return pending if pending and (pending, "key") in parts and "…" in text else ""

    @property
    def notifications(self) -> list[str]:
        """Texts of the notifications on the screen."""
        return [notification.message for notification in self.app._notifications]

    @property
    def rendered_screen(self) -> str:
        """Rendered screen with styles, for comparisons."""
        return "".join(map(repr, self.app.screen._compositor.render_strips()))

    @property
    def lines(self) -> Sequence[str]:
        """Rendered screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]


def _bar_content(bar: SearchBar) -> BarContent:
    def text(name: str) -> str:
        widget = bar.query_one(f".search-bar--{name}")
        return str(widget.render()) if widget.display else ""

    return BarContent(
        text("prompt").strip(),
        bar.text,
        text("count").strip(),
        text("error").rstrip(),
        text("completions").strip(),
    )


async def settle(pilot: Pilot[None]) -> Driver:
    """Wait until the app is idle. Returns the page object."""
    driver = Driver(pilot)
    await driver.settle()
    return driver


async def press(pilot: Pilot[None], *keys: str) -> Driver:
    """Press keys one by one. Returns the page object."""
    driver = Driver(pilot)
    await driver.press(*keys)
    return driver


def store_settings(library: Library, *settings: str) -> None:
    """Store settings for the next start, like `:setting.set`."""
    stored = UiSettings(App(), library)
    for setting in settings:
        stored.set(parse_setting(setting))


class BareApp(App[None]):
    """App with a single widget and the finews theme."""

    CSS = "RowView, PageView { scrollbar-size-vertical: 1; overflow-x: hidden; }"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(DARK_BASE)

    def compose(self) -> ComposeResult:
        yield self._widget
