"""A caret on a page: where it stands, where keys move it, and what it selects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from finews_tui.layout.linebreak.graphemes import cell_width, graphemes
from finews_tui.layout.page import Line
from finews_tui.ui.reader.find import line_text, text_start

# The keys of every editor and those of vi, while there is a caret.
MOVES = {
    "left": "left", "h": "left", "right": "right", "l": "right",
    "down": "down", "j": "down", "up": "up", "k": "up",
    "w": "word_on", "b": "word_back", "ctrl+right": "word_on", "ctrl+left": "word_back",
    "home": "line_start", "0": "line_start", "end": "line_end", "dollar_sign": "line_end",
    "right_curly_bracket": "paragraph_on", "left_curly_bracket": "paragraph_back",
    "g": "top", "G": "bottom", "ctrl+home": "top", "ctrl+end": "bottom",
    "pagedown": "page_down", "pageup": "page_up", "ctrl+d": "half_down", "ctrl+u": "half_up",
    "space": "page_down",
}  # fmt: skip

_WORD = re.compile(r"\w+|[^\w\s]+")


class Place(NamedTuple):
    """A character of a line's text, margin and all."""

    line: int
    at: int


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the caret stands; `goal` is the cell that it keeps to from line to line.

    From `anchor` on, to the caret's own character, text is selected: whole paragraphs where it is
    `by_paragraphs`.
    """

    place: Place
    goal: int
    anchor: Place | None = None
    by_paragraphs: bool = False


def caret_at(lines: Sequence[Line], line: int) -> Caret | None:
    """A caret on the first character of the first text from a line on, else of the last before."""
    found = _text_line(lines, line, 1)
    found = _text_line(lines, line, -1) if found is None else found
    return None if found is None else _on(lines, None, found, text_start(lines[found]))


def moved(lines: Sequence[Line], caret: Caret, move: str, height: int) -> Caret:
    """The caret after one of MOVES, on a screen of `height` lines."""
    line = caret.place.line
    match move:
        case "left" | "right":
            return _sideways(lines, caret, 1 if move == "right" else -1)
        case "word_on" | "word_back":
            return _by_word(lines, caret, 1 if move == "word_on" else -1)
        case "line_start":
            return _on(lines, caret, line, text_start(lines[line]))
        case "line_end":
            return _on(lines, caret, line, _stops(lines[line])[-1])
        case "top" | "bottom":
            far = _text_line(lines, 0, 1) if move == "top" else _text_line(lines, len(lines), -1)
            return _to_goal(lines, caret, line if far is None else far)
        case "paragraph_on" | "paragraph_back":
            return _by_paragraph(lines, caret, 1 if move == "paragraph_on" else -1)
        case _:
            steps = {"down": 1, "up": -1, "half_down": height // 2, "half_up": -(height // 2)}
            step = steps.get(move, height - 1 if move == "page_down" else 1 - height)
            way = 1 if step > 0 else -1
            wanted = max(0, min(line + step, len(lines) - 1))
            far = _text_line(lines, wanted, way)
            far = _text_line(lines, wanted, -way) if far is None else far
            return _to_goal(lines, caret, line if far is None else far)


def begun(caret: Caret, *, by_paragraphs: bool) -> Caret:
    """The caret with a selection that begins at it; without one where there was such a one."""
    if caret.anchor is not None and caret.by_paragraphs == by_paragraphs:
        return replace(caret, anchor=None)
    anchor = caret.place if caret.anchor is None else caret.anchor
    return replace(caret, anchor=anchor, by_paragraphs=by_paragraphs)


def turned(lines: Sequence[Line], caret: Caret) -> Caret:
    """The caret at the other end of its selection."""
    if caret.anchor is None:
        return caret
    return replace(_on(lines, caret, *caret.anchor), anchor=caret.place)


def selection(lines: Sequence[Line], caret: Caret) -> tuple[Place, Place] | None:
    """What is selected: from a place up to, not including, another."""
    if caret.anchor is None:
        return None
    first, last = sorted((caret.anchor, caret.place))
    if caret.by_paragraphs:
        return _paragraphs(lines, first.line, last.line)
    return first, Place(last.line, end_of_character(lines[last.line], last.at))


def end_of_character(line: Line, at: int) -> int:
    """Where the character that begins at `at` ends."""
    stops = [*_stops(line), len(line_text(line))]
    return next((stop for stop in stops if stop > at), at + 1)


def _paragraphs(lines: Sequence[Line], first: int, last: int) -> tuple[Place, Place]:
    while first and lines[first - 1].joins_next and _has_text(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and lines[last].joins_next and _has_text(lines[last + 1]):
        last += 1
    return Place(first, text_start(lines[first])), Place(last, len(line_text(lines[last])))


def _has_text(line: Line) -> bool:
    return bool(line.copy_text.strip()) or any(
        run.text.strip() and run.style_name not in ("rule", "table-rule", "quote-bar")
        for run in line.runs
    )


def _text_line(lines: Sequence[Line], line: int, way: int) -> int | None:
    """The first line with text from `line` on, downwards or upwards."""
    line = min(line, len(lines) - 1)
    while 0 <= line < len(lines):
        if _has_text(lines[line]):
            return line
        line += way
    return None


def _stops(line: Line) -> list[int]:
    """Where the characters of a line begin, as a reader counts them; at least one place."""
    start = text_start(line)
    return [start + first for first, _ in graphemes(line_text(line)[start:])] or [start]


def _on(lines: Sequence[Line], caret: Caret | None, line: int, at: int) -> Caret:
    goal = cell_width(line_text(lines[line])[:at])
    place = Place(line, at)
    return Caret(place, goal) if caret is None else replace(caret, place=place, goal=goal)


def _to_goal(lines: Sequence[Line], caret: Caret, line: int) -> Caret:
    text = line_text(lines[line])
    stops = _stops(lines[line])
    at = next((stop for stop in reversed(stops) if cell_width(text[:stop]) <= caret.goal), stops[0])
    return replace(caret, place=Place(line, at))


def _sideways(lines: Sequence[Line], caret: Caret, way: int) -> Caret:
    line, at = caret.place
    stops = _stops(lines[line])
    beyond = [stop for stop in stops if (stop > at if way > 0 else stop < at)]
    if beyond:
        return _on(lines, caret, line, min(beyond) if way > 0 else max(beyond))
    other = _text_line(lines, line + way, way)
    if other is None or not 0 <= line + way < len(lines):
        return caret
    return _on(lines, caret, other, _stops(lines[other])[0 if way > 0 else -1])


def _by_word(lines: Sequence[Line], caret: Caret, way: int) -> Caret:
    line, at = caret.place
    words = _word_starts(lines[line])
    beyond = [start for start in words if (start > at if way > 0 else start < at)]
    if beyond:
        return _on(lines, caret, line, min(beyond) if way > 0 else max(beyond))
    other = _text_line(lines, line + way, way) if 0 <= line + way < len(lines) else None
    if other is None:
        return caret
    return _on(lines, caret, other, _word_starts(lines[other])[0 if way > 0 else -1])


def _word_starts(line: Line) -> list[int]:
    start = text_start(line)
    stops = set(_stops(line))
    words = [start + match.start() for match in _WORD.finditer(line_text(line)[start:])]
    return [word for word in words if word in stops] or [start]


def _by_paragraph(lines: Sequence[Line], caret: Caret, way: int) -> Caret:
    line = caret.place.line
    first, last = _paragraphs(lines, line, line)
    if way < 0 and caret.place > first:
        return _on(lines, caret, *first)
    other = _text_line(lines, last.line + 1 if way > 0 else first.line - 1, way)
    if other is None or not 0 <= (last.line + 1 if way > 0 else first.line - 1) < len(lines):
        return caret
    return _on(lines, caret, *_paragraphs(lines, other, other)[0])
