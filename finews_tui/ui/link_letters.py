"""Letters for the links that are in sight, laid over their first cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from finews_tui.page.lines import Page

LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # those under the fingers first


class LinkLabel(NamedTuple):
    """The letters of one link, and where on the page it begins; `link` is its index there."""

    letters: str
    line: int
    cell: int
    link: int


def letters_for(count: int) -> list[str]:
    """Letters for so many links, at most 676: one each, or two each where one does not do."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    pairs = [first + second for first in LETTERS for second in LETTERS]
    return pairs[:count]


def labels_in(page: Page, top: int, height: int, sideways: Mapping[int, int]) -> list[LinkLabel]:
    """A label for each link that begins in sight, in the order of the page.

    `sideways` tells how far each wide block is scrolled.
    """
    found = list(_links(page, top, height, sideways))
    letters = letters_for(len(found))
    return [LinkLabel(own, *place) for own, place in zip(letters, found, strict=False)]


def _links(
    page: Page, top: int, height: int, sideways: Mapping[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Line, cell and index of each link; one that goes on over lines is told once."""
    before: int | None = None
    for number, line in enumerate(page.lines[top : top + height], top):
        shift = sideways.get(line.wide, 0) if line.wide is not None else 0
        end = 0
        for piece in line.pieces:
            start, end = end, end + cell_len(piece.text)
            cell = start if start < line.fixed else max(start - shift, line.fixed)
            if piece.link is None:
                before = before if piece.role == "margin" else None
            elif piece.link != before:
                before = piece.link
                is_seen = start < line.fixed or end - shift > line.fixed
                if is_seen and cell < page.width:
                    yield number, cell, piece.link
        if not line.joins:
            before = None


def lay_over(strip: Strip, label: LinkLabel, typed: str, style: Style) -> Strip:
    """`strip` with what is still to be typed of a label over it."""
    text = label.letters[len(typed) :]
    end = label.cell + cell_len(text)
    width = strip.cell_length
    parts = [strip.crop(0, label.cell), Strip([Segment(text, style)]), strip.crop(end, width)]
    return Strip.join(parts).adjust_cell_length(width, style)
