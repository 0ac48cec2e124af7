"""A line of text with a left and a right end: what titles, status and key hints have in common."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from finews_tui.ui.painting.cells import cut
from finews_tui.ui.painting.styles import Looks, looks_of

Part = tuple[str, str]  # a text, and the name of its look; "" is that of the bar


class Bar(Widget):
    """One line. Its right end is kept whole; its left end is cut to the room that is left."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._looks: Looks | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = None

    @property
    def looks(self) -> Looks:
        """How things look in the theme in force."""
        if self._looks is None:
            self._looks = looks_of(self)
        return self._looks

    def left(self) -> Sequence[Part]:
        """What stands at the left."""
        return ()

    def right(self) -> Sequence[Part]:
        """What stands at the right."""
        return ()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        ground = self.looks.ground
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
        style = self.looks.ground
        if name:
            style += self.looks[name]
        return Segment(text, style)
