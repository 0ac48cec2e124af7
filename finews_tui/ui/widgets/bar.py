"""Line with a left and a right part: base of titles, status bar and key bar."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from finews_tui.layout.cells import cell_len
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.styles import StyleSet, style_set_of

Part = tuple[str, str]
"""Text and style name; "" is the style of the bar."""


class Bar(ErrorBoundary, Widget):
    """Single line. The left part is truncated if the right part needs the space."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._style_set: StyleSet | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._style_set = None

    @property
    def style_set(self) -> StyleSet:
        """Styles of the current theme."""
        if self._style_set is None:
            self._style_set = style_set_of(self)
        return self._style_set

    def left(self) -> Sequence[Part]:
        """Return the left part."""
        return ()

    def right(self) -> Sequence[Part]:
        """Return the right part."""
        return ()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        background = self.style_set.ground
        if y:
            return Strip.blank(width, background)
        right = list(self.right())
        available = width - sum(cell_len(text) for text, _ in right)
        segments: list[Segment] = []
        for text, name in self.left():
            visible = cut(text, available)
            available -= cell_len(visible)
            segments.append(self._segment(visible, name))
            if visible != text:
                break
        segments.append(Segment(" " * max(0, available), background))
        segments += [self._segment(text, name) for text, name in right]
        return Strip(segments).adjust_cell_length(width, background)

    def _segment(self, text: str, name: str) -> Segment:
        style = self.style_set.ground
        if name:
            style += self.style_set[name]
        return Segment(text, style)
