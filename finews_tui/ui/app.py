"""The application: themes, keymap, style sheets, signals, and which library is shown."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from finews_tui.config.loader import error_at
from finews_tui.errors import ConfigError, StoreError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.system.browser import Browser
from finews_tui.system.clipboard import copy_to_clipboard
from finews_tui.system.paths import styles_directory
from finews_tui.ui import pane_sizes as sizes
from finews_tui.ui.commands.command import Pane, actions_in
from finews_tui.ui.commands.keymap import build_keymap
from finews_tui.ui.process_signals import Leaving
from finews_tui.ui.saved_position import THEME_SETTING
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.services.settings import chosen_ui, keep
from finews_tui.ui.terminal_title import TellingApp
from finews_tui.ui.theming import themes
from finews_tui.ui.theming.palettes import INK
from finews_tui.ui.theming.theme_registry import Wardrobe

_TERMINAL_LOOKS_S = 2.0
_SHEETS = ("app", "panes", "bars")


def _collect_garbage_again() -> None:
    """What a start made stays to the end: leave it out of what is looked through on every key."""
    gc.freeze()
    gc.enable()


class FinewsApp(TellingApp, inherit_bindings=False):
    """Shows a user's library; where nothing is followed yet, the guide in its place.

    Raises:
        ConfigError: a theme, an action or a key in the configuration that is none.
        StoreError: the guide cannot be opened.
    """

    TITLE = "finews"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(action.keys[0], action.call, action.name, id=action.id, priority=True)
            for action in actions_in(Pane.APP)
        ),
        Binding("ctrl+c", "help_quit", system=True),
    ]
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  (of the dialogs)

    def __init__(
        self,
        library: Library,
        *,
        query: str = "",
        guide: Callable[[], Library],
        is_light: bool | None = None,
    ) -> None:
        is_plain = "NO_COLOR" in os.environ
        sheets = styles_directory()
        super().__init__(
            css_path=[sheets / f"{name}.tcss" for name in _SHEETS],
            ansi_color=True if is_plain else None,
        )
        self._library = library
        self._query = query
        self._open_guide = guide
        self._guide: Library | None = None
        config = library.config
        self._keymap_of_user = build_keymap(
            config.ui.keymap, config.keys, config.macros, self._mistake_in_config
        )
        self._browser = Browser(os.environ)
        self._leaving = Leaving(self._leave, self.keep_places)
        self.set_keymap(self._keymap_of_user.for_textual())
        directory = library.paths.themes_directory
        self._wardrobe = Wardrobe(directory, os.environ, is_light=is_light)
        self._worn = self._shown = ""
        self._wear_first_theme()
        if not library.config.sources:
            self._guide = guide()

    def copy_to_clipboard(self, text: str) -> None:
        """Ask the terminal (OSC 52), which alone reaches a remote reader, and the desktop."""
        super().copy_to_clipboard(text)
        self.run_worker(
            lambda: copy_to_clipboard(text, os.environ),
            thread=True,
            group="clipboard",
            exit_on_error=False,
        )

    def _mistake_in_config(self, key: tuple[str, str], message: str) -> ConfigError:
        return error_at(self._library.paths.config_file, key, message)

    def _wear_first_theme(self) -> None:
        """The one that was chosen last, if there is such a one still, else the configuration's."""
        with suppress(ConfigError):
            if chosen := self._library.state.setting(THEME_SETTING):
                self._wear(chosen)
                self._worn = chosen
        if not self._worn:
            try:
                self._wear(self._library.config.ui.theme)
            except ConfigError as error:
                if "themes/" in str(error):
                    raise
                raise self._mistake_in_config(("ui", "theme"), str(error)) from None
            self._worn = self._library.config.ui.theme

    def _wear(self, name: str) -> None:
        theme = self._wardrobe.theme(name)
        self.register_theme(theme)
        self.theme = theme.name
        self._shown = name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(INK)

    def get_default_screen(self) -> MainScreen:
        if self._guide is not None:
            return self._screen_over(self._guide, is_guide=True, is_first=True)
        return self._screen_over(self._library, query=self._query)

    def _screen_over(
        self,
        library: Library,
        *,
        query: str = "",
        new_sources: Sequence[str] = (),
        is_guide: bool = False,
        is_first: bool = False,
    ) -> MainScreen:
        screen = MainScreen(
            library,
            self._keymap_of_user,
            self._browser,
            query=query,
            new_sources=new_sources,
            is_guide=is_guide,
            is_first=is_first,
        )
        screen.theme_names = self._wardrobe.names
        screen.wear(chosen_ui(self._library.state, self._library.config.ui))
        screen.restore_sizes(library.state.setting(sizes.SETTING))
        return screen

    # Signals and leaving

    def run_in_terminal(self) -> int:
        """Run until the user leaves; the exit status: 128 and its number after a signal."""
        with self._leaving:
            self.run()
        self.give_title_back_at_end()
        return self.return_code or 0

    def on_mount(self) -> None:
        # Textual paints nothing anew when the user comes back from the shell with `fg`.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())
        if not self.is_headless:
            self.call_after_refresh(self._leaving.ready)
            self.call_after_refresh(_collect_garbage_again)
            self.set_interval(_TERMINAL_LOOKS_S, self._leaving.look_at_terminal)

    def _leave(self, status: int) -> None:
        self.keep_places()
        self.exit(return_code=status)

    async def action_quit(self) -> None:
        self._leave(0)

    @on(MainScreen.Finished)
    async def _step_out(self) -> None:
        """Out of the guide that lies over one's own news; else out of finews."""
        self.keep_places()
        screen = self.screen
        if isinstance(screen, MainScreen) and screen.is_guide and len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def keep_places(self) -> None:
        """Keep where the user is, and the theme, for the next start."""
        try:
            for screen in self.screen_stack:
                if isinstance(screen, MainScreen):
                    screen.keep_place()
        except StoreError as error:
            self.log.warning(str(error))

    @on(MainScreen.ThemeChosen)
    def _follow_theme(self, event: MainScreen.ThemeChosen) -> None:
        """Wear a theme, and remember it where it is to be kept."""
        wanted = event.name or self._worn
        if wanted == self._shown and not event.is_kept:
            return
        try:
            self._wear(wanted)
        except ConfigError as error:
            self.notify(str(error), severity="error", markup=False, timeout=8)
            return
        if event.is_kept:
            self._worn = event.name
            self._library.state.set_setting(THEME_SETTING, event.name)

    @on(MainScreen.SettingChosen)
    def _follow_setting(self, event: MainScreen.SettingChosen) -> None:
        """Keep a setting, and let every screen wear it."""
        keep(self._library.state, event.setting)
        ui = chosen_ui(self._library.state, self._library.config.ui)
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.wear_now(ui)

    # The guide, and the first source

    async def action_guide(self) -> None:
        """Open the guide over the screen."""
        screen = self.screen
        if isinstance(screen, MainScreen) and screen.is_guide:
            return
        if self._guide is None:
            self._guide = await asyncio.to_thread(self._open_guide)
        await self.push_screen(self._screen_over(self._guide, is_guide=True))

    def action_help_quit(self) -> None:
        """Say how to quit: Ctrl-c, which ends other programs, copies here."""
        key = self._keymap_of_user.first("app.quit")
        self.notify(tr("{key} quits finews", key=key), markup=False)

    def action_add_source(self, location: str = "") -> None:
        """Follow a folder or an address, asked for where none is given."""
        self.run_worker(self._follow(location), group="follow", exclusive=True)

    async def _follow(self, location: str) -> None:
        """Let something be followed, and go there."""
        from finews_tui.ui.sources.add_source_flow import ask_and_follow

        screen = self.screen
        if not isinstance(screen, MainScreen):
            return
        names = [source.name for source in await ask_and_follow(self, self._library, location)]
        if not names:
            return
        if screen.is_guide:
            await self.push_screen(self._screen_over(self._library, new_sources=names))
        else:
            screen.welcome(names)
