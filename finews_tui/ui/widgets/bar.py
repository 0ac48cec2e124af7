"""A line of text with a left and a right part: base of titles, status and key hints."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.styles import StyleSet, style_set_of

Part = tuple[str, str]
"""A text and the name of its style, "" for the style of the bar."""


class Bar(ErrorBoundary, Widget):
    """One line. The left part is cut to the room that the right part leaves."""

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
        ground = self.style_set.ground
        if y:
            return Strip.blank(width, ground)
        right = list(self.right())
        room = width - sum(cell_len(text) for text, _ in right)
        segments: list[Segment] = []
        for text, name in self.left():
            shown = cut(text, room)
            room -= cell_len(shown)
            segments.append(self._segment(shown, name))
            if shown != text:
                break
        segments.append(Segment(" " * max(0, room), ground))
        segments += [self._segment(text, name) for text, name in right]
        return Strip(segments).adjust_cell_length(width, ground)

    def _segment(self, text: str, name: str) -> Segment:
        style = self.style_set.ground
        if name:
            style += self.style_set[name]
        return Segment(text, style)
