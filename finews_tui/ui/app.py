"""The app: services, themes, screens and shutdown."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Input

from finews_tui.config.loader import error_at
from finews_tui.errors import ConfigError, StoreError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.query.ast import Field
from finews_tui.query.query import Query
from finews_tui.system.paths import styles_directory
from finews_tui.ui.commands.command import Context, Registry
from finews_tui.ui.commands.dispatcher import Dispatcher, Owners, find_owner
from finews_tui.ui.commands.key_names import ascii_twin, typed_key
from finews_tui.ui.commands.keymap import build_keymap
from finews_tui.ui.error_boundary import ErrorBoundary, report_error
from finews_tui.ui.key_queue import KeyQueue
from finews_tui.ui.process_signals import SignalHandler
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.services.changes import ChangeService, LibraryChanged
from finews_tui.ui.services.external import ExternalPrograms
from finews_tui.ui.services.news_notifier import NewsNotifier
from finews_tui.ui.services.screen_state import ScreenState
from finews_tui.ui.services.session import Session
from finews_tui.ui.services.settings import UiSettings
from finews_tui.ui.services.status import StatusService
from finews_tui.ui.services.sync import SyncResult, SyncService
from finews_tui.ui.sources.rows import SourceRow
from finews_tui.ui.sources.screen import SourcesScreen
from finews_tui.ui.terminal import TerminalOutput
from finews_tui.ui.terminal_driver import TerminalDriver
from finews_tui.ui.theming import themes
from finews_tui.ui.theming.palettes import DARK_BASE
from finews_tui.ui.theming.theme_registry import ThemeRegistry
from finews_tui.ui.workers import start

THEME_SETTING = "screen.theme"

_TERMINAL_CHECK_S = 2.0
_STYLE_SHEETS = ("app", "panes", "bars")
_APP_KEYS = ("app.suspend", "app.quit")


def _enable_garbage_collection() -> None:
    """Enable garbage collection, except for objects created at startup."""
    gc.freeze()
    gc.enable()


class FinewsApp(ErrorBoundary, App[None], inherit_bindings=False):
    """Shows a user's library, or the built-in guide if it has no sources.

    `typed` is the text typed before the app reads the keyboard. It is replayed before keys
    that are typed later.

    Raises:
        ConfigError: unknown theme, command or key in the configuration.
        StoreError: the guide cannot be opened.
    """

    TITLE = "finews"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", "Suspend", id="app.suspend", priority=True),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", priority=True),
        Binding("ctrl+c", "help_quit", system=True),
    ]
    ENABLE_COMMAND_PALETTE = False
    # For the dialogs. Textual declares it without ClassVar, so an override cannot add it.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        library: Library,
        registry: Registry,
        *,
        query: str = "",
        guide: Callable[[], Library],
        is_light: bool | None = None,
        typed: str = "",
    ) -> None:
        style_sheets: list[str | PurePath] = [
            styles_directory() / f"{name}.tcss" for name in _STYLE_SHEETS
        ]
        has_colours = "NO_COLOR" not in os.environ
        super().__init__(css_path=style_sheets, ansi_color=None if has_colours else True)
        self._library = library
        self._query = query
        self._typed = typed
        self._open_guide = guide
        config = library.config
        keymap = build_keymap(
            registry, config.ui.keymap, config.keys, config.macros, self._config_error
        )
        self.dispatcher = Dispatcher(self, keymap, self._reveal)
        self.set_keymap(keymap.for_textual(_APP_KEYS))
        self.key_queue = KeyQueue(self)
        self.settings = UiSettings(self, library)
        self._external = ExternalPrograms(self)
        self._terminal = TerminalOutput(self, self.settings)
        self._signals = SignalHandler(self._exit_with, self.save_positions)
        self._themes = ThemeRegistry(library.paths.themes_directory, os.environ, is_light=is_light)
        self._theme_name = self.shown_theme = ""
        self._apply_first_theme()
        self._session = self._make_session(library)
        self._guide: Session | None = None
        if not config.sources:
            self._guide = self._make_session(guide(), is_guide=True)

    def _config_error(self, key: tuple[str, str], message: str) -> ConfigError:
        return error_at(self._library.paths.config_file, key, message)

    def _make_session(self, library: Library, *, is_guide: bool = False) -> Session:
        return Session(
            library,
            self.settings,
            ScreenState(self, library),
            StatusService(self),
            ChangeService(self, library),
            SyncService(self, library),
            NewsNotifier(self, library),
            self._external,
            self.dispatcher.keymap.text,
            is_guide,
        )

    def get_driver_class(self) -> type[Driver]:
        driver_class = super().get_driver_class()
        return TerminalDriver if driver_class is LinuxDriver else driver_class

    async def on_event(self, event: events.Event) -> None:
        """Handle keys one at a time."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self.key_queue.is_turn(event):
            event = self._without_input_method(event)
            await super().on_event(event)
            target = (self.focused or self.screen) if event.is_forwarded else None
            self.key_queue.take_next(after=target)

    def _without_input_method(self, event: events.Key) -> events.Key:
        """Replace a full-width key by its ASCII twin, except in text fields and if it is bound."""
        twin = ascii_twin(event.character)
        if twin is None or isinstance(self.focused, Input):
            return event
        return event if self.dispatcher.keymap.binds(event.key) else events.Key(*twin)

    # Screens

    def get_default_screen(self) -> MainScreen:
        if self._guide is not None:
            return MainScreen(self._guide, self.dispatcher, is_first=True)
        return MainScreen(self._session, self.dispatcher, query=self._query)

    @property
    def main_screen(self) -> MainScreen:
        """Topmost main screen, below dialogs and the sources screen."""
        return next(
            screen for screen in reversed(self.screen_stack) if isinstance(screen, MainScreen)
        )

    async def open_sources(self) -> None:
        """Open the sources screen, and wait until commands can run on it."""
        main = self.main_screen
        if main.session.is_guide:
            key = main.session.key_text("source.add")
            main.show_message(tr("No sources yet. Press {key} to add one.", key=key))
            return
        main.reader.stop_read_timer()
        node = main.tree_pane.node
        selected = node.source if node is not None else ""
        await self.push_screen(
            SourcesScreen(main.session, self.dispatcher, self._sources_closed, selected)
        )

    def _sources_closed(self, row: SourceRow | None) -> None:
        main = self.main_screen
        main.panes.focus_pane(main.panes.pane)
        if row is None:
            main.reader.show_again()
            return
        term = Field("group", row.group) if row.is_group else Field("source", row.name)
        main.tree_pane.source_tree.reveal(row.name)
        if main.go_to_scope(Query(term)):
            main.panes.focus_pane(Context.LIST)

    async def _reveal(self, owner: Owners) -> None:
        """Show the screen that contains an owner: the sources screen, or one below it."""
        if any(find_owner(screen, owner) for screen in self.screen_stack[:-1]):
            while find_owner(self.screen, owner) is None and len(self.screen_stack) > 1:
                await self._close_top_screen()
        elif isinstance(owner, type) and issubclass(owner, SourcesScreen):
            await self.open_sources()

    async def _close_top_screen(self) -> None:
        if isinstance(self.screen, SourcesScreen):
            self.screen.close_screen(None)
        else:
            await self.pop_screen()

    def go_to_scope(self, scope: Query) -> None:
        """List a scope on the main screen."""
        if isinstance(self.screen, SourcesScreen):
            self.screen.close_screen(None)
        self.main_screen.go_to_scope(scope)

    def show_message(self, text: str) -> None:
        """Show a message in the status bar of the current screen."""
        if isinstance(self.screen, BaseScreen):
            self.screen.show_message(text)

    # The guide, and new sources

    async def open_guide(self) -> None:
        """Open the guide over the user's articles."""
        if self.main_screen.session.is_guide:
            return
        if self._guide is None:
            library = await asyncio.to_thread(self._open_guide)
            self._guide = self._make_session(library, is_guide=True)
        await self.push_screen(MainScreen(self._guide, self.dispatcher))

    def add_source(self, location: str = "") -> None:
        """Add the source at a location, or ask for a location."""
        start(
            self,
            partial(self._add_source, location),
            group="add source",
            exclusive=True,
        )

    async def _add_source(self, location: str) -> None:
        from finews_tui.ui.sources.add_source_flow import add_sources

        names = [source.name for source in await add_sources(self, self._library, location)]
        if not names:
            return
        screen = self.screen
        if isinstance(screen, SourcesScreen):
            screen.select(names[0])
            screen.load()
            self.main_screen.tree_pane.load_counts()
            screen.session.sync.schedule()
            screen.session.sync.start(names)
        elif self.main_screen.session.is_guide:
            await self.push_screen(MainScreen(self._session, self.dispatcher, new_sources=names))
        else:
            self.main_screen.show_new_sources(names)

    # Themes

    @property
    def theme_names(self) -> Sequence[str]:
        """Names of all themes."""
        return self._themes.names()

    def _apply_first_theme(self) -> None:
        """Apply the last selected theme if it still exists, else the configured one."""
        with suppress(ConfigError):
            if name := self._library.state.setting(THEME_SETTING):
                self._apply_theme(name)
                self._theme_name = name
        if self._theme_name:
            return
        configured = self._library.config.ui.theme
        try:
            self._apply_theme(configured)
        except ConfigError as error:
            if "themes/" in str(error):
                raise
            raise self._config_error(("ui", "theme"), str(error)) from None
        self._theme_name = configured

    def _apply_theme(self, name: str) -> None:
        theme = self._themes.theme(name)
        self.register_theme(theme)
        self.theme = theme.name
        self.shown_theme = name

    def preview_theme(self, name: str) -> None:
        """Preview a theme; "" restores the selected one."""
        name = name or self._theme_name
        if name != self.shown_theme:
            try:
                self._apply_theme(name)
            except ConfigError as error:
                report_error(self, error)

    def set_theme(self, name: str) -> None:
        """Apply and store a theme."""
        try:
            self._apply_theme(name)
        except ConfigError as error:
            report_error(self, error)
            return
        self._theme_name = name
        self._library.state.set_setting(THEME_SETTING, name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(DARK_BASE)

    # Service events

    def on_load(self) -> None:
        # Before the keyboard is read: keys that follow must not overtake these.
        for character in self._typed:
            if key := typed_key(character):
                self.post_message(events.Key(key, character))

    def on_mount(self) -> None:
        # Textual does not repaint when the user returns from the shell with `fg`.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())
        session = self._session
        session.changes.changed.subscribe(self, self._library_changed)
        session.sync.finished.subscribe(self, self._sync_finished)
        session.news.matched.subscribe(self, self._terminal.notify)
        if not self.is_headless:
            self.call_after_refresh(self._signals.ready)
            self.call_after_refresh(_enable_garbage_collection)
            self.set_interval(_TERMINAL_CHECK_S, self._signals.check_terminal)

    def _library_changed(self, event: LibraryChanged) -> None:
        if event.has_changed_sources:
            self._session.sync.schedule()

    def _sync_finished(self, result: SyncResult) -> None:
        if any(outcome.new for outcome in result.outcomes):
            self._session.news.check()

    @on(MainScreen.UnreadCounted)
    def _show_unread(self, event: MainScreen.UnreadCounted) -> None:
        self._terminal.show_unread(event.count)

    # Shutdown

    def run_in_terminal(self) -> int:
        """Run until the user quits. Returns the exit status: 128 + n after signal n."""
        with self._signals:
            self.run()
        self._terminal.restore_title_at_exit()
        return self.return_code or 0

    def _exit_with(self, status: int) -> None:
        self.save_positions()
        self.exit(return_code=status)

    def quit(self) -> None:
        """Quit immediately."""
        self._exit_with(0)

    async def action_quit(self) -> None:
        self.quit()

    def action_help_quit(self) -> None:
        """Show how to quit, because Ctrl-c copies the selection."""
        key = self.dispatcher.keymap.text("app.quit")
        self.notify(tr("Press {key} to quit finews", key=key), markup=False)

    def leave_screen(self) -> None:
        """Close the guide if it was opened over the user's articles, else quit."""
        self.save_positions()
        if self.main_screen.session.is_guide and len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def save_positions(self) -> None:
        """Store the positions of the screens for the next start."""
        try:
            for screen in self.screen_stack:
                if isinstance(screen, MainScreen):
                    screen.save_position()
        except StoreError as error:
            self.log.warning(str(error))
