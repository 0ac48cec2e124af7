"""Recognize gains and losses in tables, which are coloured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from finews_tui.layout.table_cells import PlacedCell, cell_text
from finews_tui.layout.table_numbers import MAX_LENGTH, parse_figure

_CHANGE = re.compile(
    r"[涨漲][跌幅停]|[涨漲]$|跌幅|升跌|升幅|降幅|增减|增減|增长|增長|增幅|增速|变动|變動|变化|變化|同比|环比|環比"
    r"|盈亏|盈虧|损益|收益率|回报|±|\+/-|\b(?:change|chg|gain|loss|return|growth|yoy|y/y|qoq|q/q|mom|m/m"
    r"|ytd|diff)",
    re.IGNORECASE,
)
_CLEAR_SIGNS = frozenset("+＋﹢↑↓▲▼⬆⬇🔺🔻%％")
_MARKS = _CLEAR_SIGNS | frozenset("-−－﹣")


class GainStyles(NamedTuple):
    """Style names of figures that rise and that fall."""

    rise: str
    fall: str


def change_columns(
    rows: Sequence[Sequence[PlacedCell]], header_rows: int, columns: int, sample_rows: int
) -> tuple[bool, ...]:
    """Return for each column whether it has changes: by its header, or by figures with `+`."""
    are_changes = [False] * columns
    for row in rows[:header_rows]:
        for placed in row:
            if _CHANGE.search(cell_text(placed.cell)[:MAX_LENGTH]):
                are_changes[placed.first : placed.end] = [True] * (placed.end - placed.first)
    for row in rows[header_rows : header_rows + sample_rows]:
        for placed in row:
            text = cell_text(placed.cell)
            if text[:1] in ("+", "＋") and parse_figure(text) is not None:
                are_changes[placed.first] = True
    return tuple(are_changes)


def direction_of(text: str, *, is_change: bool) -> int:
    """Return 1 for a gain, -1 for a loss, 0 for other figures and texts.

    A figure needs a sign or an arrow. A minus alone is a loss only in a column of changes or before
    a percentage: elsewhere negative amounts are common.
    """
    if len(text) > MAX_LENGTH or _MARKS.isdisjoint(text):
        return 0
    figure = parse_figure(text)
    if figure is None or not figure.direction:
        return 0
    return figure.direction if is_change or not _CLEAR_SIGNS.isdisjoint(text) else 0
