"""Thin scrollbar, which is also the separator of two panes."""

from __future__ import annotations

from math import ceil

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

_TRACK, _THUMB = "│", "┃"
_GRAB = {"@mouse.down": "grab"}
_UP = {"@mouse.down": "scroll_up"}
_DOWN = {"@mouse.down": "scroll_down"}


class ThinScrollbar(ScrollBarRender):
    """Render a thin scrollbar; the track has the background colour of the scrollbar."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.parse("#555555"),  # noqa: B008 - Textual's own signature
        bar_color: Color = Color.parse("#aaaaaa"),  # noqa: B008
    ) -> Segments:
        track = Style(color=back_color)
        above = Segment(_TRACK, track + Style(meta=_UP))
        below = Segment(_TRACK, track + Style(meta=_DOWN))
        if not window_size or virtual_size <= window_size:
            return Segments([Segment(_TRACK, track)] * size, new_lines=True)
        length = max(1, ceil(size * window_size / virtual_size))
        start = round((size - length) * position / (virtual_size - window_size))
        start = max(0, min(start, size - length))
        thumb = Segment(_THUMB, Style(color=bar_color, meta=_GRAB))
        segments = [above] * start + [thumb] * length + [below] * (size - start - length)
        return Segments(segments, new_lines=True)
