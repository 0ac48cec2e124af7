"""Split wide tables into parts below each other, for output that cannot scroll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from finews_tui.layout.linebreak.graphemes import cell_width, graphemes
from finews_tui.layout.page import Line, Page, TextRun

TextRuns = tuple[TextRun, ...]


def split_wide_tables(page: Page, ambiguous_width: int = 1) -> Iterator[TextRuns]:
    """Yield the lines of a page. Parts of wide tables repeat the first column."""
    number = 0
    while number < len(page.lines):
        line = page.lines[number]
        number += 1
        if line.wide_block is None or not page.wide_block_stops[line.wide_block]:
            yield line.runs
            continue
        lines = [line]
        while number < len(page.lines) and page.lines[number].wide_block == line.wide_block:
            lines.append(page.lines[number])
            number += 1
        yield from _split(page, line.wide_block, lines, ambiguous_width)


def _split(page: Page, block: int, lines: list[Line], ambiguous_width: int) -> Iterator[TextRuns]:
    for part, (start, end) in enumerate(_part_ranges(page, block)):
        if part:
            yield ()
        for line in lines:
            fixed = _slice_cells(line.runs, 0, line.fixed_cells, ambiguous_width)
            yield fixed + _slice_cells(line.runs, start, end, ambiguous_width)


def _part_ranges(page: Page, block: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each part in cells: at least one whole column."""
    fixed_cells, *stops = page.wide_block_stops[block]
    width = page.wide_block_widths[block]
    column_ends = [*stops, width]
    start = fixed_cells
    while start < width:
        next_ends = [end for end in column_ends if end > start]
        fitting_ends = [end for end in next_ends if end - start <= page.width - fixed_cells]
        end = max(fitting_ends, default=next_ends[0])
        yield start, end
        start = end


def _slice_cells(runs: TextRuns, start: int, end: int, ambiguous_width: int) -> TextRuns:
    """Return the cells from `start` to `end`.

    Characters that cross an edge are replaced with spaces.
    """
    sliced: list[TextRun] = []
    left = 0
    for run in runs:
        parts: list[str] = []
        for first, last in graphemes(run.text):
            character = run.text[first:last]
            width = cell_width(character, ambiguous_width)
            visible = min(end, left + width) - max(start, left)
            if visible == width and left >= start:
                parts.append(character)
            elif visible > 0:
                parts.append(" " * visible)
            left += width
        if parts:
            sliced.append(replace(run, text="".join(parts)))
    return tuple(sliced)
