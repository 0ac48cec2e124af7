"""Draws a table: aligned columns under a light rule, numbers to the right, merged cells whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.layout.grid import GAP, Placed, Sizes, place, size
from finews_tui.layout.inline import inline_text, is_bare, printable
from finews_tui.layout.linebreak.graphemes import cells
from finews_tui.layout.linebreak.wrap import wrap
from finews_tui.layout.page import TextRun
from finews_tui.model.document import Align, Cell, Table, spans_text
from finews_tui.model.text_style import TextStyle

_BAR = " │ "


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, its cells, and what it copies."""

    runs: tuple[TextRun, ...]
    width: int
    copy_text: str = ""
    joins_next: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table's lines, its full width, and the cell where each column begins."""

    rows: tuple[Row, ...]
    width: int
    lefts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _CellLine:
    """One line of a cell: its pieces, or a bare text, and the cells that they cover."""

    content: str | tuple[TextRun, ...]
    width: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a cell at its place in a line of the table."""

    content: str | tuple[TextRun, ...]
    style_name: str
    left: int
    width: int


def tabulate(table: Table, room: int, ambiguous_width: int = 1) -> Drawing:
    """Draw a table in `room` cells, or wider where it could not be read so."""
    rows, columns = place(table)
    if not columns:
        return Drawing((), 0, ())
    head = min(len(rows), table.header_rows)
    if not head and len(rows) > 1 and all(placed.cell.header for placed in rows[0]):
        head = 1
    sizes = size(rows, columns, head, room, ambiguous_width)
    plan = _Plan(sizes, ambiguous_width)
    drawn = tuple(plan.draw(rows, head))
    return Drawing(drawn, plan.width, tuple(plan.lefts[:-1]))


class _Plan:
    """The drawing of one table: where its columns begin, its strokes and alignments."""

    def __init__(self, sizes: Sizes, ambiguous_width: int) -> None:
        self._sizes = sizes
        self._ambiguous = ambiguous_width
        plain_strokes = ambiguous_width == 2
        self._strokes = "-+++" if plain_strokes else "─┬┼┴"
        self._bar = "|" if plain_strokes else "│"
        # The column that stays while the others are scrolled ends with a bar.
        self._first_gap = len(_BAR) if sizes.is_wide and len(sizes.widths) > 1 else GAP
        self.lefts = [0]
        for column, width in enumerate(sizes.widths):
            gap = self._first_gap if column == 0 else GAP
            self.lefts.append(self.lefts[-1] + width + gap)
        self.width = self.lefts[-1] - (GAP if len(sizes.widths) > 1 else self._first_gap)

    def draw(self, rows: list[list[Placed]], head: int) -> Iterator[Row]:
        """The lines of the table: rules above, below and under its head, rows between them."""
        yield self._rule(1)
        for number, row in enumerate(rows):
            if number and number == head:
                yield self._rule(2)
            elif number and self._sizes.wraps:
                yield Row(_merged(self._with_bar([])), self.width, "", True)
            yield from self._row(row, is_head=number < head)
        yield self._rule(3)

    def _rule(self, crossing: int) -> Row:
        rule = self._strokes[0] * self.width
        if self._first_gap != GAP:
            at = self._sizes.widths[0] + 1
            rule = rule[:at] + self._strokes[crossing] + rule[at + 1 :]
        return Row((TextRun(rule, "table-rule"),), self.width, "", True)

    def _row(self, row: list[Placed], *, is_head: bool) -> Iterator[Row]:
        copy = "\t".join([_copied(placed.cell) for placed in row])
        if not is_head and (text := self._simple_line(row)) is not None:
            yield Row((TextRun(text, "table"),), self.width, copy)
            return
        cut = [self._cell_lines(placed, is_head=is_head) for placed in row]
        height = max(map(len, cut), default=1)
        for number in range(height):
            parts = [
                _Part(line.content, _role(placed, is_head=is_head), left, line.width)
                for placed, lines in zip(row, cut, strict=True)
                if number < len(lines) and (line := lines[number]).width
                for left in [
                    self.lefts[placed.first] + self._shift(placed, line.width, is_head=is_head)
                ]
            ]
            runs = _merged(self._with_bar(parts))
            yield Row(runs, self.width, "" if number else copy, number < height - 1)

    def _simple_line(self, row: list[Placed]) -> str | None:
        """A row of bare texts that all fit, in one go; None for any other: the common case."""
        if self._first_gap != GAP:
            return None
        parts: list[str] = []
        at = 0
        for placed in row:
            text = _bare_text(placed.cell)
            if text is None or placed.cell.header:
                return None
            width = len(text) if text.isascii() else cells(text, self._ambiguous)
            if width > self._room(placed):
                return None
            left = self.lefts[placed.first] + self._shift(placed, width)
            parts += (" " * (left - at), text)
            at = left + width
        return "".join(parts)

    def _room(self, placed: Placed) -> int:
        last = placed.last - 1
        return self.lefts[last] + self._sizes.widths[last] - self.lefts[placed.first]

    def _shift(self, placed: Placed, width: int, *, is_head: bool = False) -> int:
        """How far a line of a cell stands from the cell's left edge."""
        align = placed.cell.align
        if align in (Align.DEFAULT, Align.LEFT):  # text stands left anyhow: that tells nothing
            are_numbers = all(self._sizes.numeric[placed.first : placed.last])
            if placed.last - placed.first > 1 and _role(placed, is_head=is_head) == "table-head":
                align = Align.CENTRE
            else:
                align = Align.RIGHT if are_numbers else Align.LEFT
        free = max(0, self._room(placed) - width)
        if align is Align.RIGHT:
            return free
        return free // 2 if align is Align.CENTRE else 0

    def _cell_lines(self, placed: Placed, *, is_head: bool) -> list[_CellLine]:
        room = self._room(placed)
        text = _bare_text(placed.cell)
        if text is not None:
            width = len(text) if text.isascii() else cells(text, self._ambiguous)
            if width <= room:
                return [_CellLine(text, width)]
        style_name = _role(placed, is_head=is_head)
        style = TextStyle.STRONG if style_name == "table-head" else TextStyle.PLAIN
        running = inline_text(placed.cell.spans, style_name, style, self._ambiguous)
        lines: list[_CellLine] = []
        start = 0
        for part in running.text.split("\n"):
            body = start + len(part) - len(part.lstrip())
            for begin, stop in wrap(running.measured, room, room, 0, body, start + len(part)):
                runs = tuple(running.runs(begin, stop))
                shown = sum(len(run.text) for run in runs)
                lines.append(_CellLine(runs, running.measured.width(begin, begin + shown)))
            start += len(part) + 1
        return lines

    def _with_bar(self, parts: list[_Part]) -> list[_Part]:
        """The parts of a line and the bar behind the column that stays, unless a cell covers it."""
        if self._first_gap == GAP:
            return parts
        at = self._sizes.widths[0] + 1
        if any(part.left <= at < part.left + part.width for part in parts):
            return parts
        bar = _Part(self._bar, "table-rule", at, 1)
        return sorted([*parts, bar], key=lambda part: part.left)


def _role(placed: Placed, *, is_head: bool) -> str:
    return "table-head" if is_head or placed.cell.header else "table"


def _merged(parts: list[_Part]) -> tuple[TextRun, ...]:
    """One line: contents at their cells, in as few pieces as their looks allow."""
    runs: list[TextRun] = []
    text, style_name = "", "table"
    at = 0
    for part in parts:
        gap = " " * (part.left - at)
        at = part.left + part.width
        if isinstance(part.content, str) and (part.style_name == style_name or not text):
            style_name = part.style_name
            text += gap + part.content
            continue
        if text or gap:
            runs.append(_piece(text + gap, style_name))
        text = ""
        if isinstance(part.content, str):
            text, style_name = part.content, part.style_name
        else:
            runs.extend(part.content)
    if text:
        runs.append(_piece(text, style_name))
    return tuple(runs)


def _piece(text: str, style_name: str) -> TextRun:
    return TextRun(
        text, style_name, TextStyle.STRONG if style_name == "table-head" else TextStyle.PLAIN
    )


def _bare_text(cell: Cell) -> str | None:
    """The text of a cell that has no looks of its own, else None."""
    if not cell.spans:
        return ""
    if len(cell.spans) > 1 or not is_bare(cell.spans[0]):
        return None
    text = cell.spans[0].text.strip()
    return text if text.isprintable() else None


def _copied(cell: Cell) -> str:
    text = spans_text(cell.spans)
    return text if text.isprintable() else printable(text).replace("\n", " ")
