"""Page object of the screen: what a user sees and does, and waiting until it is done.

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
"""Workers that end only when the user answers a dialog."""

_DEADLINE_S = 30.0
_POLL_S = 0.01


class BarContent(NamedTuple):
    """What a search bar shows, without spaces at the ends; "" for a hidden part.

    Only `error` has the spaces that put it below its position.
    """

    prompt: str
    text: str
    result: str
    error: str
    completions: str


class Driver:
    """The app as a user meets it. It always refers to the screens that are open now."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> FinewsApp:
        assert isinstance(self.pilot.app, FinewsApp)
        return self.pilot.app

    # Acting

    async def settle(self) -> None:
        """Wait until no key, message and worker is pending, but those that wait for the user."""
        await self.pilot.pause()
        while not self.app.key_queue.is_idle or self._running_workers():
            for worker in self._running_workers():
                with suppress(WorkerCancelled, WorkerFailed):
                    await worker.wait()
            await self.pilot.pause()
        await self.pilot.pause()

    def _running_workers(self) -> list[Worker[object]]:
        return [one for one in self.app.workers if one.group not in _WAITING_FOR_THE_USER]

    async def press(self, *keys: str) -> None:
        """Press keys, waiting after each until everything it caused is done."""
        await self.settle()
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys without waiting for workers in between, then until everything is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the focused field, and wait until everything it caused is done."""
        await self.press_at_once(*text)

    async def paste(self, text: str) -> None:
        """Paste a text into the focused field, as the terminal does."""
        assert self.focused is not None
        self.focused.post_message(events.Paste(text))
        await self.settle()

    async def send(self, *keys: str, yields: int = 0) -> None:
        """Send keys in one burst, as a terminal does when they are typed fast.

        The app is not waited for; after each key it has some `yields` of the event loop.
        """
        for key in keys:
            is_character = len(key) == 1
            name = _character_to_key(key) if is_character and not key.isalnum() else key
            self.app.post_message(events.Key(name, key if is_character else None))
            for _ in range(yields):
                await asyncio.sleep(0)

    async def burst(self, *keys: str, yields: int = 0) -> None:
        """Send keys in one burst, then wait until everything they caused is done."""
        await self.send(*keys, yields=yields)
        await self.settle()

    async def wait_until(self, is_true: Callable[[], bool]) -> None:
        """Wait for something that a timer or a worker does; fail if it does not happen."""
        deadline = monotonic() + _DEADLINE_S
        while not is_true():
            assert monotonic() < deadline
            await self.pilot.pause(_POLL_S)

    def clear_message(self) -> None:
        """Hide the message in the status line, which covers the rest of it."""
        self.top.show_message("")

    async def reload_counts(self) -> None:
        """Read the counts of the tree again, as after a sync."""
        self.main.tree_pane.load_counts()
        await self.settle()

    async def run(self, command_id: str, argument: str = "", *, count: int = 0) -> None:
        """Run a command through the dispatcher, as palette and `:` do."""
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
        """Whether the app is ending."""
        return self.app._exit

    # Screens

    @property
    def main(self) -> MainScreen:
        """The main screen on top."""
        return self.app.main_screen

    @property
    def top(self) -> BaseScreen:
        """The current screen, which is no dialog."""
        assert isinstance(self.app.screen, BaseScreen)
        return self.app.screen

    @property
    def sources(self) -> SourcesScreen:
        """The screen that manages sources."""
        assert isinstance(self.app.screen, SourcesScreen)
        return self.app.screen

    @property
    def manages_sources(self) -> bool:
        """Whether that screen is open."""
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
        """The text field of the open dialog with that id, or its first one."""
        return self.app.screen.query_one(f"#{field_id}" if field_id else "Input", Input)

    async def fill(self, **texts: str) -> None:
        """Replace the texts of fields in the open dialog, by their ids."""
        for field_id, text in texts.items():
            self.field(field_id).value = text
        await self.settle()

    def dialog_text(self, part: str) -> str:
        """Text of a part of the open dialog: title, note, mistake, latest, foot."""
        return str(self.app.screen.query_one(f".dialog--{part}").render())

    # Sources

    @property
    def source_row(self) -> SourceRow:
        """The row under the cursor of the table of sources."""
        row = self.sources.table.row
        assert row is not None
        return row

    @property
    def source_lines(self) -> list[str]:
        """The lines of the table of sources."""
        table = self.sources.table
        width = table.scrollable_content_region.width
        return [table.paint(line, width).text.rstrip() for line in range(table.row_count)]

    # Panes

    @property
    def panes(self) -> PaneLayout:
        return self.main.panes

    @property
    def pane(self) -> Context:
        """The pane with the focus."""
        return self.panes.pane

    def is_visible(self, pane: Context) -> bool:
        return self.panes.is_visible(pane)

    def region(self, pane: Context) -> Region:
        """Where a pane is on the screen, without size if it is hidden."""
        return self.main.query_one(f"#{pane}-column").region

    # The tree

    @property
    def source_tree(self) -> SourceTree:
        return self.main.tree_pane.source_tree

    @property
    def node(self) -> TreeNode:
        """The node under the cursor."""
        assert self.source_tree.node is not None
        return self.source_tree.node

    @property
    def tree_lines(self) -> list[str]:
        """The lines of the tree, without the bar of the cursor and the spaces at the ends."""
        tree = self.source_tree
        width = tree.scrollable_content_region.width
        return [tree.paint(line, width).text.strip(" ▌") for line in range(tree.line_count)]

    @property
    def scope(self) -> str:
        """Name of the scope that is listed."""
        return self.main.articles.scope_label

    # The list

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
        """Headline of an article, or of the one under the cursor."""
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
        """What the search bar shows."""
        return _bar_content(self.main.query_one("#search", SearchBar))

    # The reader

    @property
    def page(self) -> PageView:
        return self.main.reader.page

    @property
    def opened(self) -> OpenArticle | None:
        """The article on the page."""
        return self.main.reader.opened

    @property
    def reader_title(self) -> str:
        """The right part of the title of the reader: how far it was read."""
        return "".join(text for text, _ in self.main.reader.title.right())

    @property
    def is_finding(self) -> bool:
        """Whether the bar to find text in the article is shown."""
        return self.main.reader.is_find_open

    @property
    def find(self) -> BarContent:
        """What the bar to find text in the article shows."""
        return _bar_content(self.main.query_one("#find", SearchBar))

    @property
    def page_lines(self) -> list[str]:
        """The lines of the page, also those out of sight."""
        return [line_text(line) for line in self.page.page.lines]

    @property
    def page_text(self) -> str:
        return "\n".join(self.page_lines)

    @property
    def pointed_url(self) -> str:
        """The URL shown above the page while a link is pointed at, else ""."""
        url = self.main.query_one("#address")
        return str(url.render()) if url.display else ""

    # Lines of text

    @property
    def status_text(self) -> str:
        """The status line of the current screen."""
        return self.top.status.render_line(0).text

    @property
    def message(self) -> str:
        """The right part of the status line, in full."""
        return "".join(text for text, _ in self.top.status.right())

    @property
    def key_bar_text(self) -> str:
        """The keys at the bottom, as far as they fit."""
        return "".join(text for text, _ in self.top.key_bar.left())

    @property
    def position_text(self) -> str:
        """Where the cursor is and how many rows are selected, at the end of the key bar."""
        return "".join(text for text, _ in self.top.key_bar.right()).strip()

    @property
    def pending_keys(self) -> str:
        """The unfinished key sequence, as it is shown at the bottom."""
        parts = self.top.key_bar.left()
        text = "".join(text for text, _ in parts)
        pending = self.app.dispatcher.sequence.pending_text
        return pending if pending and (pending, "key") in parts and "…" in text else ""

    @property
    def notifications(self) -> list[str]:
        """Texts of the notifications on the screen."""
        return [notification.message for notification in self.app._notifications]

    @property
    def picture(self) -> str:
        """The whole screen with its styles, to be compared."""
        return "".join(map(repr, self.app.screen._compositor.render_strips()))

    @property
    def lines(self) -> Sequence[str]:
        """The whole screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]


def _bar_content(bar: SearchBar) -> BarContent:
    def text(part: str) -> str:
        widget = bar.query_one(f".search-bar--{part}")
        return str(widget.render()) if widget.display else ""

    return BarContent(
        text("prompt").strip(),
        bar.text,
        text("count").strip(),
        text("mistake").rstrip(),
        text("proposals").strip(),
    )


async def settle(pilot: Pilot[None]) -> Driver:
    """Wait until everything is done. Returns the page object."""
    driver = Driver(pilot)
    await driver.settle()
    return driver


async def press(pilot: Pilot[None], *keys: str) -> Driver:
    """Press keys one by one. Returns the page object."""
    driver = Driver(pilot)
    await driver.press(*keys)
    return driver


def store_settings(library: Library, *settings: str) -> None:
    """Store settings as `:setting.set` does, for the next start."""
    stored = UiSettings(App(), library)
    for setting in settings:
        stored.set(parse_setting(setting))


class BareApp(App[None]):
    """An app with a single widget in the colours of finews."""

    CSS = "RowView, PageView { scrollbar-size-vertical: 1; overflow-x: hidden; }"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(DARK_BASE)

    def compose(self) -> ComposeResult:
        yield self._widget
