"""Draw tables with light rules, aligned columns and merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.layout.inline import inline_text, is_unstyled, replace_controls
from finews_tui.layout.linebreak.graphemes import cell_width
from finews_tui.layout.linebreak.wrap import wrap
from finews_tui.layout.page import TableOrder, TextRun
from finews_tui.layout.table_cells import PlacedCell, cell_text
from finews_tui.layout.table_gains import GainStyles, change_columns, direction_of
from finews_tui.layout.table_grid import GAP, ColumnWidths, column_widths
from finews_tui.layout.table_header import (
    SAMPLE_ROWS,
    is_total_row,
    is_unit_row,
)
from finews_tui.layout.table_numbers import point_of
from finews_tui.layout.table_rows import table_rows
from finews_tui.model.document import Align, Cell, Table, spans_text
from finews_tui.model.text_style import TextStyle

_FIXED_COLUMN_BAR = " │ "
_STRONG_STYLES = ("table-head", "table-total")


@dataclass(frozen=True, slots=True)
class TableLine:
    """Line of a drawn table: runs, width in cells, and text to copy."""

    runs: tuple[TextRun, ...]
    width: int
    copy_text: str = ""
    joins_next: bool = False


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """Lines of a table, its full width, and the start and width of each column in cells.

    `header_lines` counts the lines above the body, rules included. The first
    `fixed_columns` of a wide table do not scroll.
    """

    lines: tuple[TableLine, ...]
    width: int
    column_starts: tuple[int, ...]
    column_widths: tuple[int, ...]
    header_lines: int
    fixed_columns: int = 0


@dataclass(frozen=True, slots=True)
class _CellLine:
    """Line of a cell: runs or unstyled text, and their width."""

    content: str | tuple[TextRun, ...]
    width: int


@dataclass(frozen=True, slots=True)
class _LinePart:
    """Line of a cell at its position in a line of the table."""

    content: str | tuple[TextRun, ...]
    style_name: str
    left: int
    width: int


def draw_table(
    table: Table,
    room: int,
    ambiguous_width: int = 1,
    gain_styles: GainStyles | None = None,
    order: TableOrder | None = None,
) -> DrawnTable:
    """Draw a table in `room` cells, or wider if it would be unreadable.

    Gains and losses have the style names `gain_styles`. With `order`, the body is sorted.
    """
    source = table_rows(table, order)
    rows, columns, header_rows = source.rows, source.columns, source.header_rows
    if not columns:
        return DrawnTable((), 0, (), (), 0)
    widths = column_widths(rows, columns, header_rows, room, ambiguous_width)
    are_changes = change_columns(rows, header_rows, columns, SAMPLE_ROWS) if gain_styles else ()
    drawer = _TableDrawer(widths, ambiguous_width, are_changes, gain_styles, order)
    lines = tuple(drawer.draw(rows, header_rows))
    return DrawnTable(
        lines,
        drawer.width,
        tuple(drawer.column_starts[:-1]),
        widths.widths,
        drawer.header_lines,
        widths.fixed_columns,
    )


class _TableDrawer:
    """Draw the rows of a table with given column widths."""

    def __init__(
        self,
        columns: ColumnWidths,
        ambiguous_width: int,
        are_changes: tuple[bool, ...] = (),
        gain_styles: GainStyles | None = None,
        order: TableOrder | None = None,
    ) -> None:
        self.header_lines = 1
        self._order = order
        self._columns = columns
        self._ambiguous_width = ambiguous_width
        self._are_changes = are_changes
        self._gain_styles = gain_styles
        is_ascii = ambiguous_width == 2
        self._strokes = "-+++" if is_ascii else "─┬┼┴"
        self._bar = "|" if is_ascii else "│"
        self._arrows = "^v" if is_ascii else "▲▼"
        self.fixed_columns = columns.fixed_columns
        self.column_starts = [0]
        for column, width in enumerate(columns.widths):
            is_last_fixed = column + 1 == self.fixed_columns
            gap = len(_FIXED_COLUMN_BAR) if is_last_fixed else GAP
            self.column_starts.append(self.column_starts[-1] + width + gap)
        self.width = self.column_starts[-1] - GAP
        # The label columns of a wide table do not scroll and end with a bar.
        self._bar_at = self.column_starts[self.fixed_columns] - 2

    def draw(self, rows: list[list[PlacedCell]], header_rows: int) -> Iterator[TableLine]:
        """Yield the rows, with rules around the table and below its header."""
        yield self._rule(1, is_last=not header_rows)
        for number, row in enumerate(rows):
            if number and number == header_rows:
                self.header_lines += 1
                yield self._rule(2, is_last=True)
            elif number and self._columns.has_wrapped_cells:
                yield TableLine(_merge_parts(self._with_bar([])), self.width, "", True)
                self.header_lines += number < header_rows
            is_header = number < header_rows or self._repeats_header(row, rows[:header_rows])
            for line in self._row(row, _row_style(row, is_header=is_header)):
                self.header_lines += number < header_rows
                yield line
        yield self._rule(3)

    def _repeats_header(self, row: list[PlacedCell], header: list[list[PlacedCell]]) -> bool:
        """Return whether a row is the header again, as after page breaks of a report."""
        return any(
            row[:1] == header_row[:1]
            and [placed.cell.spans for placed in row]
            == [placed.cell.spans for placed in header_row]
            for header_row in header
        )

    def _rule(self, crossing: int, *, is_last: bool = False) -> TableLine:
        """Return a rule; the last one above the body marks the column it is sorted by."""
        rule = self._strokes[0] * self.width
        if self.fixed_columns:
            bar = self._bar_at
            rule = rule[:bar] + self._strokes[crossing] + rule[bar + 1 :]
        if is_last and self._order is not None and self._order.column < len(self._columns.widths):
            column = self._order.column
            arrow_start = self.column_starts[column]
            if self._columns.numeric[column]:
                # The painter knows a rule by its last character.
                arrow_start = min(arrow_start + self._columns.widths[column] - 1, self.width - 2)
            if 0 <= arrow_start < self.width - 1:
                arrow = TextRun(self._arrows[self._order.is_descending], "table-order")
                before, after = (
                    TextRun(rule[:arrow_start], "table-rule"),
                    TextRun(rule[arrow_start + 1 :], "table-rule"),
                )
                runs = (before, arrow, after) if arrow_start else (arrow, after)
                return TableLine(runs, self.width, "", True)
        return TableLine((TextRun(rule, "table-rule"),), self.width, "", True)

    def _row(self, row: list[PlacedCell], row_style: str) -> Iterator[TableLine]:
        copy_text = "\t".join([_copy_text(placed.cell) for placed in row])
        if row_style == "table" and (text := self._unstyled_row(row)) is not None:
            yield TableLine((TextRun(text, "table"),), self.width, copy_text)
            return
        styles = [self._style_name(placed, row_style) for placed in row]
        cells = [self._cell_lines(placed, style) for placed, style in zip(row, styles, strict=True)]
        height = max(map(len, cells), default=1)
        for number in range(height):
            parts = []
            for placed, lines, style in zip(row, cells, styles, strict=True):
                if number < len(lines) and (line := lines[number]).width:
                    shift = self._shift(placed, line.width, row_style, is_only=len(lines) == 1)
                    left = self.column_starts[placed.first] + shift
                    parts.append(_LinePart(line.content, style, left, line.width))
            runs = _merge_parts(self._with_bar(parts))
            yield TableLine(runs, self.width, "" if number else copy_text, number < height - 1)

    def _style_name(self, placed: PlacedCell, row_style: str) -> str:
        if placed.cell.header:
            return "table-head"
        if self._gain_styles is not None and row_style in ("table", "table-total"):
            direction = self._direction(placed)
            if direction:
                return self._gain_styles.rise if direction > 0 else self._gain_styles.fall
        return row_style

    def _direction(self, placed: PlacedCell) -> int:
        return direction_of(cell_text(placed.cell), is_change=self._are_changes[placed.first])

    def _unstyled_row(self, row: list[PlacedCell]) -> str | None:
        """Return a row of unstyled one-line cells (the common case), else None."""
        if self.fixed_columns:
            return None
        parts: list[str] = []
        end = 0
        for placed in row:
            text = _unstyled_text(placed.cell)
            if text is None or placed.cell.header:
                return None
            width = len(text) if text.isascii() else cell_width(text, self._ambiguous_width)
            if width > self._room(placed):
                return None
            if self._gain_styles is not None and self._direction(placed):
                return None
            left = self.column_starts[placed.first] + self._shift(placed, width, "table")
            parts += (" " * (left - end), text)
            end = left + width
        return "".join(parts)

    def _room(self, placed: PlacedCell) -> int:
        last = placed.end - 1
        end = self.column_starts[last] + self._columns.widths[last]
        return end - self.column_starts[placed.first]

    def _shift(
        self, placed: PlacedCell, width: int, row_style: str, *, is_only: bool = True
    ) -> int:
        """Return the number of spaces before a line in a cell.

        Columns of figures ignore the alignment by the author, which rarely suits figures.
        """
        free = max(0, self._room(placed) - width)
        align = placed.cell.align
        is_head = row_style == "table-head" or placed.cell.header
        if placed.is_merged and is_head and align in (Align.DEFAULT, Align.LEFT):
            return free // 2
        if all(self._columns.numeric[placed.first : placed.end]) and not (
            placed.is_merged and align is Align.CENTRE
        ):
            shift = self._point_shift(placed) if is_only and not is_head else None
            return free if shift is None else max(0, min(free, shift))
        if row_style == "table-unit" and align is Align.DEFAULT and placed.is_merged:
            return free
        if align is Align.RIGHT:
            return free
        return free // 2 if align is Align.CENTRE else 0

    def _point_shift(self, placed: PlacedCell) -> int | None:
        """Return the spaces before a figure that is aligned on its decimal point, else None."""
        tail = self._columns.tails[placed.end - 1]
        if tail is None:
            return None
        text = cell_text(placed.cell)
        point = point_of(text)
        if point is None:
            return None
        head = point if text.isascii() else cell_width(text[:point], self._ambiguous_width)
        return self._room(placed) - tail - head

    def _cell_lines(self, placed: PlacedCell, style_name: str) -> list[_CellLine]:
        room = self._room(placed)
        unstyled = _unstyled_text(placed.cell)
        if unstyled is not None:
            is_ascii = unstyled.isascii()
            width = len(unstyled) if is_ascii else cell_width(unstyled, self._ambiguous_width)
            if width <= room:
                return [_CellLine(unstyled, width)]
        style = _text_style(style_name)
        text = inline_text(placed.cell.spans, style_name, style, self._ambiguous_width)
        lines: list[_CellLine] = []
        start = 0
        for part in text.text.split("\n"):
            body = start + len(part) - len(part.lstrip())
            part_end = start + len(part)
            for line_start, line_end in wrap(text.measured, room, room, 0, body, part_end):
                runs = tuple(text.text_runs(line_start, line_end))
                length = sum(len(run.text) for run in runs)
                width = text.measured.width(line_start, line_start + length)
                lines.append(_CellLine(runs, width))
            start += len(part) + 1
        return lines

    def _with_bar(self, parts: list[_LinePart]) -> list[_LinePart]:
        """Add a bar after the fixed columns, unless a merged cell covers it."""
        if not self.fixed_columns:
            return parts
        left = self._bar_at
        if any(part.left <= left < part.left + part.width for part in parts):
            return parts
        bar = _LinePart(self._bar, "table-rule", left, 1)
        return sorted([*parts, bar], key=lambda part: part.left)


def _row_style(row: list[PlacedCell], *, is_header: bool) -> str:
    if is_header:
        return "table-unit" if is_unit_row(row) else "table-head"
    return "table-total" if is_total_row(row) else "table"


def _text_style(style_name: str) -> TextStyle:
    return TextStyle.STRONG if style_name in _STRONG_STYLES else TextStyle.PLAIN


def _merge_parts(parts: list[_LinePart]) -> tuple[TextRun, ...]:
    """Return the parts at their positions, in as few runs as possible."""
    runs: list[TextRun] = []
    text, style_name = "", "table"
    end = 0
    for part in parts:
        gap = " " * (part.left - end)
        end = part.left + part.width
        if isinstance(part.content, str) and (part.style_name == style_name or not text):
            style_name = part.style_name
            text += gap + part.content
            continue
        if text or gap:
            runs.append(_text_run(text + gap, style_name))
        text = ""
        if isinstance(part.content, str):
            text, style_name = part.content, part.style_name
        else:
            runs.extend(part.content)
    if text:
        runs.append(_text_run(text, style_name))
    return tuple(runs)


def _text_run(text: str, style_name: str) -> TextRun:
    return TextRun(text, style_name, _text_style(style_name))


def _unstyled_text(cell: Cell) -> str | None:
    """Return the text of an unstyled cell, else None."""
    if not cell.spans:
        return ""
    if len(cell.spans) > 1 or not is_unstyled(cell.spans[0]):
        return None
    text = cell.spans[0].text.strip()
    return text if text.isprintable() else None


def _copy_text(cell: Cell) -> str:
    text = spans_text(cell.spans)
    return text if text.isprintable() else replace_controls(text).replace("\n", " ")
