"""Find the header of a table, even if its cells are not marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from finews_tui.layout.table_cells import PlacedCell, cell_text
from finews_tui.layout.table_numbers import is_figure, is_period, is_placeholder, parse_figure
from finews_tui.model.text_style import TextStyle

SAMPLE_ROWS = 400
"""Maximum number of rows examined to determine the kind of a column."""
_MAX_HEADER_ROWS = 6
_MIN_SHARE = 2  # figures of a column for each cell with other text
_UNIT_ROW = re.compile(
    r"[（(]?(?:(?:金额|货币|计量)?单位|單位|幣種|币种|units?\b|currency\b|in\s).{0,40}",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[（(【\[].{1,12}[)）】\]]|[%％‰元]|[千百]?[万亿]?[美港]?[元股吨户手]"
    r"|[a-z]{0,2}\$ ?(?:m|bn|k)?|'?000s?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"项\s*目|[名品]\s*[称名种]|指标|科目|类别|地区|年[份度]?|月份?|日期|时间|序号"
    r"|items?|names?|year|month|date",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[数额率比价值量元期占幅]|[%％$€£]|\d{4}|amount|value|number|price|share|rate|count|total",
    re.IGNORECASE,
)
_UNIT_LABELS = ("单位", "計量單位", "计量单位", "單位", "unit", "units")
_TOTAL = re.compile(
    r"(?:本页|本期|以上|资产|负债)?[合总總小共]\s*[计計]|[总總][数數额額和]|平均值?|均值|中位数"
    r"|(?:sub-?|grand )?total\b.{0,20}|sum|all|in all|overall|average|mean|median",
    re.IGNORECASE,
)


_NO_PERIOD = frozenset(",.%，．％")


class CellKind(Enum):
    """Content of a cell. YEAR: a figure that is also a period, such as `2024` or `3M`."""

    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    FIGURE = "figure"
    YEAR = "year"
    PERIOD = "period"
    TEXT = "text"


_PERIODS = (CellKind.PERIOD, CellKind.YEAR)


def cell_kind(text: str) -> CellKind:
    """Return the kind of a stripped cell text."""
    if not text:
        return CellKind.EMPTY
    if is_placeholder(text):
        return CellKind.PLACEHOLDER
    if is_figure(text):
        may_be_period = len(text) < 10 and _NO_PERIOD.isdisjoint(text)
        return CellKind.YEAR if may_be_period and is_period(text) else CellKind.FIGURE
    return CellKind.PERIOD if is_period(text) else CellKind.TEXT


class _Counts(NamedTuple):
    """Number of cells of each kind in a column; merged cells do not count."""

    figures: int
    years: int
    periods: int
    texts: int

    @property
    def has_figures(self) -> bool:
        """Whether nearly all cells with a value are figures."""
        figures = self.figures + self.years
        return figures > 0 and figures >= _MIN_SHARE * (self.periods + self.texts)

    @property
    def has_periods(self) -> bool:
        """Whether all cells with a value are dates, years or other periods."""
        return not self.figures and not self.texts and self.years + self.periods > 1


def figure_columns(rows: Sequence[Sequence[PlacedCell]], columns: int) -> tuple[bool, ...]:
    """Return for each column whether nearly all of its cells with a value are figures."""
    return tuple(counts.has_figures for counts in _count_kinds(rows, columns))


class ColumnType(Enum):
    """Content of most cells of a column, which determines its sort order."""

    FIGURES = "figures"
    PERIODS = "periods"
    TEXTS = "texts"


def column_type(body: Sequence[Sequence[PlacedCell]], column: int) -> ColumnType:
    """Return the content of a column of body rows."""
    step = 1 + len(body) // SAMPLE_ROWS
    rows = [[p for p in row if p.first == column] for row in body[::step]]
    counts = _count_kinds(rows, column + 1)[column]
    if counts.has_periods:
        return ColumnType.PERIODS
    if counts.figures + counts.years > counts.periods + counts.texts:
        return ColumnType.FIGURES
    return ColumnType.PERIODS if counts.periods > counts.texts else ColumnType.TEXTS


def header_row_count(rows: Sequence[Sequence[PlacedCell]], columns: int) -> int:
    """Return the number of header rows of a table without declared ones.

    The header consists of the rows above columns of figures or dates. Titles
    and units above it belong to it. A table without such columns has no header.
    """
    kinds = [
        [(placed, cell_kind(cell_text(placed.cell))) for placed in row]
        for row in rows[: _MAX_HEADER_ROWS + 1]
    ]
    first_body_row = next(
        (i for i, row in enumerate(kinds) if any(kind is CellKind.FIGURE for _, kind in row)),
        1,
    )
    if not first_body_row or first_body_row >= len(rows):
        return 0
    counts = _count_kinds(rows[first_body_row:SAMPLE_ROWS], columns)
    are_periods = [column.has_periods for column in counts]
    are_figures = [column.has_figures and not column.has_periods for column in counts]
    header_rows = 0
    for number, row in enumerate(kinds[:first_body_row]):
        filled = [(placed, kind) for placed, kind in row if kind is not CellKind.EMPTY]
        if not header_rows and _is_title(filled, columns):
            continue
        if header_rows and not _continues_header(rows, kinds, number):
            break
        if not _is_over_values(filled, are_figures, are_periods):
            break
        header_rows = number + 1
    if columns == 2 and header_rows and _is_list_of_facts(rows, header_rows):
        return 0
    below = _count_kinds(rows[header_rows:SAMPLE_ROWS], columns)
    has_values = any(column.has_figures or column.has_periods for column in below)
    return header_rows if has_values else 0


def _is_list_of_facts(rows: Sequence[Sequence[PlacedCell]], header_rows: int) -> bool:
    """Return whether two columns are names and values of one thing, from the first row on.

    The values of such a list are of several kinds; those of a table mostly have one unit.
    """
    texts = [cell_text(placed.cell) for placed in rows[header_rows - 1]]
    if len(texts) < 2 or not texts[0] or _LABEL.fullmatch(texts[0]) or _MEASURE.search(texts[1]):
        return False
    values = [cell_text(row[1].cell) for row in rows[header_rows:SAMPLE_ROWS] if len(row) > 1]
    figures = [figure for value in values if (figure := parse_figure(value)) is not None]
    has_one_unit = len({figure.is_percent for figure in figures}) == 1
    return not has_one_unit or any(cell_kind(value) is CellKind.TEXT for value in values)


def continued_header(rows: Sequence[Sequence[PlacedCell]], header_rows: int, columns: int) -> int:
    """Return the number of header rows, with rows of ordinary cells that belong to them."""
    are_figures = figure_columns(rows[header_rows + 1 : SAMPLE_ROWS], columns)
    while 0 < header_rows < min(_MAX_HEADER_ROWS, len(rows) - 1):
        row = [(placed, cell_kind(cell_text(placed.cell))) for placed in rows[header_rows]]
        filled = [(placed, kind) for placed, kind in row if kind is not CellKind.EMPTY]
        reaches_into_row = any(placed.cell.row_span > 1 for placed in rows[header_rows - 1])
        if (
            not reaches_into_row
            or any(kind is CellKind.FIGURE for _, kind in row)
            or not _is_over_values(filled, are_figures, [False] * columns)
        ):
            break
        header_rows += 1
    return header_rows


def is_bold_header(rows: Sequence[Sequence[PlacedCell]]) -> bool:
    """Return whether the first row is bold and the second one is not."""
    return len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1])


def _is_bold(row: Sequence[PlacedCell]) -> bool:
    spans = [span for placed in row for span in placed.cell.spans if span.text.strip()]
    filled = [placed for placed in row if cell_text(placed.cell)]
    return len(filled) > 1 and all(span.style & TextStyle.STRONG for span in spans)


def is_total_row(row: Sequence[PlacedCell]) -> bool:
    """Return whether a row has figures and the label of a total, such as 合计 or `Total`."""
    label = next((text for placed in row[:3] if (text := cell_text(placed.cell))), "")
    label = label.rstrip(":：").strip()
    is_total = len(label) <= 40 and _TOTAL.fullmatch(label) is not None
    return is_total and any(is_figure(cell_text(placed.cell)) for placed in row)


def is_unit_row(row: Iterable[PlacedCell]) -> bool:
    """Return whether a row only has the unit of the table (单位：万元)."""
    texts = [text for placed in row if (text := cell_text(placed.cell))]
    return len(texts) == 1 and len(texts[0]) <= 60 and _UNIT_ROW.fullmatch(texts[0]) is not None


def _count_kinds(rows: Sequence[Sequence[PlacedCell]], columns: int) -> list[_Counts]:
    counts = [dict.fromkeys(CellKind, 0) for _ in range(columns)]
    for row in rows:
        for placed in row:
            if not placed.is_merged:
                counts[placed.first][cell_kind(cell_text(placed.cell))] += 1
    kinds = (CellKind.FIGURE, CellKind.YEAR, CellKind.PERIOD, CellKind.TEXT)
    return [_Counts(*(column[kind] for kind in kinds)) for column in counts]


def _is_title(filled: Sequence[tuple[PlacedCell, CellKind]], columns: int) -> bool:
    """Return whether a row above the header is a title, a unit, or empty."""
    if len(filled) > 1 or columns == 1:
        return False
    return not filled or filled[0][0].end - filled[0][0].first in (1, columns)


def _continues_header(
    rows: Sequence[Sequence[PlacedCell]],
    kinds: Sequence[Sequence[tuple[PlacedCell, CellKind]]],
    number: int,
) -> bool:
    """Return whether a row below a header row belongs to the header as well."""
    filled = [placed for placed, kind in kinds[number] if kind is not CellKind.EMPTY]
    if len(filled) < 2:
        return is_unit_row(rows[number])
    label = cell_text(filled[0].cell).casefold()
    if (
        filled[0].first > 0
        or label in _UNIT_LABELS
        or all(_UNIT.fullmatch(cell_text(placed.cell)) for placed in filled)
    ):
        return True
    return any(placed.is_merged for placed in rows[number - 1])


def _is_over_values(
    filled: Sequence[tuple[PlacedCell, CellKind]],
    are_figures: Sequence[bool],
    are_periods: Sequence[bool],
) -> bool:
    """Return whether the cells of a row can be the header of the columns below them."""
    if filled and cell_text(filled[0][0].cell).endswith((":", "：")) and len(filled) <= 2:
        return False
    is_over = False
    for placed, kind in filled:
        columns = range(placed.first, placed.end)
        is_over_periods = any(are_periods[column] for column in columns)
        if is_over_periods or any(are_figures[column] for column in columns):
            is_label = kind is CellKind.TEXT or (kind in _PERIODS and not is_over_periods)
            if not is_label:
                return False
            is_over = True
    return is_over
