"""Baseline: an app with three empty panes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

MARKER = "nothing here"


class EmptyPanes(App[None]):
    """Three panes side by side."""

    CSS = "Static { width: 1fr; height: 1fr; border: solid gray; }"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            for _ in range(3):
                yield Static(MARKER)


if __name__ == "__main__":
    EmptyPanes().run()
