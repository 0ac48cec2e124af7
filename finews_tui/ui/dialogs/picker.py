"""A dialog that narrows a list by a few letters and gives back what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.ui.dialogs.base import DIALOG_SHEETS
from finews_tui.ui.fuzzy import best
from finews_tui.ui.painting.cells import cut, fill
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

Value = TypeVar("Value")


class Choice(NamedTuple):
    """A row of a picker. Its `value` is given back; `lead` stands before it, `note` at its end.

    `names` are what the letters are looked for in; a heading has no value and no names.
    """

    label: str
    value: object = None
    lead: str = ""
    note: str = ""
    names: tuple[str, ...] = ()


class ChoiceRows(RowView, can_focus=False):
    """The rows of a picker."""

    @dataclass
    class Stood(Message):
        """The cursor stands on another choice, or on none."""

        value: object

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._lead_width = 0

    @property
    def row_count(self) -> int:
        return len(self._choices)

    @property
    def choice(self) -> Choice | None:
        """What the cursor stands on."""
        return self._choices[self.cursor] if self.cursor != NO_ROW else None

    def show(self, choices: Sequence[Choice]) -> None:
        """Show these, with the cursor on the first that can be chosen."""
        self._choices = choices
        self._lead_width = max((cell_len(choice.lead) for choice in choices), default=0)
        self.rows_changed()
        self.cursor = NO_ROW
        self.scroll_to(y=0, animate=False, force=True)
        first = next((row for row, choice in enumerate(choices) if choice.value is not None), None)
        if first is not None:
            self.place_cursor(first)
        self.cursor_moved()

    def cursor_moved(self) -> None:
        self.post_message(self.Stood(self.choice.value if self.choice is not None else None))

    def move(self, row: int) -> None:
        """Move as the user wishes, over headings."""
        step = 1 if row > self.cursor else -1
        row = max(0, min(row, self.row_count - 1))
        while 0 <= row < self.row_count and self._choices[row].value is None:
            row += step
        if 0 <= row < self.row_count:
            super().move(row)

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        self.screen.action_choose()  # type: ignore[attr-defined]

    def paint_empty(self, line: int, width: int) -> Strip:
        text = "" if line or self._choices else "  " + tr("Nothing found")
        dim = self.looks.ground + self.looks["dim"]
        return Strip([Segment(cut(text, width), dim)]).adjust_cell_length(width, self.looks.ground)

    def paint(self, line: int, width: int) -> Strip:
        choice = self._choices[line]
        style = self.looks.ground
        if line == self.cursor:
            style += self.looks["cursor"]
        if choice.value is None:
            heading = style + self.looks["heading"]
            return Strip([Segment(f"  {choice.label}", heading)]).adjust_cell_length(width, style)
        lead = fill(choice.lead, self._lead_width) + "  " if self._lead_width else ""
        note = cut(choice.note, width // 3)
        room = width - 4 - cell_len(lead) - cell_len(note)
        bar = "▌" if line == self.cursor else " "
        return Strip(
            [
                Segment(f"{bar} ", style + self.looks["cursor-bar"]),
                Segment(lead, style + self.looks["key"]),
                Segment(fill(choice.label, room), style),
                Segment(f" {note} ", style + self.looks["dim"]),
            ]
        ).adjust_cell_length(width, style)


class Picker(ModalScreen[Value | None], Generic[Value]):
    """A line to type in, and what answers to it."""

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close"),
        Binding("enter", "choose", "Choose"),
        Binding("down,ctrl+n,tab", "step(1)", "Down"),
        Binding("up,ctrl+p,shift+tab", "step(-1)", "Up"),
        Binding("pagedown", "step(10)", "Ten down"),
        Binding("pageup", "step(-10)", "Ten up"),
    ]

    def __init__(
        self, title: str, choices: Sequence[Choice], foot: str, start: int | None = None
    ) -> None:
        super().__init__(classes="picker")
        self._title = title
        self._choices = choices
        self._foot = foot
        self._start = start
        self.rows = ChoiceRows()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog--title")
            yield Input(compact=True, placeholder=tr("type to find"))
            yield self.rows
            yield Static(Content(self._foot), classes="dialog--foot")

    def on_mount(self) -> None:
        self.rows.show(self._choices)
        if self._start is not None:
            self.call_after_refresh(self.rows.move, self._start)

    def stand_on(self, value: object) -> None:
        """The cursor stands on a choice: a place to show what it would do."""

    @on(ChoiceRows.Stood)
    def _stand(self, event: ChoiceRows.Stood) -> None:
        self.stand_on(event.value)

    def found(self, typed: str) -> Sequence[Choice]:
        """What answers to what was typed."""
        if not typed.strip():
            return self._choices
        choices = [choice for choice in self._choices if choice.value is not None]
        return best(typed.strip(), choices, lambda choice: choice.names)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.rows.show(self.found(event.value))

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Give back what the cursor stands on."""
        choice = self.rows.choice
        if choice is not None and choice.value is not None:
            self.dismiss(choice.value)  # type: ignore[arg-type]

    def action_step(self, rows: int) -> None:
        self.rows.move(self.rows.cursor + rows)

    def action_cancel(self) -> None:
        self.dismiss(None)
