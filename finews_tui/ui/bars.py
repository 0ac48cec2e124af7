"""A line of text with a left and a right end: what titles, status and key hints have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from finews_tui.ui.cells import cut

Part = tuple[str, str]  # a text, and the name of the component that it looks like; "" is plain


class Bar(Widget):
    """One line. Its right end is kept whole; its left end is cut to the room that is left."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--name", "bar--dim", "bar--strong", "bar--alert"}

    def left(self) -> Sequence[Part]:
        """What stands at the left."""
        return ()

    def right(self) -> Sequence[Part]:
        """What stands at the right."""
        return ()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        ground = self.rich_style
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
        style = self.rich_style
        if name:
            style += self.get_component_rich_style(name, partial=True)
        return Segment(text, style)
