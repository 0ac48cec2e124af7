"""Cursor on a column of a table, for sorting and copying it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from finews_tui.layout.linebreak.graphemes import cell_width, graphemes
from finews_tui.layout.page import Line, Page, TablePosition
from finews_tui.ui.reader.find import line_text


class TableFormat(StrEnum):
    """Text format of a copied table."""

    TSV = "TSV"
    CSV = "CSV"


@dataclass(frozen=True, slots=True)
class TableCursor:
    """Cursor on a column of the table with an index in `Page.tables`."""

    table: int
    column: int

    def moved(self, page: Page, columns: int) -> TableCursor:
        """Return the cursor moved by a number of columns, within the table."""
        last = len(page.tables[self.table].columns) - 1
        return TableCursor(self.table, max(0, min(last, self.column + columns)))

    def on_next_table(self, page: Page, step: int) -> TableCursor:
        """Return a cursor on the next or previous table, wrapping around."""
        return TableCursor((self.table + step) % len(page.tables), 0)


def cursor_on_screen(page: Page, top: int, height: int) -> TableCursor | None:
    """Return a cursor on the first visible table, or None."""
    for index, table in enumerate(page.tables):
        if table.end > top and table.line < top + height and table.columns:
            return TableCursor(index, 0)
    return None


def cell_range(line: Line, columns: tuple[int, int]) -> tuple[int, int]:
    """Return the characters of a line between two cells."""
    text = line_text(line)
    start = end = 0
    cell = 0
    for first, last in graphemes(text):
        if cell < columns[0]:
            start = last
        if cell < columns[1]:
            end = last
        else:
            break
        cell += cell_width(text[first:last])
    return start, max(start, end)


def highlighted_lines(lines: Sequence[Line], table: TablePosition) -> range:
    """Return the lines on which the column of the cursor is highlighted: the header."""
    header = range(table.line + 1, max(table.line + 1, table.body_line - 1))
    return header or range(table.body_line, min(table.body_line + 1, len(lines)))
