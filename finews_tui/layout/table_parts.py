"""Cuts tables that are too wide for a page into parts of some columns, one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from finews_tui.layout.linebreak.graphemes import cells, clusters
from finews_tui.layout.page import Line, Page, TextRun

Pieces = tuple[TextRun, ...]


def split_wide_tables(page: Page, ambiguous_width: int = 1) -> Iterator[Pieces]:
    """The lines of a page that nobody can scroll sideways: each part has the first column."""
    number = 0
    while number < len(page.lines):
        line = page.lines[number]
        number += 1
        if line.wide_block is None or not page.wide_block_stops[line.wide_block]:
            yield line.runs
            continue
        block = [line]
        while number < len(page.lines) and page.lines[number].wide_block == line.wide_block:
            block.append(page.lines[number])
            number += 1
        yield from _parts(page, line.wide_block, block, ambiguous_width)


def _parts(page: Page, wide: int, block: list[Line], ambiguous_width: int) -> Iterator[Pieces]:
    for part, (start, end) in enumerate(_columns(page, wide)):
        if part:
            yield ()
        for line in block:
            first = _cut(line.runs, 0, line.fixed_cells, ambiguous_width)
            yield first + _cut(line.runs, start, end, ambiguous_width)


def _columns(page: Page, wide: int) -> Iterator[tuple[int, int]]:
    """From which cell to which each part shows: whole columns, at least one of them."""
    fixed, *others = page.wide_block_stops[wide]
    ends = [*others, page.wide_block_widths[wide]]
    start = fixed
    while start < page.wide_block_widths[wide]:
        later = [end for end in ends if end > start]
        fitting = [end for end in later if end - start <= page.width - fixed]
        end = max(fitting, default=later[0])
        yield start, end
        start = end


def _cut(runs: Pieces, start: int, end: int, ambiguous_width: int) -> Pieces:
    """The cells from `start` to `end`; of a character that lies across an edge blanks are left."""
    cut: list[TextRun] = []
    place = 0
    for run in runs:
        text: list[str] = []
        for first, last in clusters(run.text):
            character = run.text[first:last]
            width = cells(character, ambiguous_width)
            inside = min(end, place + width) - max(start, place)
            if inside == width and place >= start:
                text.append(character)
            elif inside > 0:
                text.append(" " * inside)
            place += width
        if text:
            cut.append(replace(run, text="".join(text)))
    return tuple(cut)
