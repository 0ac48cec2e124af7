"""What a page leads to: its links, notes and pictures, with letters for those in sight."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from finews_tui.layout.page import Line, Page, TextRun

LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # those under the fingers first


class Target(NamedTuple):
    """What stands on a line of the page and leads on: a link or a picture, by its index, or a
    note's label."""

    line: int
    link: int | None = None
    note: str = ""
    picture: int | None = None


class LinkLabel(NamedTuple):
    """The letters of what leads on, and where on the page it begins."""

    letters: str
    line: int
    cell: int
    target: Target


def target_of(run: TextRun | None, line: int) -> Target | None:
    """Where a piece of a line leads to, if anywhere."""
    if run is None or (run.link is None and not run.note):
        return None
    return Target(line, run.link, run.note if run.link is None else "")


def letters_for(count: int) -> list[str]:
    """Letters for so many links, at most 676: one each, or two each where one does not do."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    pairs = [first + second for first in LETTERS for second in LETTERS]
    return pairs[:count]


def labels_in(page: Page, top: int, height: int, sideways: Mapping[int, int]) -> list[LinkLabel]:
    """A label for each link or note that begins in sight, in the order of the page.

    `sideways` tells how far each wide block is scrolled.
    """
    return _labelled(list(_targets(page, top, height, sideways)))


def picture_labels_in(page: Page, top: int, height: int) -> list[LinkLabel]:
    """A label for each picture in sight that has an address."""
    return _labelled(
        [
            (_first_cell(page.lines[place.line]), Target(place.line, picture=index))
            for index, place in enumerate(page.images)
            if top <= place.line < top + height
        ]
    )


def _first_cell(line: Line) -> int:
    """Where the text of a line begins, after its margin."""
    margin = itertools.takewhile(lambda run: run.style_name == "margin", line.runs)
    return sum(cell_len(run.text) for run in margin)


def _labelled(found: Sequence[tuple[int, Target]]) -> list[LinkLabel]:
    letters = letters_for(len(found))
    return [
        LinkLabel(own, target.line, cell, target)
        for own, (cell, target) in zip(letters, found, strict=False)
    ]


def _targets(
    page: Page, top: int, height: int, sideways: Mapping[int, int]
) -> Iterator[tuple[int, Target]]:
    """Cell and target of each; a link that goes on over lines is told once."""
    before: Target | None = None
    for number, line in enumerate(page.lines[top : top + height], top):
        shift = sideways.get(line.wide_block, 0) if line.wide_block is not None else 0
        end = 0
        for run in line.runs:
            start, end = end, end + cell_len(run.text)
            cell = start if start < line.fixed_cells else max(start - shift, line.fixed_cells)
            target = target_of(run, number)
            if target is None:
                before = before if run.style_name == "margin" else None
            elif before is None or target[1:] != before[1:]:
                before = target
                is_seen = start < line.fixed_cells or end - shift > line.fixed_cells
                if is_seen and cell < page.width:
                    yield cell, target
        if not line.joins_next:
            before = None


def lay_over(strip: Strip, label: LinkLabel, typed: str, style: Style) -> Strip:
    """`strip` with what is still to be typed of a label over it."""
    text = label.letters[len(typed) :]
    end = label.cell + cell_len(text)
    width = strip.cell_length
    parts = [strip.crop(0, label.cell), Strip([Segment(text, style)]), strip.crop(end, width)]
    return Strip.join(parts).adjust_cell_length(width, style)
