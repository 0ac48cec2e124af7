"""Assign table cells to columns."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.model.document import Cell, Table
from finews_tui.model.text_style import TextStyle

MAX_COLUMNS = 5_000
_MAX_SPAN = 1_000  # HTML's limit for colspan


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """Cell that covers the columns from `first` to `end`, exclusive."""

    cell: Cell
    first: int
    end: int

    @property
    def is_merged(self) -> bool:
        """Whether the cell covers several columns."""
        return self.end - self.first > 1


def place_cells(table: Table) -> tuple[list[list[PlacedCell]], int]:
    """Return the cells of each row in their columns, and the number of columns."""
    if any(cell.column_span > 1 or cell.row_span > 1 for row in table.rows for cell in row):
        rows = _place_spanning_cells(table)
        if rows is not None:
            edges = sorted({placed.first for row in rows for placed in row})
            columns = {edge: column for column, edge in enumerate(edges)}
            rows = [
                [_skip_unused_columns(placed, edges, columns) for placed in row] for row in rows
            ]
            return rows, len(edges)
    rows = [
        [PlacedCell(cell, column, column + 1) for column, cell in enumerate(row)]
        for row in table.rows
    ]
    return rows, max(map(len, rows), default=0)


def cell_text(cell: Cell) -> str:
    """Return the text of a cell without footnote marks, on its own or superscript."""
    if len(cell.spans) == 1:
        return cell.spans[0].text.strip()
    return "".join(
        span.text for span in cell.spans if not span.note and not span.style & TextStyle.SUPERSCRIPT
    ).strip()


def _place_spanning_cells(table: Table) -> list[list[PlacedCell]] | None:
    """Place cells by the HTML table model; None if the spans are implausible."""
    free_from: list[int] = []  # first free row of each column
    rows: list[list[PlacedCell]] = []
    for number, row in enumerate(table.rows):
        placed: list[PlacedCell] = []
        column = 0
        for cell in row:
            while column < len(free_from) and free_from[column] > number:
                column += 1
            end = column + 1
            wanted_end = column + min(max(1, cell.column_span), _MAX_SPAN)
            while end < wanted_end and (end >= len(free_from) or free_from[end] <= number):
                end += 1
            if end > MAX_COLUMNS:
                return None
            free_from += [0] * (end - len(free_from))
            free_from[column:end] = [number + max(1, cell.row_span)] * (end - column)
            placed.append(PlacedCell(cell, column, end))
            column = end
        rows.append(placed)
    return rows


def _skip_unused_columns(
    placed: PlacedCell, edges: list[int], columns: dict[int, int]
) -> PlacedCell:
    """Renumber the columns of a cell, skipping those in which no cell starts."""
    first = end = columns[placed.first]
    while end < len(edges) and edges[end] < placed.end:
        end += 1
    return PlacedCell(placed.cell, first, end)
