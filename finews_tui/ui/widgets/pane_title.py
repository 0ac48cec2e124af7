"""Line above a pane: its title, and the position in it."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.ui.widgets.bar import Bar, Part


class PaneTitle(Bar):
    """Title of a pane. The style sheet highlights that of the focused pane."""

    COMPONENT_CLASSES = {"rule"}  # noqa: RUF012

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = text
        self._end = ""

    def show(self, text: str | None = None, end: str | None = None) -> None:
        """Change the title, or the text at its right end."""
        previous = (self._text, self._end)
        self._text = self._text if text is None else text
        self._end = self._end if end is None else end
        if previous != (self._text, self._end):
            self.refresh()

    def left(self) -> Sequence[Part]:
        return [(f" {self._text}", "")]

    def right(self) -> Sequence[Part]:
        return [(f" {self._end} " if self._end else "", "dim"), ("│", "rule")]
