"""Link hints: letters to follow the visible links, notes and images of a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from finews_tui.layout.cells import cell_len
from finews_tui.layout.page import Line, Page, TextRun

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Hint letters, home row first."""

_NEXT_KEYS, _PREVIOUS_KEYS = ("tab", "right", "down"), ("shift+tab", "left", "up")


class LinkTarget(NamedTuple):
    """A link, note or image on a line of the page.

    `link` and `image` are indexes into `Page.links` and `Page.images`; `note` is a note label.
    """

    line: int
    link: int | None = None
    note: str = ""
    image: int | None = None


class LinkHint(NamedTuple):
    """Letters of a target, and its position on the page."""

    letters: str
    line: int
    cell: int
    target: LinkTarget


class HintSelection:
    """Select a hint by typing its letters, or with Tab and Enter."""

    def __init__(self, hints: Sequence[LinkHint]) -> None:
        self.hints = hints
        self.typed = ""
        self.index = 0
        self.is_done = False

    @property
    def pointed(self) -> LinkTarget:
        """Target that Enter follows."""
        return self.hints[self.index].target

    def press(self, key: str, character: str | None) -> LinkTarget | None:
        """Handle a key. Returns the selected target; keys that match no hint end the mode."""
        if key in _NEXT_KEYS or key in _PREVIOUS_KEYS:
            step = 1 if key in _NEXT_KEYS else -1
            self.index = (self.index + step) % len(self.hints)
            return None
        if key == "enter":
            self.is_done = True
            return self.pointed
        self.typed += character or "\0"
        matching = [hint for hint in self.hints if hint.letters.startswith(self.typed)]
        chosen = next((hint for hint in matching if hint.letters == self.typed), None)
        self.is_done = chosen is not None or not matching
        if not self.is_done:
            self.hints, self.index = matching, 0
        return chosen.target if chosen is not None else None


def target_of(run: TextRun | None, line: int) -> LinkTarget | None:
    """Return the target of a text run, or None."""
    if run is None or (run.link is None and not run.note):
        return None
    return LinkTarget(line, run.link, run.note if run.link is None else "")


def hint_letters(count: int) -> list[str]:
    """Return hint letters, two per hint if there are more than 26; at most 676 hints."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    pairs = [first + second for first in LETTERS for second in LETTERS]
    return pairs[:count]


def link_hints(page: Page, top: int, height: int, sideways: Mapping[int, int]) -> list[LinkHint]:
    """Return a hint for each visible link or note, in page order.

    `sideways` is the horizontal scroll offset of each wide block, in cells.
    """
    return _with_letters(list(_targets(page, top, height, sideways)))


def image_hints(page: Page, top: int, height: int) -> list[LinkHint]:
    """Return a hint for each visible image that has a URL."""
    return _with_letters(
        [
            (
                _first_cell(page.lines[image.line]) if image.cell is None else image.cell,
                LinkTarget(image.line, image=index),
            )
            for index, image in enumerate(page.images)
            if top <= image.line < top + height
        ]
    )


def _first_cell(line: Line) -> int:
    """Return the first cell after the margin of a line."""
    margin = itertools.takewhile(lambda run: run.style_name == "margin", line.runs)
    return sum(cell_len(run.text) for run in margin)


def _with_letters(targets: Sequence[tuple[int, LinkTarget]]) -> list[LinkHint]:
    letters = hint_letters(len(targets))
    return [
        LinkHint(hint, target.line, cell, target)
        for hint, (cell, target) in zip(letters, targets, strict=False)
    ]


def _targets(
    page: Page, top: int, height: int, sideways: Mapping[int, int]
) -> Iterator[tuple[int, LinkTarget]]:
    """Yield cell and target of each link. A link that wraps is yielded once."""
    previous: LinkTarget | None = None
    for number, line in enumerate(page.lines[top : top + height], top):
        shift = sideways.get(line.wide_block, 0) if line.wide_block is not None else 0
        end = 0
        for run in line.runs:
            start, end = end, end + cell_len(run.text)
            cell = start if start < line.fixed_cells else max(start - shift, line.fixed_cells)
            target = target_of(run, number)
            if target is None:
                previous = previous if run.style_name == "margin" else None
            elif previous is None or target[1:] != previous[1:]:
                previous = target
                is_visible = start < line.fixed_cells or end - shift > line.fixed_cells
                if is_visible and cell < page.width:
                    yield cell, target
        if not line.joins_next:
            previous = None


def paint_hint(strip: Strip, hint: LinkHint, typed: str, style: Style) -> Strip:
    """Return `strip` with the remaining letters of a hint painted over it."""
    text = hint.letters[len(typed) :]
    end = hint.cell + cell_len(text)
    width = strip.cell_length
    parts = [strip.crop(0, hint.cell), Strip([Segment(text, style)]), strip.crop(end, width)]
    return Strip.join(parts).adjust_cell_length(width, style)
