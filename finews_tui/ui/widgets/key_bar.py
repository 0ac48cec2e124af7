"""Bottom line: key hints of the focused pane, and the cursor position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from finews_tui.layout.cells import cell_len
from finews_tui.ui.widgets.bar import Bar, Part

Hint = tuple[str, str]
"""Displayed key, and a label."""


class KeyBar(Bar):
    """Key hints: as many as fit, and always the last one."""

    @dataclass
    class Clicked(Message):
        """A hint was clicked; `key` is the displayed key."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: Sequence[Hint] = ()
        self._position = ""

    def show(self, hints: Sequence[Hint]) -> None:
        """Show hints."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def show_position(self, text: str) -> None:
        """Show the cursor position at the right end."""
        if text != self._position:
            self._position = text
            self.refresh()

    def left(self) -> Sequence[Part]:
        parts: list[Part] = [(" ", "")]
        for key, label in self._fitting():
            parts += [(key, "key"), (f" {label}   ", "dim")]
        return parts

    def _fitting(self) -> Sequence[Hint]:
        available = self.size.width - 1 - cell_len(self._position) - 3
        hints = list(self._hints)
        while len(hints) > 1 and sum(_width(hint) for hint in hints) > available:
            del hints[-2]
        return hints

    def on_click(self, event: events.Click) -> None:
        end = 1
        for hint in self._fitting():
            start, end = end, end + _width(hint)
            if start <= event.x < end:
                self.post_message(self.Clicked(hint[0]))

    def right(self) -> Sequence[Part]:
        return [(f"{self._position} ", "dim")]


def _width(hint: Hint) -> int:
    key, label = hint
    return cell_len(key) + cell_len(label) + 4
