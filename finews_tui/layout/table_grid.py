"""Assign table cells to columns, and choose the width of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from finews_tui.layout.linebreak.graphemes import cell_width
from finews_tui.layout.linebreak.pair_table import ALLOWED
from finews_tui.layout.linebreak.wrap import measure_text
from finews_tui.model.document import Cell, Table, spans_text

GAP = 2
# The columns of larger tables are sized by a sample of this many rows.
SAMPLE_ROWS = 2_000
MAX_COLUMNS = 5_000
_MAX_SPAN = 1_000  # HTML's limit for colspan
_TOKEN_SAMPLE_ROWS = 200
_MAX_TOKEN_WIDTH = 24
_MIN_WRAPPED_WIDTH = 8
_MAX_CELL_LINES = 12
_MAX_WIDE_COLUMN = 40
_MAX_HUGE_COLUMN = 400  # huge tables are not wrapped, because that would take seconds

_NUMBER = re.compile(
    r"[(（]?[<>≈约~]?[-+−－＋±]?\s?(?:[A-Z]{2,3}|[A-Z]{0,2}[$￥¥€£])?\s?[-+−]?\d[\d,，.\s]*"
    r"(?:%|％|‰|pp|bps?|x|倍|[KMBT]|[万亿千百]{0,2}[美港欧日]?[元股吨]?)?[)）]?\*?",
    re.IGNORECASE,
)
_NO_VALUE = frozenset(("", "-", "--", "—", "——", "–", "/", "N/A", "n/a", "NA", "nil"))


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


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """Width of each column in cells, and whether it is numeric.

    `has_wrapped_cells` means that some cells have several lines, `is_wide` that the table is wider
    than the available room.
    """

    widths: tuple[int, ...]
    numeric: tuple[bool, ...]
    has_wrapped_cells: bool
    is_wide: bool


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


def column_widths(
    rows: list[list[PlacedCell]], columns: int, header_rows: int, room: int, ambiguous_width: int
) -> ColumnWidths:
    """Choose column widths by content.

    The table fits into `room` cells unless it would become unreadable.
    """
    sample = _sample(rows, header_rows)
    natural = _natural_widths(sample, columns, ambiguous_width)
    numeric = _numeric_columns(sample, columns, header_rows)
    available = room - GAP * (columns - 1)
    if sum(natural) <= available:
        return ColumnWidths(tuple(natural), numeric, _has_line_breaks(sample), False)
    if len(rows) > SAMPLE_ROWS:
        widths = [min(width, _MAX_HUGE_COLUMN) for width in natural]
        return ColumnWidths(tuple(widths), numeric, False, True)
    minimum = _minimum_widths(sample, natural, numeric, ambiguous_width)
    if sum(minimum) <= available:
        widths = _distribute(natural, minimum, available)
        if columns == 1 or all(
            full <= _MAX_CELL_LINES * width for full, width in zip(natural, widths, strict=True)
        ):
            return ColumnWidths(tuple(widths), numeric, True, False)
    widths = [min(width, _MAX_WIDE_COLUMN) for width in natural]
    widths[0] = min(widths[0], max(_MIN_WRAPPED_WIDTH, room // 3))
    has_wrapped_cells = widths != natural or _has_line_breaks(sample)
    return ColumnWidths(tuple(widths), numeric, has_wrapped_cells, True)


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


def _sample(rows: list[list[PlacedCell]], header_rows: int) -> list[list[PlacedCell]]:
    if len(rows) <= SAMPLE_ROWS:
        return rows
    step = len(rows) // (SAMPLE_ROWS // 2)
    first = header_rows + SAMPLE_ROWS // 2
    return rows[:first] + rows[first::step]


def _lines(cell: Cell) -> list[str]:
    return [line.strip() for line in spans_text(cell.spans).split("\n")]


def _has_line_breaks(rows: list[list[PlacedCell]]) -> bool:
    return any("\n" in span.text for row in rows for placed in row for span in placed.cell.spans)


def _natural_widths(rows: list[list[PlacedCell]], columns: int, ambiguous_width: int) -> list[int]:
    """Return the width of each column without wrapping."""
    widths = [1] * columns
    merged: list[tuple[PlacedCell, int]] = []
    for row in rows:
        for placed in row:
            width = max(_width(line, ambiguous_width) for line in _lines(placed.cell))
            if placed.is_merged:
                merged.append((placed, width))
            else:
                widths[placed.first] = max(widths[placed.first], width)
    for placed, width in merged:
        gaps = GAP * (placed.end - placed.first - 1)
        covered = sum(widths[placed.first : placed.end]) + gaps
        widths[placed.end - 1] += max(0, min(width, _MAX_TOKEN_WIDTH) - covered)
    return widths


def _width(text: str, ambiguous_width: int) -> int:
    return len(text) if text.isascii() else cell_width(text, ambiguous_width)


def _numeric_columns(
    rows: list[list[PlacedCell]], columns: int, header_rows: int
) -> tuple[bool, ...]:
    """Return for each column whether most of its body cells are numbers."""
    numbers, others = [0] * columns, [0] * columns
    for row in rows[header_rows:]:
        for placed in row:
            text = spans_text(placed.cell.spans).strip()
            if text in _NO_VALUE or placed.is_merged:
                continue
            is_number = len(text) < _MAX_TOKEN_WIDTH and _NUMBER.fullmatch(text)
            (numbers if is_number else others)[placed.first] += 1
    return tuple(
        number > 0 and number >= 4 * other for number, other in zip(numbers, others, strict=True)
    )


def _minimum_widths(
    rows: list[list[PlacedCell]],
    natural: Sequence[int],
    numeric: Sequence[bool],
    ambiguous_width: int,
) -> list[int]:
    """Return the minimum width of each column: its longest word or number."""
    minimum = [
        width if is_numeric else min(width, _MIN_WRAPPED_WIDTH)
        for width, is_numeric in zip(natural, numeric, strict=True)
    ]
    for row in rows[:_TOKEN_SAMPLE_ROWS]:
        for placed in row:
            column = placed.first
            if not placed.is_merged and natural[column] > minimum[column]:
                longest = max(
                    _longest_token_width(line, ambiguous_width) for line in _lines(placed.cell)
                )
                minimum[column] = max(minimum[column], min(longest, _MAX_TOKEN_WIDTH))
    return minimum


def _longest_token_width(text: str, ambiguous_width: int) -> int:
    measured = measure_text(text, ambiguous_width)
    longest = start = 0
    while start < len(text):
        end = measured.breaks.find(ALLOWED, start + 1)
        end = len(text) if end < 0 else end
        longest = max(longest, measured.width(start, start + len(text[start:end].rstrip())))
        start = end
    return longest


def _distribute(natural: Sequence[int], minimum: Sequence[int], available: int) -> list[int]:
    """Give each column its minimum, then an equal share up to its natural width."""
    widths = list(minimum)
    remaining = available - sum(minimum)
    by_need = sorted(range(len(widths)), key=lambda column: natural[column] - minimum[column])
    for number, column in enumerate(by_need):
        need = natural[column] - minimum[column]
        extra = min(need, remaining // (len(widths) - number))
        widths[column] += extra
        remaining -= extra
    return widths
