"""Rows of a table as displayed: placed in columns, with header, sorted."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from operator import itemgetter
from typing import Any

from finews_tui.layout.page import TableOrder
from finews_tui.layout.table_cells import PlacedCell, cell_text, place_cells
from finews_tui.layout.table_header import (
    ColumnType,
    column_type,
    continued_header,
    header_row_count,
    is_bold_header,
    is_total_row,
)
from finews_tui.layout.table_numbers import parse_figure, period_key
from finews_tui.model.document import Spans, Table, spans_text

Row = list[PlacedCell]
_NATURAL_PARTS = re.compile(r"\d{1,15}|\D+|\d")
_MAX_KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of placed cells; the first `header_rows` are the header."""

    rows: list[Row]
    columns: int
    header_rows: int

    def column_name(self, column: int) -> str:
        """Return the header of a column, "" if it has none."""
        texts = [
            text
            for row in self.rows[: self.header_rows]
            for placed in row
            if placed.first <= column < placed.end
            and placed.end - placed.first < max(2, self.columns)
            and (text := cell_text(placed.cell))
        ]
        return " ".join(" ".join(texts).split())


def table_rows(table: Table, order: TableOrder | None = None) -> TableRows:
    """Return the rows of a table, sorted if `order` is given."""
    rows, columns = place_cells(table)
    header_rows = min(len(rows), table.header_rows)
    if header_rows and not any(cell_text(p.cell) for row in rows[:header_rows] for p in row):
        # Markdown has no tables without a header; authors leave it empty.
        rows, header_rows = rows[header_rows:] or rows, 0
    if not header_rows and len(rows) > 1 and all(placed.cell.header for placed in rows[0]):
        header_rows = 1
    if header_rows:
        header_rows = continued_header(rows, header_rows, columns)
    else:
        header_rows = header_row_count(rows, columns) or int(is_bold_header(rows))
    if order is not None and order.column < columns:
        rows = _sorted_rows(rows, header_rows, order)
    return TableRows(rows, columns, header_rows)


def next_order(
    table: Table, offset: int, column: int, current: TableOrder | None
) -> TableOrder | None:
    """Return the next sort order: ascending, descending, then the original order.

    Figures are sorted from the largest at first, dates and words from the smallest.
    """
    source = table_rows(table)
    starts_descending = column_type(source.rows[source.header_rows :], column) is ColumnType.FIGURES
    if current is None or current.column != column:
        return TableOrder(offset, column, starts_descending)
    if current.is_descending == starts_descending:
        return TableOrder(offset, column, not starts_descending)
    return None


def to_tsv(rows: TableRows) -> str:
    """Return a table as tab-separated values, one row a line."""
    lines = (
        "\t".join(" ".join(value.split()) for value in _values(row, rows.columns))
        for row in rows.rows
    )
    return "".join(f"{line}\n" for line in lines)


def to_csv(rows: TableRows) -> str:
    """Return a table as comma-separated values (RFC 4180 with line feeds)."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows.rows:
        writer.writerow([" ".join(value.split()) for value in _values(row, rows.columns)])
    return text.getvalue()


def _values(row: Row, columns: int) -> list[str]:
    """Return the cells of a row by column; merged cells are in their first column."""
    values = [""] * columns
    for placed in row:
        values[placed.first] = spans_text(placed.cell.spans)
    return values


def _sorted_rows(rows: list[Row], header_rows: int, order: TableOrder) -> list[Row]:
    """Sort the body between section rows; totals and missing values stay last."""
    body = rows[header_rows:]
    key_of = _key_function(column_type(body, order.column))
    header = [[placed.cell.spans for placed in row] for row in rows[:header_rows]]
    result = rows[:header_rows]
    section: list[list[Row]] = []
    for group in _groups(body):
        if len(group) == 1 and _is_separator(group[0], header):
            result += _sorted_section(section, order, key_of)
            result += group
            section = []
        else:
            section.append(group)
    return result + _sorted_section(section, order, key_of)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Return runs of rows that are joined by cells spanning several rows."""
    groups: list[list[Row]] = []
    end = 0
    for number, row in enumerate(rows):
        if number >= end:
            groups.append([])
            end = number + 1
        groups[-1].append(row)
        end = max(end, *(number + placed.cell.row_span for placed in row), number + 1)
    return groups


def _is_separator(row: Row, header: Sequence[Sequence[Spans]]) -> bool:
    """Return whether a row is the title of a section, or the header again."""
    filled = [placed for placed in row if cell_text(placed.cell)]
    if len(filled) == 1:
        return filled[0].is_merged or cell_text(filled[0].cell).endswith((":", "："))
    return any([placed.cell.spans for placed in row] == spans for spans in header)


def _sorted_section(
    groups: list[list[Row]], order: TableOrder, key_of: Callable[[str], Any]
) -> list[Row]:
    keyed: list[tuple[Any, list[Row]]] = []
    last: list[list[Row]] = []
    totals: list[list[Row]] = []
    for group in groups:
        if is_total_row(group[0]):
            totals.append(group)
            continue
        cell = next((p.cell for p in group[0] if p.first <= order.column < p.end), None)
        key = key_of(cell_text(cell)) if cell is not None else None
        if key is None:
            last.append(group)
        else:
            keyed.append((key, group))
    keyed.sort(key=itemgetter(0), reverse=order.is_descending)
    return [row for group in (*(group for _, group in keyed), *last, *totals) for row in group]


def _key_function(kind: ColumnType) -> Callable[[str], Any]:
    """Return a sort key function for texts, which returns None for missing values."""
    if kind is ColumnType.FIGURES:
        return _figure_key
    return period_key if kind is ColumnType.PERIODS else _text_key


def _figure_key(text: str) -> float | None:
    figure = parse_figure(text)
    return figure.value if figure is not None else None


def _text_key(text: str) -> list[tuple[int, int, bytes]] | None:
    """Return a key with numbers by value; GB 18030 sorts common characters by pinyin."""
    parts = _NATURAL_PARTS.findall(text[:_MAX_KEY_LENGTH].casefold())
    return [
        (0, int(part), b"") if part.isdecimal() else (1, 0, part.encode("gb18030", "replace"))
        for part in parts
    ] or None
