"""Baseline: an app with a list of 100 rows and nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

MARKER = "row 1 "


class BareList(App[None]):
    """List of 100 rows with `j` to move down."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "down", show=False)]
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"row {row} of a hundred" for row in range(100)))

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()


if __name__ == "__main__":
    BareList().run()
