"""Words found in a laid-out page, across the ends of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finews_tui.layout.page import Line
from finews_tui.query.highlighting import TextMatcher


class Patch(NamedTuple):
    """A part of a hit that lies on one line: characters `start` to `end` of its text."""

    line: int
    start: int
    end: int


_NO_TEXT = frozenset(("margin", "quote-bar", "list-marker"))

Hit = tuple[Patch, ...]


def line_text(line: Line) -> str:
    """All that stands on a line, its margin too."""
    return "".join(run.text for run in line.runs)


def text_start(line: Line) -> int:
    """The characters of a line before its text: margins, the bars of quotes, marks of lists."""
    start = 0
    for run in line.runs:
        if run.style_name not in _NO_TEXT:
            break
        start += len(run.text)
    return start


def hits(lines: Iterable[Line], spotter: TextMatcher) -> list[Hit]:
    """Where what is looked for stands, in the order of the page."""
    if not spotter:
        return []
    text, places = _running_text(lines)
    return [_patches(places, start, end) for start, end in spotter.spans(text)]


def _running_text(lines: Iterable[Line]) -> tuple[str, list[tuple[int, int]]]:
    """The page's text with paragraphs in one run; for each character its line and place there."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        margin = text_start(line)
        shown = line_text(line)[margin:].rstrip()
        end = " " if line.copy_text.endswith(" ") else ""
        parts.append(shown + (end if line.joins_next else "\n"))
        places.extend((number, margin + at) for at in range(len(parts[-1])))
    return "".join(parts), places


def _patches(places: list[tuple[int, int]], start: int, end: int) -> Hit:
    patches: list[Patch] = []
    for line, at in places[start:end]:
        if patches and patches[-1].line == line:
            patches[-1] = patches[-1]._replace(end=at + 1)
        else:
            patches.append(Patch(line, at, at + 1))
    return tuple(patches)
