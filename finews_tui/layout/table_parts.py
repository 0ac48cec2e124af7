"""Cuts tables that are too wide for a page into parts of some columns, one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from finews_tui.layout.linebreak.graphemes import cells, clusters
from finews_tui.layout.page import Line, Page, Piece

Pieces = tuple[Piece, ...]


def in_parts(page: Page, ambiguous_width: int = 1) -> Iterator[Pieces]:
    """The lines of a page that nobody can scroll sideways: each part has the first column."""
    number = 0
    while number < len(page.lines):
        line = page.lines[number]
        number += 1
        if line.wide is None or not page.wide_stops[line.wide]:
            yield line.pieces
            continue
        block = [line]
        while number < len(page.lines) and page.lines[number].wide == line.wide:
            block.append(page.lines[number])
            number += 1
        yield from _parts(page, line.wide, block, ambiguous_width)


def _parts(page: Page, wide: int, block: list[Line], ambiguous_width: int) -> Iterator[Pieces]:
    for part, (start, end) in enumerate(_columns(page, wide)):
        if part:
            yield ()
        for line in block:
            first = _cut(line.pieces, 0, line.fixed, ambiguous_width)
            yield first + _cut(line.pieces, start, end, ambiguous_width)


def _columns(page: Page, wide: int) -> Iterator[tuple[int, int]]:
    """From which cell to which each part shows: whole columns, at least one of them."""
    fixed, *others = page.wide_stops[wide]
    ends = [*others, page.wide_widths[wide]]
    start = fixed
    while start < page.wide_widths[wide]:
        later = [end for end in ends if end > start]
        fitting = [end for end in later if end - start <= page.width - fixed]
        end = max(fitting, default=later[0])
        yield start, end
        start = end


def _cut(pieces: Pieces, start: int, end: int, ambiguous_width: int) -> Pieces:
    """The cells from `start` to `end`; of a character that lies across an edge blanks are left."""
    cut: list[Piece] = []
    place = 0
    for piece in pieces:
        text: list[str] = []
        for first, last in clusters(piece.text):
            character = piece.text[first:last]
            width = cells(character, ambiguous_width)
            inside = min(end, place + width) - max(start, place)
            if inside == width and place >= start:
                text.append(character)
            elif inside > 0:
                text.append(" " * inside)
            place += width
        if text:
            cut.append(replace(piece, text="".join(text)))
    return tuple(cut)
