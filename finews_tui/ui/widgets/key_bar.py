"""The line at the bottom: the keys of the pane that has the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from finews_tui.ui.widgets.bar import Bar, Part

Hint = tuple[str, str]  # a key, and what it does


class KeyBar(Bar):
    """As many hints as there is room for; the last one stays."""

    @dataclass
    class Clicked(Message):
        """A key was clicked, as it is printed."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: Sequence[Hint] = ()
        self._end = ""

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these keys."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def show_end(self, text: str) -> None:
        """Show `text` at the right end."""
        if text != self._end:
            self._end = text
            self.refresh()

    def left(self) -> Sequence[Part]:
        parts: list[Part] = [(" ", "")]
        for key, word in self._fitting():
            parts += [(key, "key"), (f" {word}   ", "dim")]
        return parts

    def _fitting(self) -> Sequence[Hint]:
        room = self.size.width - 1 - cell_len(self._end) - 3
        hints = list(self._hints)
        while len(hints) > 1 and sum(_width(hint) for hint in hints) > room:
            del hints[-2]
        return hints

    def on_click(self, event: events.Click) -> None:
        end = 1
        for hint in self._fitting():
            start, end = end, end + _width(hint)
            if start <= event.x < end:
                self.post_message(self.Clicked(hint[0]))

    def right(self) -> Sequence[Part]:
        return [(f"{self._end} ", "dim")]


def _width(hint: Hint) -> int:
    key, word = hint
    return cell_len(key) + cell_len(word) + 4
