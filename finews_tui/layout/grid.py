"""Where the cells of a table stand: merged cells, columns and how wide each should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from finews_tui.layout.linebreak.graphemes import cells
from finews_tui.layout.linebreak.pair_table import ALLOWED
from finews_tui.layout.linebreak.wrap import measure_text
from finews_tui.model.document import Cell, Table, spans_text

GAP = 2
# Columns of larger tables are sized by this many rows, taken evenly.
SAMPLE_ROWS = 2_000
MAX_COLUMNS = 5_000
_MAX_SPAN = 1_000  # as HTML bounds colspan
_TOKEN_ROWS = 200
_MAX_TOKEN = 24
_LEAST_WRAPPED = 8
_MAX_HEIGHT = 12
_MAX_WIDE_COLUMN = 40
_MAX_HUGE_COLUMN = 400  # nothing is wrapped in a huge table: it would take seconds

_NUMBER = re.compile(
    r"[(（]?[<>≈约~]?[-+−－＋±]?\s?(?:[A-Z]{2,3}|[A-Z]{0,2}[$￥¥€£])?\s?[-+−]?\d[\d,，.\s]*"
    r"(?:%|％|‰|pp|bps?|x|倍|[KMBT]|[万亿千百]{0,2}[美港欧日]?[元股吨]?)?[)）]?\*?",
    re.IGNORECASE,
)
_NOTHING = frozenset(("", "-", "--", "—", "——", "–", "/", "N/A", "n/a", "NA", "nil"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell that covers the columns from `first` up to, not including, `last`."""

    cell: Cell
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """The cells of each column, which of them hold numbers, and whether text must be wrapped."""

    widths: tuple[int, ...]
    numeric: tuple[bool, ...]
    wraps: bool
    is_wide: bool


def place(table: Table) -> tuple[list[list[Placed]], int]:
    """Each row's cells in their columns, and the number of columns."""
    if any(cell.column_span > 1 or cell.row_span > 1 for row in table.rows for cell in row):
        rows = _place_spans(table)
        if rows is not None:
            edges = sorted({placed.first for row in rows for placed in row})
            numbers = {edge: number for number, edge in enumerate(edges)}
            return [[_on_edges(placed, edges, numbers) for placed in row] for row in rows], len(
                edges
            )
    rows = [[Placed(cell, at, at + 1) for at, cell in enumerate(row)] for row in table.rows]
    return rows, max(map(len, rows), default=0)


def size(rows: list[list[Placed]], columns: int, head: int, room: int, ambiguous: int) -> Sizes:
    """Size columns by their content, to fit into `room` cells where that can be read."""
    sample = _sampled(rows, head)
    natural = _natural(sample, columns, ambiguous)
    numeric = _numeric(sample, columns, head)
    free = room - GAP * (columns - 1)
    if sum(natural) <= free:
        return Sizes(tuple(natural), numeric, _breaks_lines(sample), False)
    if len(rows) > SAMPLE_ROWS:
        return Sizes(tuple(min(w, _MAX_HUGE_COLUMN) for w in natural), numeric, False, True)
    least = _least(sample, natural, numeric, ambiguous)
    if sum(least) <= free:
        widths = _squeezed(natural, least, free)
        if columns == 1 or all(
            wide <= _MAX_HEIGHT * width for wide, width in zip(natural, widths, strict=True)
        ):
            return Sizes(tuple(widths), numeric, True, False)
    widths = [min(width, _MAX_WIDE_COLUMN) for width in natural]
    widths[0] = min(widths[0], max(_LEAST_WRAPPED, room // 3))
    wraps = widths != natural or _breaks_lines(sample)
    return Sizes(tuple(widths), numeric, wraps, True)


def _place_spans(table: Table) -> list[list[Placed]] | None:
    """Cells by the columns of HTML's table model; None for spans that make no sensible table."""
    taken: list[int] = []  # for each column the first row in which it is free
    rows: list[list[Placed]] = []
    for number, row in enumerate(table.rows):
        placed: list[Placed] = []
        at = 0
        for cell in row:
            while at < len(taken) and taken[at] > number:
                at += 1
            last = at + 1
            wanted = at + min(max(1, cell.column_span), _MAX_SPAN)
            while last < wanted and (last >= len(taken) or taken[last] <= number):
                last += 1
            if last > MAX_COLUMNS:
                return None
            taken += [0] * (last - len(taken))
            taken[at:last] = [number + max(1, cell.row_span)] * (last - at)
            placed.append(Placed(cell, at, last))
            at = last
        rows.append(placed)
    return rows


def _on_edges(placed: Placed, edges: list[int], numbers: dict[int, int]) -> Placed:
    """A cell by the columns in which some cell begins: no others are drawn."""
    first = last = numbers[placed.first]
    while last < len(edges) and edges[last] < placed.last:
        last += 1
    return Placed(placed.cell, first, last)


def _sampled(rows: list[list[Placed]], head: int) -> list[list[Placed]]:
    if len(rows) <= SAMPLE_ROWS:
        return rows
    step = len(rows) // (SAMPLE_ROWS // 2)
    return rows[: head + SAMPLE_ROWS // 2] + rows[head + SAMPLE_ROWS // 2 :: step]


def _texts(cell: Cell) -> list[str]:
    return [line.strip() for line in spans_text(cell.spans).split("\n")]


def _breaks_lines(rows: list[list[Placed]]) -> bool:
    return any("\n" in span.text for row in rows for placed in row for span in placed.cell.spans)


def _natural(rows: list[list[Placed]], columns: int, ambiguous: int) -> list[int]:
    """The cells that each column would like to have."""
    widths = [1] * columns
    spanning: list[tuple[Placed, int]] = []
    for row in rows:
        for placed in row:
            width = max(_width(text, ambiguous) for text in _texts(placed.cell))
            if placed.last - placed.first == 1:
                widths[placed.first] = max(widths[placed.first], width)
            else:
                spanning.append((placed, width))
    for placed, width in spanning:
        covered = sum(widths[placed.first : placed.last]) + GAP * (placed.last - placed.first - 1)
        widths[placed.last - 1] += max(0, min(width, _MAX_TOKEN) - covered)
    return widths


def _width(text: str, ambiguous: int) -> int:
    return len(text) if text.isascii() else cells(text, ambiguous)


def _numeric(rows: list[list[Placed]], columns: int, head: int) -> tuple[bool, ...]:
    """Whether the cells of a column's body are numbers, nearly all of them."""
    numbers, others = [0] * columns, [0] * columns
    for row in rows[head:]:
        for placed in row:
            text = spans_text(placed.cell.spans).strip()
            if text in _NOTHING or placed.last - placed.first > 1:
                continue
            found = numbers if len(text) < _MAX_TOKEN and _NUMBER.fullmatch(text) else others
            found[placed.first] += 1
    return tuple(n > 0 and n >= 4 * o for n, o in zip(numbers, others, strict=True))


def _least(
    rows: list[list[Placed]], natural: Sequence[int], numeric: Sequence[bool], ambiguous: int
) -> list[int]:
    """The cells below which a column cannot be read: its longest word, a whole number."""
    least = [
        width if number else min(width, _LEAST_WRAPPED)
        for width, number in zip(natural, numeric, strict=True)
    ]
    for row in rows[:_TOKEN_ROWS]:
        for placed in row:
            if placed.last - placed.first == 1 and natural[placed.first] > least[placed.first]:
                longest = max(_longest_token(text, ambiguous) for text in _texts(placed.cell))
                least[placed.first] = max(least[placed.first], min(longest, _MAX_TOKEN))
    return least


def _longest_token(text: str, ambiguous: int) -> int:
    measured = measure_text(text, ambiguous)
    longest = start = 0
    while start < len(text):
        end = measured.marks.find(ALLOWED, start + 1)
        end = len(text) if end < 0 else end
        longest = max(longest, measured.width(start, start + len(text[start:end].rstrip())))
        start = end
    return longest


def _squeezed(natural: Sequence[int], least: Sequence[int], free: int) -> list[int]:
    """Share the room: each column gets its least, narrow ones their wish, wide ones the rest."""
    widths = list(least)
    left = free - sum(least)
    wishes = sorted(range(len(widths)), key=lambda column: natural[column] - least[column])
    for number, column in enumerate(wishes):
        extra = min(natural[column] - least[column], left // (len(widths) - number))
        widths[column] += extra
        left -= extra
    return widths
