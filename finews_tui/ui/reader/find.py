"""Find text on a laid-out page, across line breaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finews_tui.layout.page import Line
from finews_tui.query.highlighting import TextMatcher

_NO_TEXT = frozenset(("margin", "quote-bar", "list-marker"))


class MatchPart(NamedTuple):
    """Part of a match on a single line: characters `start` to `end`."""

    line: int
    start: int
    end: int


PageMatch = tuple[MatchPart, ...]
"""A match. It has several parts if it spans several lines."""


def line_text(line: Line) -> str:
    """Return the text of a line, including its margin."""
    return "".join(run.text for run in line.runs)


def text_start(line: Line) -> int:
    """Return the length of the margin, quote bars and list markers before the text."""
    start = 0
    for run in line.runs:
        if run.style_name not in _NO_TEXT:
            break
        start += len(run.text)
    return start


def find_matches(lines: Iterable[Line], matcher: TextMatcher) -> list[PageMatch]:
    """Return the matches on a page, in page order."""
    if not matcher:
        return []
    text, positions = _continuous_text(lines)
    return [_match(positions, start, end) for start, end in matcher.spans(text)]


def _continuous_text(lines: Iterable[Line]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without line breaks in paragraphs, and character positions."""
    parts: list[str] = []
    positions: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        margin = text_start(line)
        text = line_text(line)[margin:].rstrip()
        space = " " if line.copy_text.endswith(" ") else ""
        parts.append(text + (space if line.joins_next else "\n"))
        positions.extend((number, margin + index) for index in range(len(parts[-1])))
    return "".join(parts), positions


def _match(positions: list[tuple[int, int]], start: int, end: int) -> PageMatch:
    parts: list[MatchPart] = []
    for line, character in positions[start:end]:
        if parts and parts[-1].line == line:
            parts[-1] = parts[-1]._replace(end=character + 1)
        else:
            parts.append(MatchPart(line, character, character + 1))
    return tuple(parts)
