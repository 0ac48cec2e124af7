"""Caret of the reader: position, movement and text selection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from finews_tui.layout.linebreak.graphemes import cell_width, graphemes
from finews_tui.layout.page import Line
from finews_tui.ui.reader.find import line_text, text_start

# Motions by key, as in most editors and in vi.
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

_NO_TEXT = ("rule", "table-rule", "table-order", "quote-bar")
_WORD = re.compile(r"\w+|[^\w\s]+")


class TextPosition(NamedTuple):
    """Character position on the page; `character` includes the margin."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class Caret:
    """Caret at `position`.

    `goal` is the cell that vertical motions aim for. Text is selected from `anchor` to the caret,
    in whole paragraphs if `by_paragraphs`.
    """

    position: TextPosition
    goal: int
    anchor: TextPosition | None = None
    by_paragraphs: bool = False


def caret_at(lines: Sequence[Line], line: int) -> Caret | None:
    """Return a caret on the first text at or below `line`, else on the last above it."""
    target = _text_line(lines, line, 1)
    target = _text_line(lines, line, -1) if target is None else target
    return None if target is None else _place(lines, None, target, text_start(lines[target]))


def move(lines: Sequence[Line], caret: Caret, motion: str, height: int) -> Caret:
    """Return the caret after a motion of MOVES, on a screen of `height` lines."""
    line = caret.position.line
    match motion:
        case "left" | "right":
            return _sideways(lines, caret, 1 if motion == "right" else -1)
        case "word_on" | "word_back":
            return _by_word(lines, caret, 1 if motion == "word_on" else -1)
        case "line_start":
            return _place(lines, caret, line, text_start(lines[line]))
        case "line_end":
            return _place(lines, caret, line, _stops(lines[line])[-1])
        case "top" | "bottom":
            is_top = motion == "top"
            target = _text_line(lines, 0, 1) if is_top else _text_line(lines, len(lines), -1)
            return _to_goal(lines, caret, line if target is None else target)
        case "paragraph_on" | "paragraph_back":
            return _by_paragraph(lines, caret, 1 if motion == "paragraph_on" else -1)
        case _:
            steps = {"down": 1, "up": -1, "half_down": height // 2, "half_up": -(height // 2)}
            step = steps.get(motion, height - 1 if motion == "page_down" else 1 - height)
            direction = 1 if step > 0 else -1
            start = max(0, min(line + step, len(lines) - 1))
            target = _text_line(lines, start, direction)
            target = _text_line(lines, start, -direction) if target is None else target
            return _to_goal(lines, caret, line if target is None else target)


def start_selection(caret: Caret, *, by_paragraphs: bool) -> Caret:
    """Start a selection at the caret, or end one of the same kind."""
    if caret.anchor is not None and caret.by_paragraphs == by_paragraphs:
        return replace(caret, anchor=None)
    anchor = caret.position if caret.anchor is None else caret.anchor
    return replace(caret, anchor=anchor, by_paragraphs=by_paragraphs)


def swap_ends(lines: Sequence[Line], caret: Caret) -> Caret:
    """Move the caret to the other end of the selection."""
    if caret.anchor is None:
        return caret
    return replace(_place(lines, caret, *caret.anchor), anchor=caret.position)


def selection(lines: Sequence[Line], caret: Caret) -> tuple[TextPosition, TextPosition] | None:
    """Return the start and the end (exclusive) of the selection, or None."""
    if caret.anchor is None:
        return None
    first, last = sorted((caret.anchor, caret.position))
    if caret.by_paragraphs:
        return _paragraphs(lines, first.line, last.line)
    return first, TextPosition(last.line, end_of_character(lines[last.line], last.character))


def end_of_character(line: Line, start: int) -> int:
    """Return the end of the grapheme cluster that starts at `start`."""
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
        run.text.strip() and run.style_name not in _NO_TEXT for run in line.runs
    )


def _text_line(lines: Sequence[Line], line: int, direction: int) -> int | None:
    """Return the closest line with text, from `line` on in a direction, or None."""
    line = min(line, len(lines) - 1)
    while 0 <= line < len(lines):
        if _has_text(lines[line]):
            return line
        line += direction
    return None


def _stops(line: Line) -> list[int]:
    """Return the start of each grapheme cluster of a line; at least one position."""
    start = text_start(line)
    return [start + first for first, _ in graphemes(line_text(line)[start:])] or [start]


def _place(lines: Sequence[Line], caret: Caret | None, line: int, character: int) -> Caret:
    """Move the caret to a character, and aim vertical motions at its cell."""
    goal = cell_width(line_text(lines[line])[:character])
    position = TextPosition(line, character)
    if caret is None:
        return Caret(position, goal)
    return replace(caret, position=position, goal=goal)


def _to_goal(lines: Sequence[Line], caret: Caret, line: int) -> Caret:
    text = line_text(lines[line])
    stops = _stops(lines[line])
    reachable = (stop for stop in reversed(stops) if cell_width(text[:stop]) <= caret.goal)
    return replace(caret, position=TextPosition(line, next(reachable, stops[0])))


def _sideways(lines: Sequence[Line], caret: Caret, direction: int) -> Caret:
    line, character = caret.position
    stops = _stops(lines[line])
    candidates = [
        stop for stop in stops if (stop > character if direction > 0 else stop < character)
    ]
    if candidates:
        return _place(lines, caret, line, min(candidates) if direction > 0 else max(candidates))
    other = _text_line(lines, line + direction, direction)
    if other is None or not 0 <= line + direction < len(lines):
        return caret
    return _place(lines, caret, other, _stops(lines[other])[0 if direction > 0 else -1])


def _by_word(lines: Sequence[Line], caret: Caret, direction: int) -> Caret:
    line, character = caret.position
    words = _word_starts(lines[line])
    candidates = [
        start for start in words if (start > character if direction > 0 else start < character)
    ]
    if candidates:
        return _place(lines, caret, line, min(candidates) if direction > 0 else max(candidates))
    other = _text_line(lines, line + direction, direction)
    if other is None or not 0 <= line + direction < len(lines):
        return caret
    return _place(lines, caret, other, _word_starts(lines[other])[0 if direction > 0 else -1])


def _word_starts(line: Line) -> list[int]:
    start = text_start(line)
    stops = set(_stops(line))
    words = [start + match.start() for match in _WORD.finditer(line_text(line)[start:])]
    return [word for word in words if word in stops] or [start]


def _by_paragraph(lines: Sequence[Line], caret: Caret, direction: int) -> Caret:
    line = caret.position.line
    first, last = _paragraphs(lines, line, line)
    if direction < 0 and caret.position > first:
        return _place(lines, caret, *first)
    other = _text_line(lines, last.line + 1 if direction > 0 else first.line - 1, direction)
    if other is None or not 0 <= (last.line + 1 if direction > 0 else first.line - 1) < len(lines):
        return caret
    return _place(lines, caret, *_paragraphs(lines, other, other)[0])
