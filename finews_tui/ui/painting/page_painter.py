"""Lines of a page as strips: roles to styles, hits marked, wide blocks scrolled sideways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from finews_tui.layout.page import Line, TextRun
from finews_tui.model.text_style import TextStyle
from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.styles import Looks
from finews_tui.ui.reader.find import line_text, text_start

_FLAGS: Mapping[TextStyle, RichStyle] = {
    TextStyle.STRONG: RichStyle(bold=True),
    TextStyle.EMPHASIS: RichStyle(italic=True),
    TextStyle.STRIKE: RichStyle(strike=True),
    TextStyle.UNDERLINE: RichStyle(underline=True),
    TextStyle.SMALL: RichStyle(dim=True),
    TextStyle.KEYBOARD: RichStyle(bold=True),
}


class Span(NamedTuple):
    """A stretch of a line, in characters of its text, that is painted over with a style."""

    start: int
    end: int
    style: RichStyle


class Painter:
    """Paints lines with the styles of one theme."""

    def __init__(self, looks: Looks) -> None:
        self._ground = looks.ground
        self._looks = looks
        self._made: dict[tuple[str, TextStyle, bool], RichStyle] = {}

    def style(self, run: TextRun) -> RichStyle:
        """The style of a piece: its role, its own weight, and the line under a link."""
        key = (run.style_name, run.style, run.link is not None)
        made = self._made.get(key)
        if made is None:
            made = self._ground + self._looks[run.style_name]
            for flag, weight in _FLAGS.items():
                if run.style & flag:
                    made += weight
            if run.style & TextStyle.CODE and run.style_name == "text":
                made += self._looks["code"]
            if run.style & TextStyle.MARK:
                made += self._looks["mark"]
            if run.link is not None and run.style_name != "image":
                made += self._looks["link"]
            self._made[key] = made
        return made

    def strip(
        self,
        line: Line,
        number: int,
        spans: Sequence[Span],
        sideways: int,
        width: int,
        *,
        is_code: bool,
        wide_width: int = 0,
    ) -> Strip:
        """A line, the one of that number, in exactly `width` cells.

        One of a block of code has its ground to the end of the measure, or of the widest line.
        """
        segments: list[Segment] = []
        place = 0
        for run in line.runs:
            end = place + len(run.text)
            style = self.style(run)
            over = [span for span in spans if span.start < end and span.end > place]
            if over:
                segments += _painted_over(run.text, style, over, place)
            else:
                segments.append(Segment(run.text, style))
            place = end
        strip = Strip(segments)
        if line.wide_block is not None:
            # Where one scrolled to, a segment begins: it tells its place in the line to the mouse.
            start = line.fixed_cells + sideways
            parts = (strip.crop(0, start), strip.crop(start, max(start, strip.cell_length)))
            strip = Strip.join(parts).apply_offsets(0, number)
            stroke = _stroke(line)
            sign = self._ground + self._looks["table-rule" if stroke else "dim"]
            if is_code:
                sign += RichStyle(bgcolor=self._looks["code"].bgcolor)
            signs = 2 * stroke if stroke else "‹›"
            strip = _window(strip, line.fixed_cells, sideways, width, signs, sign)
        if is_code:
            right = width - (len(line.runs[0].text) if line.runs else 0)
            right = max(right, min(width, wide_width))
            if strip.cell_length < right:
                strip = strip.extend_cell_length(right, self._ground + self._looks["code"])
        strip = strip.adjust_cell_length(width, self._ground)
        return strip if line.wide_block is not None else strip.apply_offsets(0, number)


def _painted_over(text: str, style: RichStyle, spans: Sequence[Span], place: int) -> list[Segment]:
    edges = {0, len(text)}
    for span in spans:
        edges.update((max(0, span.start - place), min(len(text), span.end - place)))
    cuts = sorted(edges)
    segments: list[Segment] = []
    for start, end in pairwise(cuts):
        over = style
        for span in spans:
            if span.start <= place + start and span.end >= place + end:
                over += span.style
        segments.append(Segment(text[start:end], over))
    return segments


def _stroke(line: Line) -> str:
    """What a rule of a table is drawn with; nothing for any other line."""
    last = line.runs[-1] if line.runs else None
    is_rule = last is not None and last.style_name == "table-rule" and last.text[-1:] in ("─", "-")
    return last.text[-1] if last is not None and is_rule else ""


def _window(
    strip: Strip, fixed: int, sideways: int, width: int, signs: str, sign: RichStyle
) -> Strip:
    """What is seen of a wide line: its fixed cells, then the rest from `sideways` on.

    `signs` tell of what is hidden at the left and at the right.
    """
    total = strip.cell_length
    start = fixed + sideways
    shown = Strip.join([strip.crop(0, fixed), strip.crop(min(start, total), start + width - fixed)])
    if sideways and fixed:
        left = Strip([Segment(signs[0], sign)])
        shown = Strip.join([shown.crop(0, fixed - 1), left, shown.crop(fixed, width)])
    if total > start + width - fixed:
        return Strip.join([shown.crop(0, width - 1), Strip([Segment(signs[1], sign)])])
    return shown


def hint_line(text: str, line: int, width: int, ground: RichStyle, dim: RichStyle) -> Strip:
    """A line of what an empty pane says to do next; it stands below an empty line."""
    lines = text.split("\n") if text else []
    if not 0 < line <= len(lines):
        return Strip.blank(width, ground)
    shown = "  " + cut(lines[line - 1], width - 4)
    return Strip([Segment(shown, ground + dim)]).adjust_cell_length(width, ground)


def code_blocks(lines: Sequence[Line]) -> frozenset[int]:
    """Which of the wide blocks are code and not tables."""
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


def piece_at(line: Line, cell: int, sideways: int) -> TextRun | None:
    """The piece that stands at a cell of the line as it is seen."""
    if line.wide_block is not None and cell >= line.fixed_cells:
        cell += sideways
    place = 0
    for run in line.runs:
        place += cell_len(run.text)
        if cell < place:
            return run
    return None


def piece_of(line: Line, at: int) -> TextRun | None:
    """The piece that a character of the line belongs to."""
    place = 0
    for run in line.runs:
        place += len(run.text)
        if at < place:
            return run
    return None


def selected_text(lines: Sequence[Line], first: int, start: int, last: int, end: int | None) -> str:
    """What a selection copies, without margins: whole lines as text, parts of lines as they stand.

    It goes from character `start` of line `first` up to `end` of line `last`.
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
