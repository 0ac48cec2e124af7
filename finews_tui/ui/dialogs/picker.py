"""Dialog that filters a list as the user types and returns the selected item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.layout.cells import cell_len
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.fuzzy import best_matches
from finews_tui.ui.painting.cells import cut, fill
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

Value = TypeVar("Value")


class Choice(NamedTuple):
    """Row of a picker. A heading has no `value`.

    `lead` is shown left of the label, `note` at the right. The typed text is matched against
    `names`.
    """

    label: str
    value: object = None
    lead: str = ""
    note: str = ""
    names: tuple[str, ...] = ()


Filter = Callable[[str], Sequence[Choice]]
"""Return the choices that match the typed text, best first."""


class ChoiceRows(RowView, can_focus=False):
    """Rows of a picker."""

    @dataclass
    class Highlighted(Message):
        """The cursor moved to another choice; `value` is None if there is none."""

        value: object

    @dataclass
    class Clicked(Message):
        """A choice was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._lead_width = 0

    @property
    def row_count(self) -> int:
        return len(self._choices)

    @property
    def choice(self) -> Choice | None:
        """The choice under the cursor."""
        return self._choices[self.cursor] if self.cursor != NO_ROW else None

    def show(self, choices: Sequence[Choice]) -> None:
        """Show choices, with the cursor on the first that is not a heading."""
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
        value = self.choice.value if self.choice is not None else None
        self.post_message(self.Highlighted(value))

    def move(self, row: int) -> None:
        """Move the cursor, skipping headings."""
        step = 1 if row > self.cursor else -1
        row = max(0, min(row, self.row_count - 1))
        while 0 <= row < self.row_count and self._choices[row].value is None:
            row += step
        if 0 <= row < self.row_count:
            super().move(row)

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        self.post_message(self.Clicked())

    def paint_empty(self, line: int, width: int) -> Strip:
        styles = self.style_set
        background = styles.ground
        text = "" if line or self._choices else "  " + tr("No matches")
        return Strip([Segment(cut(text, width), background + styles["dim"])]).adjust_cell_length(
            width, background
        )

    def paint(self, line: int, width: int) -> Strip:
        choice, styles = self._choices[line], self.style_set
        style = styles.ground
        if line == self.cursor:
            style += styles["cursor"]
        if choice.value is None:
            heading = Segment(f"  {choice.label}", style + styles["heading"])
            return Strip([heading]).adjust_cell_length(width, style)
        lead = fill(choice.lead, self._lead_width) + "  " if self._lead_width else ""
        note = cut(choice.note, width // 3)
        label_width = width - 4 - cell_len(lead) - cell_len(note)
        bar = "▌" if line == self.cursor else " "
        return Strip(
            [
                Segment(f"{bar} ", style + styles["cursor-bar"]),
                Segment(lead, style + styles["key"]),
                Segment(fill(choice.label, label_width), style),
                Segment(f" {note} ", style + styles["dim"]),
            ]
        ).adjust_cell_length(width, style)


class Picker(Dialog[Value], Generic[Value]):
    """Text field with a list of matching choices.

    `filter_choices` replaces fuzzy matching. `on_highlight` is called with the value under the
    cursor. `start` is the initial row of the cursor. With `complete`, Tab inserts the text it
    returns for the current choice instead of moving down.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close"),
        Binding("enter", "choose", "Choose"),
        Binding("down,ctrl+n", "step(1)", "Down"),
        Binding("up,ctrl+p,shift+tab", "step(-1)", "Up"),
        Binding("tab", "complete", "Complete, or down"),
        Binding("pagedown", "step(10)", "Ten down"),
        Binding("pageup", "step(-10)", "Ten up"),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        footer: str,
        *,
        start: int | None = None,
        filter_choices: Filter | None = None,
        on_highlight: Callable[[object], None] | None = None,
        complete: Callable[[Choice], str] | None = None,
    ) -> None:
        super().__init__(classes="picker")
        self._title = title
        self._choices = choices
        self._footer = footer
        self._start = start
        self._filter = filter_choices or self._match
        self._on_highlight = on_highlight
        self._complete = complete
        self.rows = ChoiceRows()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog--title")
            yield Input(compact=True, placeholder=tr("Type to filter"))
            yield self.rows
            yield Static(Content(self._footer), classes="dialog--footer")

    def on_mount(self) -> None:
        self.rows.show(self._choices)
        if self._start is not None:
            self.call_after_refresh(self.rows.move, self._start)

    def _match(self, pattern: str) -> Sequence[Choice]:
        if not pattern.strip():
            return self._choices
        choices = [choice for choice in self._choices if choice.value is not None]
        return best_matches(pattern.strip(), choices, lambda choice: choice.names)

    @on(ChoiceRows.Highlighted)
    def _highlight(self, event: ChoiceRows.Highlighted) -> None:
        if self._on_highlight is not None:
            self._on_highlight(event.value)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.rows.show(self._filter(event.value))

    @on(Input.Submitted)
    @on(ChoiceRows.Clicked)
    def action_choose(self) -> None:
        """Close with the choice under the cursor."""
        choice = self.rows.choice
        if choice is not None and choice.value is not None:
            self.dismiss(choice.value)  # type: ignore[arg-type]

    def action_step(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        self.rows.move(self.rows.cursor + rows)

    def action_complete(self) -> None:
        """Insert the text of the current choice, or of the next one if already inserted."""
        choice = self.rows.choice
        if self._complete is None or choice is None:
            self.action_step(1)
            return
        text_field = self.query_one(Input)
        text = self._complete(choice)
        if text.strip() == text_field.value.strip() and self.rows.row_count > 1:
            self.action_step(1)
            text = self._complete(self.rows.choice or choice)
        text_field.value = text
        text_field.cursor_position = len(text)
