"""A caret on a page: where it is, how keys move it, and what it selects."""

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


class TextPosition(NamedTuple):
    """A character of a line, counted with the margin."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class Caret:
    """A caret at `position`; `goal` is the cell it keeps to from line to line.

    Text is selected from `anchor` to the caret, in whole paragraphs if `by_paragraphs`.
    """

    position: TextPosition
    goal: int
    anchor: TextPosition | None = None
    by_paragraphs: bool = False


def caret_at(lines: Sequence[Line], line: int) -> Caret | None:
    """Return a caret on the first text from a line on, else on the last text before it."""
    found = _text_line(lines, line, 1)
    found = _text_line(lines, line, -1) if found is None else found
    return None if found is None else _on(lines, None, found, text_start(lines[found]))


def move(lines: Sequence[Line], caret: Caret, motion: str, height: int) -> Caret:
    """Return the caret after one of the motions in MOVES, on a screen of `height` lines."""
    line = caret.position.line
    match motion:
        case "left" | "right":
            return _sideways(lines, caret, 1 if motion == "right" else -1)
        case "word_on" | "word_back":
            return _by_word(lines, caret, 1 if motion == "word_on" else -1)
        case "line_start":
            return _on(lines, caret, line, text_start(lines[line]))
        case "line_end":
            return _on(lines, caret, line, _stops(lines[line])[-1])
        case "top" | "bottom":
            far = _text_line(lines, 0, 1) if motion == "top" else _text_line(lines, len(lines), -1)
            return _to_goal(lines, caret, line if far is None else far)
        case "paragraph_on" | "paragraph_back":
            return _by_paragraph(lines, caret, 1 if motion == "paragraph_on" else -1)
        case _:
            steps = {"down": 1, "up": -1, "half_down": height // 2, "half_up": -(height // 2)}
            step = steps.get(motion, height - 1 if motion == "page_down" else 1 - height)
            direction = 1 if step > 0 else -1
            target = max(0, min(line + step, len(lines) - 1))
            far = _text_line(lines, target, direction)
            far = _text_line(lines, target, -direction) if far is None else far
            return _to_goal(lines, caret, line if far is None else far)


def start_selection(caret: Caret, *, by_paragraphs: bool) -> Caret:
    """Return the caret with a selection starting at it, or without one if it had the same kind."""
    if caret.anchor is not None and caret.by_paragraphs == by_paragraphs:
        return replace(caret, anchor=None)
    anchor = caret.position if caret.anchor is None else caret.anchor
    return replace(caret, anchor=anchor, by_paragraphs=by_paragraphs)


def swap_ends(lines: Sequence[Line], caret: Caret) -> Caret:
    """Return the caret at the other end of its selection."""
    if caret.anchor is None:
        return caret
    return replace(_on(lines, caret, *caret.anchor), anchor=caret.position)


def selection(lines: Sequence[Line], caret: Caret) -> tuple[TextPosition, TextPosition] | None:
    """Return the start and the end (exclusive) of the selection, or None."""
    if caret.anchor is None:
        return None
    first, last = sorted((caret.anchor, caret.position))
    if caret.by_paragraphs:
        return _paragraphs(lines, first.line, last.line)
    return first, TextPosition(last.line, end_of_character(lines[last.line], last.character))


def end_of_character(line: Line, start: int) -> int:
    """Return where the character that starts at `start` ends."""
    stops = [*_stops(line), len(line_text(line))]
    return next((stop for stop in stops if stop > start), start + 1)


def _paragraphs(lines: Sequence[Line], first: int, last: int) -> tuple[TextPosition, TextPosition]:
    while first and lines[first - 1].joins_next and _has_text(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and lines[last].joins_next and _has_text(lines[last + 1]):
        last += 1
    start = TextPosition(first, text_start(lines[first]))
    return start, TextPosition(last, len(line_text(lines[last])))


def _has_text(line: Line) -> bool:
    return bool(line.copy_text.strip()) or any(
        run.text.strip() and run.style_name not in ("rule", "table-rule", "quote-bar")
        for run in line.runs
    )


def _text_line(lines: Sequence[Line], line: int, direction: int) -> int | None:
    """Return the first line with text from `line` on, downwards or upwards, or None."""
    line = min(line, len(lines) - 1)
    while 0 <= line < len(lines):
        if _has_text(lines[line]):
            return line
        line += direction
    return None


def _stops(line: Line) -> list[int]:
    """Return where the characters of a line start, as readers count them; at least one."""
    start = text_start(line)
    return [start + first for first, _ in graphemes(line_text(line)[start:])] or [start]


def _on(lines: Sequence[Line], caret: Caret | None, line: int, at: int) -> Caret:
    goal = cell_width(line_text(lines[line])[:at])
    position = TextPosition(line, at)
    if caret is None:
        return Caret(position, goal)
    return replace(caret, position=position, goal=goal)


def _to_goal(lines: Sequence[Line], caret: Caret, line: int) -> Caret:
    text = line_text(lines[line])
    stops = _stops(lines[line])
    at = next((stop for stop in reversed(stops) if cell_width(text[:stop]) <= caret.goal), stops[0])
    return replace(caret, position=TextPosition(line, at))


def _sideways(lines: Sequence[Line], caret: Caret, direction: int) -> Caret:
    line, at = caret.position
    stops = _stops(lines[line])
    beyond = [stop for stop in stops if (stop > at if direction > 0 else stop < at)]
    if beyond:
        return _on(lines, caret, line, min(beyond) if direction > 0 else max(beyond))
    other = _text_line(lines, line + direction, direction)
    if other is None or not 0 <= line + direction < len(lines):
        return caret
    return _on(lines, caret, other, _stops(lines[other])[0 if direction > 0 else -1])


def _by_word(lines: Sequence[Line], caret: Caret, direction: int) -> Caret:
    line, at = caret.position
    words = _word_starts(lines[line])
    beyond = [start for start in words if (start > at if direction > 0 else start < at)]
    if beyond:
        return _on(lines, caret, line, min(beyond) if direction > 0 else max(beyond))
    other = _text_line(lines, line + direction, direction)
    if other is None or not 0 <= line + direction < len(lines):
        return caret
    return _on(lines, caret, other, _word_starts(lines[other])[0 if direction > 0 else -1])


def _word_starts(line: Line) -> list[int]:
    start = text_start(line)
    stops = set(_stops(line))
    words = [start + match.start() for match in _WORD.finditer(line_text(line)[start:])]
    return [word for word in words if word in stops] or [start]


def _by_paragraph(lines: Sequence[Line], caret: Caret, direction: int) -> Caret:
    line = caret.position.line
    first, last = _paragraphs(lines, line, line)
    if direction < 0 and caret.position > first:
        return _on(lines, caret, *first)
    other = _text_line(lines, last.line + 1 if direction > 0 else first.line - 1, direction)
    if other is None or not 0 <= (last.line + 1 if direction > 0 else first.line - 1) < len(lines):
        return caret
    return _on(lines, caret, *_paragraphs(lines, other, other)[0])
