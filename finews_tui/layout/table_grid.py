"""Choose the width and alignment of table columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from finews_tui.layout.linebreak.graphemes import cell_width
from finews_tui.layout.linebreak.pair_table import ALLOWED
from finews_tui.layout.linebreak.wrap import measure_text
from finews_tui.layout.table_cells import PlacedCell, cell_text
from finews_tui.layout.table_header import SAMPLE_ROWS as KIND_SAMPLE_ROWS
from finews_tui.layout.table_header import figure_columns
from finews_tui.layout.table_numbers import point_of
from finews_tui.model.document import Cell, spans_text

GAP = 2
# The columns of larger tables are sized by a sample of this many rows.
SAMPLE_ROWS = 2_000
_TOKEN_SAMPLE_ROWS = 200
_MAX_TOKEN_WIDTH = 24
_MIN_WRAPPED_WIDTH = 8
_MAX_CELL_LINES = 12
_MAX_WIDE_COLUMN = 40
_MAX_NUMBER_WIDTH = 8
_MAX_ALIGNMENT_CELLS = 6
_MAX_HUGE_COLUMN = 400  # huge tables are not wrapped, because that would take seconds


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """Width of each column in cells, and whether it is numeric.

    `tails` has the cells that figures of a column need from the decimal point on, or None where
    they are aligned at the right edge. `has_wrapped_cells` means that some cells have several
    lines, `is_wide` that the table is wider than the available room. The first `fixed_columns` of a
    wide table do not scroll.
    """

    widths: tuple[int, ...]
    numeric: tuple[bool, ...]
    has_wrapped_cells: bool
    is_wide: bool
    tails: tuple[int | None, ...] = ()
    fixed_columns: int = 0


def column_widths(
    rows: list[list[PlacedCell]], columns: int, header_rows: int, room: int, ambiguous_width: int
) -> ColumnWidths:
    """Choose column widths by content.

    The table fits into `room` cells unless it would become unreadable. Figures are not aligned on
    their decimal points if that would wrap cells or make the table too wide.
    """
    sample = _sample(rows, header_rows)
    natural = _natural_widths(sample, columns, ambiguous_width)
    body = sample[header_rows:]
    numeric = figure_columns(body[:: 1 + len(body) // KIND_SAMPLE_ROWS], columns)
    aligned, tails = _align_on_points(body, natural, numeric, ambiguous_width)
    is_huge = len(rows) > SAMPLE_ROWS
    fitted = _fit(sample, aligned, numeric, room, ambiguous_width, is_huge=is_huge)
    if aligned != natural and (fitted.is_wide or fitted.has_wrapped_cells):
        plain = _fit(sample, natural, numeric, room, ambiguous_width, is_huge=is_huge)
        if (plain.is_wide, plain.has_wrapped_cells) < (fitted.is_wide, fitted.has_wrapped_cells):
            return replace(plain, tails=(None,) * columns)
    return replace(fitted, tails=tails)


def _fit(
    sample: list[list[PlacedCell]],
    natural: list[int],
    numeric: tuple[bool, ...],
    room: int,
    ambiguous_width: int,
    *,
    is_huge: bool,
) -> ColumnWidths:
    """Reduce the natural widths so that the table fits into `room` cells, if possible."""
    columns = len(natural)
    available = room - GAP * (columns - 1)
    if sum(natural) <= available:
        return ColumnWidths(tuple(natural), numeric, _has_line_breaks(sample), False)
    if is_huge:
        widths = [min(width, _MAX_HUGE_COLUMN) for width in natural]
        fixed_columns = _fixed_columns(widths, numeric, room)
        return ColumnWidths(tuple(widths), numeric, False, True, (), fixed_columns)
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
    fixed_columns = _fixed_columns(widths, numeric, room)
    return ColumnWidths(tuple(widths), numeric, has_wrapped_cells, True, (), fixed_columns)


def _fixed_columns(widths: Sequence[int], numeric: Sequence[bool], room: int) -> int:
    """Return the number of label columns: two if the first one only numbers the rows."""
    if len(widths) < 2:
        return 0
    is_numbered = numeric[0] and not numeric[1] and widths[0] <= _MAX_NUMBER_WIDTH
    has_room = len(widths) > 2 and sum(widths[:2]) + GAP <= room // 2
    return 2 if is_numbered and has_room else 1


def _align_on_points(
    body: list[list[PlacedCell]], natural: list[int], numeric: Sequence[bool], ambiguous_width: int
) -> tuple[list[int], tuple[int | None, ...]]:
    """Return widths with room for figures aligned on their decimal points, and the tails."""
    heads, tails = [0] * len(natural), [0] * len(natural)
    shortest_tails = [_MAX_TOKEN_WIDTH] * len(natural)
    for row in body:
        for placed in row:
            column = placed.first
            if not numeric[column] or placed.is_merged:
                continue
            text = cell_text(placed.cell)
            point = point_of(text)
            if point is None or "\n" in text:
                continue
            head = _width(text[:point], ambiguous_width)
            tail = _width(spans_text(placed.cell.spans).strip(), ambiguous_width) - head
            heads[column] = max(heads[column], head)
            tails[column] = max(tails[column], tail)
            shortest_tails[column] = min(shortest_tails[column], tail)
    widths, aligned_tails = list(natural), []
    for column, (head, tail) in enumerate(zip(heads, tails, strict=True)):
        is_uniform = not head or shortest_tails[column] == tail
        is_aligned = not is_uniform and head + tail <= natural[column] + _MAX_ALIGNMENT_CELLS
        aligned_tails.append(tail if is_aligned else None)
        if is_aligned:
            widths[column] = max(natural[column], head + tail)
    return widths, tuple(aligned_tails)


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
