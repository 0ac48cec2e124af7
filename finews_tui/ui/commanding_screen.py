"""From keys and names to actions: sequences, counts, macros, the help, the palette, `:`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from textual import events, on, work
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.system.browser import Browser
from finews_tui.ui import messages as captions
from finews_tui.ui.commands.command import Action, Pane
from finews_tui.ui.commands.key_names import keys_of_people
from finews_tui.ui.commands.key_sequences import Called, Ended, KeyInput, Waiting
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.commands.macros import Step, parse_step
from finews_tui.ui.editing_screen import EditingScreen
from finews_tui.ui.services.settings import Setting
from finews_tui.ui.tree.nodes import Branch
from finews_tui.ui.widgets.key_bar import KeyBar

# A step of a macro waits for what the one before began, but for what may last long.
_LASTING_GROUPS = frozenset(("macro", "sync", "open", "counts"))


class CommandingScreen(EditingScreen, inherit_bindings=False):
    """Calls actions by keys and by names."""

    @dataclass
    class ThemeChosen(Message):
        """A theme is to be worn, for a moment or to be kept; none is the one that was kept."""

        name: str
        is_kept: bool

    @dataclass
    class SettingChosen(Message):
        """Something is to be otherwise, and to be kept so."""

        setting: Setting

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self.theme_names: Callable[[], Sequence[str]] = tuple
        self._keys = KeyInput(keymap)

    async def on_key(self, event: events.Key) -> None:
        """Hear the keys that nothing in the pane wanted. Text being typed is left alone."""
        pane = self.pane_here
        if isinstance(self.focused, Input):
            if event.is_printable or event.key in self.active_bindings:
                return
            action = self._keys.anywhere(event.key)
            if action is not None:
                event.stop()
                await self.do(action)
            return
        was_waiting = self._keys.is_waiting
        answer = self._keys.press(pane, event.key)
        if answer is None:
            return
        event.stop()
        if was_waiting or isinstance(answer, Waiting):
            self.show_hints()
        if isinstance(answer, Called):
            await self.do(answer.action, count=answer.count)
        elif isinstance(answer, Ended) and not answer.is_given_up:
            self.status.notice(tr("{keys}: there are no such keys", keys=answer.shown))

    @on(KeyBar.Clicked)
    def _press_clicked(self, event: KeyBar.Clicked) -> None:
        for key in keys_of_people(event.key):
            self.app.simulate_key(key)

    def show_hints(self) -> None:
        """Tell the keys that do something here; after a key that begins some, how they go on."""
        if self._keys.is_waiting:
            ways = self._keys.ways_on(self.pane_here)
            self.key_bar.show(captions.ways_on(self._keys.shown, ways))
            return
        is_typing = isinstance(self.focused, Input)
        if self.is_tending:
            self.key_bar.show(captions.source_hints(self.keymap, is_typing=is_typing))
            return
        is_finding = self.is_among_hits and not is_typing
        self.key_bar.show(
            captions.hints(self.keymap, self.desk.pane, is_finding=is_finding, is_typing=is_typing)
        )

    # Actions by their names

    def action_help(self) -> None:
        from finews_tui.ui.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog(self.keymap, self.pane_here), self.do)

    def action_palette(self) -> None:
        from finews_tui.ui.dialogs.palette import Palette

        offered = (self.source_tree.places(), self.theme_names(), self.settings_to_choose())
        dialog = Palette(self.keymap, *offered, self._preview)
        self.app.push_screen(dialog, self._do_chosen)

    def settings_to_choose(self) -> Sequence[Setting]:
        """What may be set otherwise than it is."""
        raise NotImplementedError

    async def _do_chosen(self, chosen: Action | Branch | Setting | str | None) -> None:
        if not isinstance(chosen, str):
            self._preview("")
        if isinstance(chosen, Branch):
            self.go_to_place(chosen)
        elif isinstance(chosen, Setting):
            self.post_message(self.SettingChosen(chosen))
        elif isinstance(chosen, str):
            self.post_message(self.ThemeChosen(chosen, is_kept=True))
        else:
            await self.do(chosen)

    def action_theme(self, name: str = "") -> None:
        """Wear a theme, asked for where none is given."""
        if name:
            self.post_message(self.ThemeChosen(name, is_kept=True))
            return
        from finews_tui.ui.dialogs.theme_picker import ThemePicker

        names = self.theme_names()
        worn = self.app.theme.removeprefix("finews-")
        self.app.push_screen(ThemePicker(names, worn, self._preview), self._keep_theme)

    def _keep_theme(self, name: str | None) -> None:
        self.post_message(self.ThemeChosen(name or "", is_kept=name is not None))

    def _preview(self, name: str) -> None:
        self.post_message(self.ThemeChosen(name, is_kept=False))

    def action_command(self) -> None:
        from finews_tui.ui.dialogs.command_line import CommandLine

        self.app.push_screen(CommandLine(self.keymap, self._suggestions()), self._do_step)

    def _suggestions(self) -> dict[str, Sequence[str]]:
        """What may be said to actions, by what they take."""
        places = self.source_tree.places()
        sources = sorted({branch.source for branch in places if branch.source})
        return {
            "place": [branch.label for branch in places],
            "source": sources,
            "date": ["today", "yesterday"],
            "theme": self.theme_names(),
            "setting": [setting.text for setting in self.settings_to_choose()],
            "query": [saved.text for saved in self.source_tree.saved()],
        }

    async def _do_step(self, step: Step | None) -> None:
        if step is not None:
            await self.do(step.action, step.argument)

    async def do(self, action: Action | None, argument: str = "", *, count: int = 0) -> None:
        """Do an action, with what is said to it or a count."""
        if action is None:
            return
        await self.make_room_for(action)
        nodes = {Pane.DESK: self.desk, Pane.SCREEN: self, Pane.APP: self.app}
        node = nodes.get(action.pane) or self.target(action.pane)
        if argument and action.takes:
            name = action.call.partition("(")[0]
            await self.app.run_action(f"{name}({argument!r})", node)
            return
        if action.has_count and argument.isdecimal():
            count = int(argument)
        call = action.call.replace("{count}", str(count or 1)).replace("{place}", str(count))
        await self.app.run_action(call, node)

    # Macros

    def action_macro(self, name: str) -> None:
        self.run_macro(self.keymap.macros[name])

    @work(exclusive=True, group="macro", exit_on_error=False)
    async def run_macro(self, texts: Sequence[str]) -> None:
        """Do the steps of a macro, each once the one before has ended."""
        for text in texts:
            step = parse_step(text)
            before = set(self.workers)
            if step is not None:
                await self.do(step.action, step.argument)
            begun = [one for one in self.workers if one not in before]
            await self._end_of([one for one in begun if one.group not in _LASTING_GROUPS])

    async def _end_of(self, workers: Sequence[Worker[object]]) -> None:
        for worker in workers:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()
        await asyncio.sleep(0)
