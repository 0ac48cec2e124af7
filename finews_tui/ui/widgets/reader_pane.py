"""The reader: a page whose links are followed, and from which text is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from finews_tui.page.lines import Page
from finews_tui.ui.actions import Pane
from finews_tui.ui.bindings import bindings
from finews_tui.ui.link_letters import LinkLabel, labels_in, lay_over
from finews_tui.ui.painting import piece_at, selected_text
from finews_tui.ui.widgets.page_view import PageView


class ReaderPane(PageView, inherit_bindings=False):
    """One page; while its links have letters, the keys are for them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Pane.EACH, Pane.READER)
    ALLOW_SELECT = True

    @dataclass
    class LinkChosen(Message):
        """A link was clicked, or its letters typed."""

        address: str

    @dataclass
    class FindWanted(Message):
        """The user wants to find something in the article."""

    @dataclass
    class Left(Message):
        """The user goes back to the list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._labels: Sequence[LinkLabel] = ()
        self._typed = ""

    # Links

    def mark_links(self) -> int:
        """Give letters to the links in sight; returns how many there are."""
        height = self.scrollable_content_region.height
        self._typed = ""
        self._labels = labels_in(self.page, self.scroll_offset.y, height, self.sideways)
        self.refresh()
        return len(self._labels)

    def unmark_links(self) -> None:
        """Take the letters away."""
        if self._labels:
            self._labels = ()
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A letter that no label has, and any other key, ends it."""
        if not self._labels:
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or "\0"
        self._labels = [one for one in self._labels if one.letters.startswith(self._typed)]
        chosen = next((one for one in self._labels if one.letters == self._typed), None)
        if chosen is not None:
            self._labels = ()
            self.post_message(self.LinkChosen(self.page.links[chosen.link]))
        self.refresh()

    def show(self, page: Page, offset: int) -> None:
        self.unmark_links()
        super().show(page, offset)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.unmark_links()

    def on_blur(self) -> None:
        self.unmark_links()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        for label in self._labels:
            if label.line == number:
                strip = lay_over(
                    strip, label, self._typed, self.looks.ground + self.looks["letter"]
                )
        return strip

    def action_find(self) -> None:
        self.post_message(self.FindWanted())

    def action_out(self) -> None:
        self.post_message(self.Left())

    # Mouse

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = self.scroll_offset.y + offset.y
        if number >= len(self.page.lines):
            return
        line = self.page.lines[number]
        sideways = self.sideways.get(line.wide, 0) if line.wide is not None else 0
        piece = piece_at(line, offset.x, sideways)
        if piece is not None and piece.link is not None:
            self.post_message(self.LinkChosen(self.page.links[piece.link]))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        lines = self.page.lines
        if not lines:
            return None
        start, end = selection
        first, left = (start.y, start.x) if start is not None else (0, 0)
        last, right = (end.y, end.x) if end is not None else (len(lines) - 1, None)
        return selected_text(lines, first, left, last, right), "\n"
