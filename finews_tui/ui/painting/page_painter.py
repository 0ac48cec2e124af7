"""Paint lines of a page: named styles, highlights, horizontally scrolled blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from finews_tui.layout.cells import cell_len
from finews_tui.layout.page import Line, TextRun
from finews_tui.model.text_style import TextStyle
from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.styles import StyleSet
from finews_tui.ui.reader.find import line_text, text_start

_FLAGS: Mapping[TextStyle, RichStyle] = {
    TextStyle.STRONG: RichStyle(bold=True),
    TextStyle.EMPHASIS: RichStyle(italic=True),
    TextStyle.STRIKE: RichStyle(strike=True),
    TextStyle.UNDERLINE: RichStyle(underline=True),
    TextStyle.SMALL: RichStyle(dim=True),
    TextStyle.KEYBOARD: RichStyle(bold=True),
}


class StyledRange(NamedTuple):
    """Range of characters of a line to paint over with a style."""

    start: int
    end: int
    style: RichStyle


class PagePainter:
    """Paints lines in the styles of a theme."""

    def __init__(self, style_set: StyleSet) -> None:
        self._ground = style_set.ground
        self._style_set = style_set
        self._styles: dict[tuple[str, TextStyle, bool], RichStyle] = {}

    def style(self, run: TextRun) -> RichStyle:
        """Return the style of a run: named style, text style and link style combined."""
        key = (run.style_name, run.style, run.link is not None)
        style = self._styles.get(key)
        if style is None:
            style = self._ground + self._style_set[run.style_name]
            for flag, weight in _FLAGS.items():
                if run.style & flag:
                    style += weight
            if run.style & TextStyle.CODE and run.style_name == "text":
                style += self._style_set["code"]
            if run.style & TextStyle.MARK:
                style += self._style_set["mark"]
            if run.link is not None and run.style_name != "image":
                style += self._style_set["link"]
            self._styles[key] = style
        return style

    def strip(
        self,
        line: Line,
        number: int,
        ranges: Sequence[StyledRange],
        sideways: int,
        width: int,
        *,
        is_code: bool,
        wide_width: int = 0,
    ) -> Strip:
        """Render line `number` in exactly `width` cells.

        The background of code extends to the end of the measure or of the widest line.
        """
        segments: list[Segment] = []
        end = 0
        for run in line.runs:
            start, end = end, end + len(run.text)
            style = self.style(run)
            overlaps = [span for span in ranges if span.start < end and span.end > start]
            if overlaps:
                segments += _painted_over(run.text, style, overlaps, start)
            else:
                segments.append(Segment(run.text, style))
        strip = Strip(segments)
        if line.wide_block is not None:
            # Split at the scroll position: Textual maps the mouse by the start of a segment.
            start = line.fixed_cells + sideways
            parts = (strip.crop(0, start), strip.crop(start, max(start, strip.cell_length)))
            strip = Strip.join(parts).apply_offsets(0, number)
            stroke = _stroke(line)
            sign = self._ground + self._style_set["table-rule" if stroke else "dim"]
            if is_code:
                sign += RichStyle(bgcolor=self._style_set["code"].bgcolor)
            signs = 2 * stroke if stroke else "‹›"
            strip = _window(strip, line.fixed_cells, sideways, width, signs, sign)
        if is_code:
            right = width - (len(line.runs[0].text) if line.runs else 0)
            right = max(right, min(width, wide_width))
            if strip.cell_length < right:
                strip = strip.extend_cell_length(right, self._ground + self._style_set["code"])
        strip = strip.adjust_cell_length(width, self._ground)
        return strip if line.wide_block is not None else strip.apply_offsets(0, number)


def _painted_over(
    text: str, style: RichStyle, ranges: Sequence[StyledRange], offset: int
) -> list[Segment]:
    edges = {0, len(text)}
    for span in ranges:
        edges.update((max(0, span.start - offset), min(len(text), span.end - offset)))
    cuts = sorted(edges)
    segments: list[Segment] = []
    for start, end in pairwise(cuts):
        combined = style
        for span in ranges:
            if span.start <= offset + start and span.end >= offset + end:
                combined += span.style
        segments.append(Segment(text[start:end], combined))
    return segments


def _stroke(line: Line) -> str:
    """Return the character of a table rule; "" for other lines."""
    last = line.runs[-1] if line.runs else None
    is_rule = last is not None and last.style_name == "table-rule" and last.text[-1:] in ("─", "-")
    return last.text[-1] if last is not None and is_rule else ""


def _window(
    strip: Strip, fixed: int, sideways: int, width: int, signs: str, sign: RichStyle
) -> Strip:
    """Return the visible part of a wide line.

    That is its fixed cells, then the cells from `sideways` on. `signs` mark hidden text at the left
    and at the right.
    """
    total = strip.cell_length
    start = fixed + sideways
    visible = Strip.join(
        [strip.crop(0, fixed), strip.crop(min(start, total), start + width - fixed)]
    )
    if sideways and fixed:
        left = Strip([Segment(signs[0], sign)])
        visible = Strip.join([visible.crop(0, fixed - 1), left, visible.crop(fixed, width)])
    if total > start + width - fixed:
        return Strip.join([visible.crop(0, width - 1), Strip([Segment(signs[1], sign)])])
    return visible


def hint_line(text: str, line: int, width: int, ground: RichStyle, dim: RichStyle) -> Strip:
    """Return line `line` of the hint in an empty pane; the hint starts at line 1."""
    lines = text.split("\n") if text else []
    if not 0 < line <= len(lines):
        return Strip.blank(width, ground)
    hint = "  " + cut(lines[line - 1], width - 4)
    return Strip([Segment(hint, ground + dim)]).adjust_cell_length(width, ground)


def code_blocks(lines: Sequence[Line]) -> frozenset[int]:
    """Return the wide blocks that are code, not tables."""
    code: set[int] = set()
    others: set[int] = set()
    for line in lines:
        if line.wide_block is not None:
            for run in line.runs:
                if run.style_name.startswith("code"):
                    code.add(line.wide_block)
                elif run.style_name.startswith("table"):
                    others.add(line.wide_block)
    return frozenset(code - others)


def run_at(line: Line, cell: int, sideways: int) -> TextRun | None:
    """Return the run at a visible cell of a line, or None."""
    if line.wide_block is not None and cell >= line.fixed_cells:
        cell += sideways
    end = 0
    for run in line.runs:
        end += cell_len(run.text)
        if cell < end:
            return run
    return None


def run_of(line: Line, character: int) -> TextRun | None:
    """Return the run that contains a character of a line, or None."""
    end = 0
    for run in line.runs:
        end += len(run.text)
        if character < end:
            return run
    return None


def selected_text(lines: Sequence[Line], first: int, start: int, last: int, end: int | None) -> str:
    """Return the text that a selection copies, without margins.

    The selection is from character `start` of line `first` to `end` of line `last`. Whole lines are
    copied as `Line.copy_text`, parts of lines as displayed.
    """
    parts: list[str] = []
    if last >= len(lines):
        last, end = len(lines) - 1, None
    for number in range(first, last + 1):
        line = lines[number]
        text, base = line_text(line), text_start(line)
        left = max(base, start) if number == first else base
        right = end if number == last else None
        if right is None or right >= len(text):
            spaces = line.copy_text[len(line.copy_text.rstrip()) :]
            parts.append(line.copy_text if left == base else text[left:] + spaces)
        else:
            parts.append(text[left:right])
        if number < last and not line.joins_next:
            parts.append("\n")
    return "".join(parts)
