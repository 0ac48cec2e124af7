"""Top line: scope, new articles, sync progress and messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from finews_tui.layout.cells import cell_len
from finews_tui.ui.services.status import LibraryStatus
from finews_tui.ui.widgets.bar import Bar, Part

_MESSAGE_S = 5.0
_METER_WIDTH = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass
class Notice(Message):
    """Message for the status bar, posted by a pane to its screen; "" clears it."""

    text: str


class StatusBar(Bar):
    """Status bar. A message replaces the right part for a few seconds."""

    COMPONENT_CLASSES = {"meter"}  # noqa: RUF012

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = "finews"
        self._idle_text = ""
        self._library = LibraryStatus()
        self._sync: tuple[str, float] | None = None
        self._message = ""
        self._message_count = 0

    def show_name(self, name: str, idle_text: str) -> None:
        """Show a title, and the text to show at the right if there is nothing else."""
        self._title, self._idle_text = name, idle_text
        self.refresh()

    def show_library(self, status: LibraryStatus) -> None:
        """Show the status of the library."""
        self._library = status
        self.refresh()

    def _fitting_failure(self) -> str:
        """Return the longest failure text that fits."""
        others = (*self.left(), (f"    {self._idle_text} ", ""))
        available = self.size.width - sum(cell_len(text) for text, _ in others)
        texts = self._library.failing
        fitting = (text for text in texts if cell_len(text) < available)
        return next(fitting, texts[-1])

    def show_sync(self, text: str, fraction: float) -> None:
        """Show the progress of a sync; `fraction` is from 0 to 1."""
        self._sync = (text, fraction)
        self.refresh()

    def end_sync(self) -> None:
        """Hide the progress."""
        self._sync = None
        self.refresh()

    def show_message(self, text: str) -> None:
        """Show a message for five seconds."""
        self._message = text
        self._message_count += 1
        message_id = self._message_count
        self.set_timer(_MESSAGE_S, lambda: self._clear_message(message_id))
        self.refresh()

    def _clear_message(self, message_id: int) -> None:
        if message_id == self._message_count:
            self._message = ""
            self.refresh()

    def left(self) -> Sequence[Part]:
        parts: list[Part] = [(f" {self._title} ", "name")]
        if self._library.scope:
            parts.append((f"  {self._library.scope}", "strong"))
        if self._library.counts:
            parts.append((f"  {self._library.counts}", "dim"))
        return parts

    def right(self) -> Sequence[Part]:
        parts: list[Part] = []
        if self._message:
            parts.append((f"  {self._message}", "strong"))
        elif self._library.news:
            parts.append((f"  {self._library.news}", "alert"))
        elif self._sync is None:
            if self._library.failing:
                parts.append((f"  {self._fitting_failure()} ", "dim"))
            parts.append((f"  {self._idle_text}", "dim"))
        if self._sync is not None:
            text, fraction = self._sync
            parts.append((f"  {text} ", "dim"))
            parts.append((_meter(fraction), "meter"))
            parts.append(("▏", "dim"))
        parts.append((" ", ""))
        return parts


def _meter(fraction: float) -> str:
    eighths = round(max(0.0, min(fraction, 1.0)) * _METER_WIDTH * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_METER_WIDTH)
