"""Settings worn live: which panes there are and how large, what a row shows, how text is set."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from textual import events, on, work

from finews_tui.config.loader import UiConfig
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import LayoutOptions
from finews_tui.library.library import Library
from finews_tui.system.browser import Browser
from finews_tui.ui import pane_sizes as sizes
from finews_tui.ui.commanding_screen import CommandingScreen
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.pane_layout import Desk, Shape
from finews_tui.ui.services.settings import Setting, choices, parse_setting

_WIDTHS = ((110, "wide"), (70, "medium"), (40, "narrow"))


class SettingScreen(CommandingScreen, inherit_bindings=False):
    """Looks as its user set it."""

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self.ui = library.config.ui
        self.wear(self.ui)

    def wear(self, ui: UiConfig) -> None:
        """Look so from now on."""
        self.ui = ui
        self.layout_options = LayoutOptions(ui.measure, ui.indent, ui.ambiguous_width)
        self._read_after_s = ui.mark_read_after_s
        today = datetime.now(UTC).astimezone().date()
        self.article_list.today = today if ui.date == "relative" else None
        self.article_list.columns = frozenset(ui.columns.split())
        self.list_column.row_height = ui.rows
        widths = [(least, f"-{name}") for least, name in reversed(_WIDTHS)]
        chosen = [(40, f"-{ui.layout}")] if ui.layout != "auto" else widths
        self.HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), *chosen]
        self.set_class(ui.reader == "below", "-below")
        self.set_class(not ui.tree, "-no-tree")

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size.width)

    def _arrange(self, width: int) -> None:
        layout = self.ui.layout
        if layout == "auto" or width < _WIDTHS[-1][0]:
            layout = next((name for least, name in _WIDTHS if width >= least), "tiny")
        for name in ("tiny", *(name for _, name in _WIDTHS)):
            self.set_class(name == layout, f"-{name}")
        self.desk.lay_panes(Shape(layout, self.ui.reader == "below", self.ui.tree))

    # Changing them

    def action_setting(self, text: str = "") -> None:
        """Set something: its name and its value."""
        if not text:
            self.action_palette()
            return
        try:
            setting = parse_setting(text)
        except UsageError as error:
            self.status.notice(str(error))
            return
        self.post_message(self.SettingChosen(setting))
        self.status.notice(tr("Set: {setting}", setting=setting.text))

    def settings_to_choose(self) -> list[Setting]:
        """All that may be set, but for what is so already."""
        return [one for one in choices() if getattr(self.ui, one.name) != one.value]

    def wear_now(self, ui: UiConfig) -> None:
        """Look so at once."""
        self.wear(ui)
        self._arrange(self.size.width)
        self.show_under_cursor()
        self.load_listing(self.article_list.number)
        self.load_counts(0)

    # Sizes

    def restore_sizes(self, text: str) -> None:
        """Give the panes the sizes that they had."""
        self.desk.sizes = sizes.from_text(text)

    @on(Desk.SizesChanged)
    def _tell_sizes(self) -> None:
        self.keep_sizes(sizes.to_text(self.desk.sizes))

    @work(group="settings", exit_on_error=False)
    async def keep_sizes(self, text: str) -> None:
        """Keep the sizes of the panes, out of the way of the keys."""
        await asyncio.to_thread(self.library.state.set_setting, sizes.SETTING, text)
