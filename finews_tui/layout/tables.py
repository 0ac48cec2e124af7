"""Draw tables with light rules, aligned columns and merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.layout.inline import inline_text, is_unstyled, replace_controls
from finews_tui.layout.linebreak.graphemes import cell_width
from finews_tui.layout.linebreak.wrap import wrap
from finews_tui.layout.page import TextRun
from finews_tui.layout.table_grid import GAP, ColumnWidths, PlacedCell, column_widths, place_cells
from finews_tui.model.document import Align, Cell, Table, spans_text
from finews_tui.model.text_style import TextStyle

_FIXED_COLUMN_BAR = " │ "


@dataclass(frozen=True, slots=True)
class TableLine:
    """Line of a drawn table: runs, width in cells, and text to copy."""

    runs: tuple[TextRun, ...]
    width: int
    copy_text: str = ""
    joins_next: bool = False


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """Lines of a table, its full width in cells, and the start of each column."""

    lines: tuple[TableLine, ...]
    width: int
    column_starts: tuple[int, ...]


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


def draw_table(table: Table, room: int, ambiguous_width: int = 1) -> DrawnTable:
    """Draw a table in `room` cells, or wider if it would be unreadable."""
    rows, columns = place_cells(table)
    if not columns:
        return DrawnTable((), 0, ())
    header_rows = min(len(rows), table.header_rows)
    if not header_rows and len(rows) > 1 and all(placed.cell.header for placed in rows[0]):
        header_rows = 1
    widths = column_widths(rows, columns, header_rows, room, ambiguous_width)
    drawer = _TableDrawer(widths, ambiguous_width)
    lines = tuple(drawer.draw(rows, header_rows))
    return DrawnTable(lines, drawer.width, tuple(drawer.column_starts[:-1]))


class _TableDrawer:
    """Draw the rows of a table with given column widths."""

    def __init__(self, columns: ColumnWidths, ambiguous_width: int) -> None:
        self._columns = columns
        self._ambiguous_width = ambiguous_width
        is_ascii = ambiguous_width == 2
        self._strokes = "-+++" if is_ascii else "─┬┼┴"
        self._bar = "|" if is_ascii else "│"
        # The first column of a wide table does not scroll and ends with a bar.
        has_fixed_column = columns.is_wide and len(columns.widths) > 1
        self._first_gap = len(_FIXED_COLUMN_BAR) if has_fixed_column else GAP
        self.column_starts = [0]
        for column, width in enumerate(columns.widths):
            gap = self._first_gap if column == 0 else GAP
            self.column_starts.append(self.column_starts[-1] + width + gap)
        last_gap = GAP if len(columns.widths) > 1 else self._first_gap
        self.width = self.column_starts[-1] - last_gap

    def draw(self, rows: list[list[PlacedCell]], header_rows: int) -> Iterator[TableLine]:
        """Yield the rows, with rules around the table and below its header."""
        yield self._rule(1)
        for number, row in enumerate(rows):
            if number and number == header_rows:
                yield self._rule(2)
            elif number and self._columns.has_wrapped_cells:
                yield TableLine(_merge_parts(self._with_bar([])), self.width, "", True)
            yield from self._row(row, is_header=number < header_rows)
        yield self._rule(3)

    def _rule(self, crossing: int) -> TableLine:
        rule = self._strokes[0] * self.width
        if self._first_gap != GAP:
            bar = self._columns.widths[0] + 1
            rule = rule[:bar] + self._strokes[crossing] + rule[bar + 1 :]
        return TableLine((TextRun(rule, "table-rule"),), self.width, "", True)

    def _row(self, row: list[PlacedCell], *, is_header: bool) -> Iterator[TableLine]:
        copy_text = "\t".join([_copy_text(placed.cell) for placed in row])
        if not is_header and (text := self._unstyled_row(row)) is not None:
            yield TableLine((TextRun(text, "table"),), self.width, copy_text)
            return
        cells = [self._cell_lines(placed, is_header=is_header) for placed in row]
        height = max(map(len, cells), default=1)
        for number in range(height):
            parts = []
            for placed, lines in zip(row, cells, strict=True):
                if number < len(lines) and (line := lines[number]).width:
                    shift = self._shift(placed, line.width, is_header=is_header)
                    left = self.column_starts[placed.first] + shift
                    style_name = _style_name(placed, is_header=is_header)
                    parts.append(_LinePart(line.content, style_name, left, line.width))
            runs = _merge_parts(self._with_bar(parts))
            yield TableLine(runs, self.width, "" if number else copy_text, number < height - 1)

    def _unstyled_row(self, row: list[PlacedCell]) -> str | None:
        """Return a row of unstyled one-line cells (the common case), else None."""
        if self._first_gap != GAP:
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
            left = self.column_starts[placed.first] + self._shift(placed, width)
            parts += (" " * (left - end), text)
            end = left + width
        return "".join(parts)

    def _room(self, placed: PlacedCell) -> int:
        last = placed.end - 1
        end = self.column_starts[last] + self._columns.widths[last]
        return end - self.column_starts[placed.first]

    def _shift(self, placed: PlacedCell, width: int, *, is_header: bool = False) -> int:
        """Return the number of spaces before a line in a cell."""
        align = placed.cell.align
        if align in (Align.DEFAULT, Align.LEFT):  # many generators set LEFT by default
            is_numeric = all(self._columns.numeric[placed.first : placed.end])
            if placed.is_merged and _style_name(placed, is_header=is_header) == "table-head":
                align = Align.CENTRE
            else:
                align = Align.RIGHT if is_numeric else Align.LEFT
        free = max(0, self._room(placed) - width)
        if align is Align.RIGHT:
            return free
        return free // 2 if align is Align.CENTRE else 0

    def _cell_lines(self, placed: PlacedCell, *, is_header: bool) -> list[_CellLine]:
        room = self._room(placed)
        unstyled = _unstyled_text(placed.cell)
        if unstyled is not None:
            is_ascii = unstyled.isascii()
            width = len(unstyled) if is_ascii else cell_width(unstyled, self._ambiguous_width)
            if width <= room:
                return [_CellLine(unstyled, width)]
        style_name = _style_name(placed, is_header=is_header)
        style = TextStyle.STRONG if style_name == "table-head" else TextStyle.PLAIN
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
        """Add a bar after the fixed column, unless a merged cell covers it."""
        if self._first_gap == GAP:
            return parts
        left = self._columns.widths[0] + 1
        if any(part.left <= left < part.left + part.width for part in parts):
            return parts
        bar = _LinePart(self._bar, "table-rule", left, 1)
        return sorted([*parts, bar], key=lambda part: part.left)


def _style_name(placed: PlacedCell, *, is_header: bool) -> str:
    return "table-head" if is_header or placed.cell.header else "table"


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
    is_header = style_name == "table-head"
    return TextRun(text, style_name, TextStyle.STRONG if is_header else TextStyle.PLAIN)


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
