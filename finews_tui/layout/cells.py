"""Widths of text in terminal cells, for everything that is measured or painted.

Import widths from here, not from rich: this module corrects its table for Textual, too.

rich counts spacing marks, such as Indic vowel signs, as zero cells (UAX #44, category Mc). glibc,
tmux, xterm, VTE, Alacritty and Konsole count one cell. A text would be cut short, or push the
borders behind it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby

import rich.cells
from rich.cells import CellTable, cell_len, get_character_cell_size, set_cell_size

__all__ = [
    "WIDE_SYMBOL_RANGES",
    "ZERO_WIDTH_RANGES",
    "cell_len",
    "get_character_cell_size",
    "set_cell_size",
]

_WIDE = 2
_SYMBOLS = range(0x2300, 0x2C00)
_AFTER_MARKS = 0xE0000  # tags and variation selectors follow
# rich imports the function without exporting it.
_TABLE = rich.cells.load_cell_table("auto")  # type: ignore[attr-defined]

ZERO_WIDTH_RANGES = tuple((first, last) for first, last, width in _TABLE.widths if not width)
"""First and last code points that rich counts as zero cells."""

WIDE_SYMBOL_RANGES = tuple(
    (first, last) for first, last, width in _TABLE.widths if width == _WIDE and first in _SYMBOLS
)
"""Symbols of two cells, which were one cell wide before Unicode 9."""


def _with_spacing_marks(table: CellTable) -> CellTable:
    """Return a table in which spacing marks have a width of one cell."""
    widths: list[tuple[int, int, int]] = []
    for first, last, width in table.widths:
        is_marks = not width and last < _AFTER_MARKS
        widths += _split_at_spacing_marks(first, last) if is_marks else [(first, last, width)]
    return table._replace(widths=widths)


def _split_at_spacing_marks(first: int, last: int) -> Iterator[tuple[int, int, int]]:
    for is_spacing, group in groupby(range(first, last + 1), _is_spacing_mark):
        codepoints = list(group)
        yield (codepoints[0], codepoints[-1], int(is_spacing))


def _is_spacing_mark(codepoint: int) -> bool:
    return unicodedata.category(chr(codepoint)) == "Mc"


def _install(table: CellTable) -> None:
    @cache
    def load(unicode_version: str = "auto") -> CellTable:
        return table

    rich.cells.load_cell_table = load  # type: ignore[attr-defined]
    rich.cells.cached_cell_len.cache_clear()
    get_character_cell_size.cache_clear()


_install(_with_spacing_marks(_TABLE))
