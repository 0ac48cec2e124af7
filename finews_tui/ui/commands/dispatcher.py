"""Run commands, from keys or on behalf of the palette, help, `:` line and macros."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from finews_tui.ui.commands.command import AnyCommand, Call, Context
from finews_tui.ui.commands.key_sequences import KeySequenceParser, Matched, Result
from finews_tui.ui.commands.keymap import Keymap

Owners = type[DOMNode] | tuple[type[DOMNode], ...]
Reveal = Callable[[Owners], Awaitable[None]]
"""Shows the screen that contains such an owner."""


class Dispatcher:
    """Run commands on their owner."""

    def __init__(self, app: App[None], keymap: Keymap, reveal: Reveal) -> None:
        self.keymap = keymap
        self.sequence = KeySequenceParser(keymap)
        self._app = app
        self._reveal = reveal
        self._typing_keys: Mapping[Context, Mapping[str, AnyCommand]] = {
            context: keymap.shared_table(context) for context in Context
        }

    async def press(self, context: Context, key: str) -> Result:
        """Handle a key press, and run the command it completes."""
        result = self.sequence.press(context, key)
        if isinstance(result, Matched):
            await self.run(result.command, Call(count=result.count))
        return result

    async def press_while_typing(self, context: Context, key: str) -> bool:
        """Run a command whose key also works in a text field. Returns False if none."""
        command = self._typing_keys[context].get(key)
        if command is not None:
            await self.run(command, Call())
        return command is not None

    async def run(self, command: AnyCommand, call: Call) -> None:
        """Run a command on its owner, switching screens if needed."""
        owner = find_owner(self._app.screen, command.owner)
        if owner is None:
            await self._reveal(command.owner)
            owner = find_owner(self._app.screen, command.owner)
        if owner is not None:
            await command.perform(owner, replace(call, dispatch=self.run))


def find_owner(screen: Screen[object], owner: Owners) -> DOMNode | None:
    """Return the nearest `owner` ancestor of the focused widget, else any on `screen`."""
    for node in (screen.focused or screen).ancestors_with_self:
        if isinstance(node, owner):
            return node
    return next((node for node in screen.walk_children() if isinstance(node, owner)), None)
