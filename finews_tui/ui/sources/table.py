"""Table of sources, with errors next to the titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from finews_tui.layout.cells import cell_len
from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.page_painter import hint_line
from finews_tui.ui.sources.rows import SourceRow, column_titles, format_cells
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

_MIN_TITLE_WIDTH = 16
_WIDE = 110


class SourceTable(RowView):
    """Table of sources and groups. The cursor stays on its source when rows change."""

    @dataclass
    class CursorMoved(Message):
        """The cursor moved to another source or group."""

    @dataclass
    class Entered(Message):
        """The user opens the articles of a source or group."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[SourceRow] = ()
        self.empty_text = ""

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def row(self) -> SourceRow | None:
        """Row under the cursor."""
        return self._rows[self.cursor] if self.cursor != NO_ROW else None

    def show(self, rows: Sequence[SourceRow]) -> None:
        """Show rows, and move the cursor to the same source or group."""
        current, previous = self.row, self.cursor
        self._rows = rows
        self.rows_changed()
        if current is not None:
            key = _key(current)
            same = (index for index, row in enumerate(rows) if _key(row) == key)
            self.cursor = next(same, self.cursor)
        elif rows:
            sources = (index for index, row in enumerate(rows) if not row.is_group)
            self.cursor = next(sources, 0)
        if self.cursor != previous:
            self.show_cursor()
        self.post_message(self.CursorMoved())

    def go_to(self, name: str) -> bool:
        """Move the cursor to a source. Returns False if it is not in the table."""
        rows = enumerate(self._rows)
        index = next((index for index, row in rows if name and row.name == name), None)
        if index is not None:
            self.move(index)
        return index is not None

    def cursor_moved(self) -> None:
        self.post_message(self.CursorMoved())

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        self.focus()
        if again:
            self.post_message(self.Entered())

    # Painting

    def header(self, width: int) -> str:
        """Return the aligned column titles."""
        return format_cells(column_titles(), width)

    def paint(self, line: int, width: int) -> Strip:
        row, styles = self._rows[line], self.style_set
        style = self.row_style(line)
        is_error = row.has_failed and not row.is_busy
        cells = row.cells
        if row.has_failed and width < _WIDE:
            # The error replaces the publishing rate.
            cells = {name: text for name, text in cells.items() if name != "rate"}
        columns = format_cells(cells, width)
        padding = len(columns) - len(columns.lstrip()) - 1
        columns = columns[padding:]
        mark = "✗" if is_error else "…" if row.is_busy else " "
        lead = "" if row.is_group else f" {mark} "
        available = max(1, width - 1 - cell_len(lead) - cell_len(columns))
        note_width = available - min(cell_len(row.title), _MIN_TITLE_WIDTH) - 2
        note = cut(row.note, max(0, note_width))
        title = cut(row.title, available - (cell_len(note) + 2 if note else 0))
        note = f"  {note}" if note else ""
        note_style = style + styles["failed" if is_error else "dim"]
        return Strip(
            [
                self.bar(line, style),
                Segment(lead, note_style),
                Segment(title, style + styles["heading" if row.is_group else "strong"]),
                Segment(note, note_style),
                Segment(" " * max(0, available - cell_len(title) - cell_len(note)), style),
                Segment(columns, style + styles["dim"]),
            ]
        ).adjust_cell_length(width, style)

    def paint_empty(self, line: int, width: int) -> Strip:
        text, styles = self.empty_text if not self._rows else "", self.style_set
        return hint_line(text, line, width, styles.ground, styles["dim"])


def _key(row: SourceRow) -> tuple[str, str]:
    return (row.name, row.group if row.is_group else "")
