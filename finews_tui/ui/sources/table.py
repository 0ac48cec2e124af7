"""The table of sources: a row for each, with what is wrong in plain sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.page_painter import hint_line
from finews_tui.ui.sources.rows import SourceRow, heads, set_cells
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

_LEAST_TITLE = 16
_WIDE = 110


class SourceTable(RowView):
    """Sources and their groups; the cursor stays on its source when the rows change."""

    @dataclass
    class CursorMoved(Message):
        """The cursor stands on another source or group."""

    @dataclass
    class Entered(Message):
        """The user wants the articles of a source or a group."""

        row: SourceRow

    @dataclass
    class FindWanted(Message):
        """The user wants to find a source by its name."""

    @dataclass
    class OrderWanted(Message):
        """The user wants another order."""

    @dataclass
    class Left(Message):
        """The user goes back to the news."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[SourceRow] = ()
        self.empty_text = ""

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def row(self) -> SourceRow | None:
        """What the cursor stands on."""
        return self._rows[self.cursor] if self.cursor != NO_ROW else None

    def show(self, rows: Sequence[SourceRow]) -> None:
        """Show these rows, the cursor on the source or group that it was on."""
        here, before = self.row, self.cursor
        self._rows = rows
        self.rows_changed()
        if here is not None:
            key = (here.name, here.group if here.is_group else "")
            keys = ((row.name, row.group if row.is_group else "") for row in rows)
            self.cursor = next((at for at, one in enumerate(keys) if one == key), self.cursor)
        elif rows:
            self.cursor = next((at for at, one in enumerate(rows) if not one.is_group), 0)
        if self.cursor != before:
            self.show_cursor()
        self.post_message(self.CursorMoved())

    def go_to(self, name: str) -> bool:
        """Put the cursor on a source; False where it is not there."""
        at = next((at for at, row in enumerate(self._rows) if name and row.name == name), None)
        if at is not None:
            self.move(at)
        return at is not None

    def cursor_moved(self) -> None:
        self.post_message(self.CursorMoved())

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        self.focus()
        if again:
            self.action_enter()

    def action_enter(self) -> None:
        if self.row is not None:
            self.post_message(self.Entered(self.row))

    def action_find(self) -> None:
        self.post_message(self.FindWanted())

    def action_order(self) -> None:
        self.post_message(self.OrderWanted())

    def action_out(self) -> None:
        self.post_message(self.Left())

    # Painting

    def head(self, width: int) -> str:
        """What stands above the columns, in the width of a row."""
        return set_cells(heads(), width)

    def paint(self, line: int, width: int) -> Strip:
        row = self._rows[line]
        style = self.row_style(line)
        is_wrong = row.has_failed and not row.is_busy
        told = row.cells
        if row.has_failed and width < _WIDE:
            # What is wrong is told in the place of how often it publishes.
            told = {name: text for name, text in told.items() if name != "pace"}
        cells = set_cells(told, width)
        free = len(cells) - len(cells.lstrip()) - 1
        cells = cells[free:]
        mark = "✗" if is_wrong else "…" if row.is_busy else " "
        lead = "" if row.is_group else f" {mark} "
        room = max(1, width - 1 - cell_len(lead) - cell_len(cells))
        note = cut(row.trouble, max(0, room - min(cell_len(row.title), _LEAST_TITLE) - 2))
        title = cut(row.title, room - (cell_len(note) + 2 if note else 0))
        note = f"  {note}" if note else ""
        note_style = style + self.looks["failed" if is_wrong else "dim"]
        return Strip(
            [
                self.bar(line, style),
                Segment(lead, note_style),
                Segment(title, style + self.looks["heading" if row.is_group else "strong"]),
                Segment(note, note_style),
                Segment(" " * max(0, room - cell_len(title) - cell_len(note)), style),
                Segment(cells, style + self.looks["dim"]),
            ]
        ).adjust_cell_length(width, style)

    def paint_empty(self, line: int, width: int) -> Strip:
        text = self.empty_text if not self._rows else ""
        return hint_line(text, line, width, self.looks.ground, self.looks["dim"])
