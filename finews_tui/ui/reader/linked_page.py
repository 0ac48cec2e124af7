"""A page whose links and notes are followed, by letters and by the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from finews_tui.layout.page import Page
from finews_tui.ui.painting.page_painter import Span, piece_at
from finews_tui.ui.reader.link_hints import (
    LinkLabel,
    Target,
    labels_in,
    lay_over,
    picture_labels_in,
    target_of,
)
from finews_tui.ui.reader.modes import Mode
from finews_tui.ui.reader.page_view import PageView

_FORWARD, _BACK = ("tab", "right", "down"), ("shift+tab", "left", "up")


class LinkedPage(PageView, inherit_bindings=False):
    """While its links have letters, the keys are for them."""

    @dataclass
    class LinkChosen(Message):
        """A link was clicked, or its letters typed."""

        address: str

    @dataclass
    class PictureChosen(Message):
        """A picture's letters were typed; `index` is its place among those of the page."""

        index: int

    @dataclass
    class Pointed(Message):
        """A link is pointed at, or none is any more: then `address` is empty."""

        address: str

    @dataclass
    class ModeChanged(Message):
        """The keys are for something else."""

        mode: Mode

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.mode = Mode.READING
        self._labels: Sequence[LinkLabel] = ()
        self._typed = ""
        self._pointed = 0
        self._address = ""
        self._jumps: list[int] = []  # places in the text to go back to
        self._landed: int | None = None

    def show(self, page: Page, offset: int) -> None:
        self.end_modes()
        self._landed = None
        super().show(page, offset)

    def on_blur(self) -> None:
        self.end_modes()

    def hear(self, event: events.Key) -> bool:
        """Whether a key was for the letters of the links, and is done."""
        if self._landed is not None:
            self._landed = None
            self.refresh()
        if not self._labels:
            return False
        self._hear_letter(event)
        return True

    def set_mode(self, mode: Mode) -> None:
        """Tell what the keys are for, and show it."""
        if mode is not self.mode:
            self.mode = mode
            self.post_message(self.ModeChanged(mode))
        self.refresh()

    def end_modes(self) -> None:
        """The keys are for reading."""
        self._labels = ()
        self._point("")
        self.set_mode(Mode.READING)

    # Links and notes

    def mark_links(self) -> int:
        """Give letters to the links in sight; returns how many there are."""
        height = self.scrollable_content_region.height
        return self._mark(labels_in(self.page, self.scroll_offset.y, height, self.sideways))

    def mark_pictures(self) -> int:
        """Give letters to the pictures in sight; returns how many there are."""
        height = self.scrollable_content_region.height
        return self._mark(picture_labels_in(self.page, self.scroll_offset.y, height))

    def _mark(self, labels: Sequence[LinkLabel]) -> int:
        self.end_modes()
        self._typed, self._pointed, self._labels = "", 0, labels
        if labels:
            self.set_mode(Mode.LINKS)
            self.point_at(labels[0].target)
        return len(labels)

    def _hear_letter(self, event: events.Key) -> None:
        """A letter that no label has, and any other key, ends it."""
        if event.key in _FORWARD or event.key in _BACK:
            step = 1 if event.key in _FORWARD else -1
            self._pointed = (self._pointed + step) % len(self._labels)
            self.point_at(self._labels[self._pointed].target)
            self.refresh()
            return
        if event.key == "enter":
            chosen: LinkLabel | None = self._labels[self._pointed]
        else:
            self._typed += event.character or "\0"
            left = [one for one in self._labels if one.letters.startswith(self._typed)]
            chosen = next((one for one in left if one.letters == self._typed), None)
            self._labels, self._pointed = left, 0
            if left and chosen is None:
                self.point_at(left[0].target)
                self.refresh()
                return
        self.end_modes()
        if chosen is not None:
            self.follow(chosen.target)

    def follow(self, target: Target) -> None:
        """Go where a link or a note leads to."""
        address = self.page.links[target.link] if target.link is not None else ""
        if address.startswith("#"):
            self.jump_to_place(address[1:])
        elif address:
            self.post_message(self.LinkChosen(address))
        elif target.picture is not None:
            self.post_message(self.PictureChosen(target.picture))
        else:
            self._jump_by_note(target)

    def jump_to_place(self, name: str) -> None:
        """Go to the heading that a link to a place in the text means."""
        line = self.page.line_of_anchor(name)
        if line is not None:
            self.jump(line)

    def _jump_by_note(self, target: Target) -> None:
        """From a reference to its note, and from the note back to where one came from."""
        note = next((note for note in self.page.notes if note.label == target.note), None)
        if note is None:
            return
        if target.line != note.line:
            self.jump(note.line)
        elif not self.jump_back() and note.references:
            self.jump(note.references[0])

    def jump(self, line: int) -> None:
        """Go to a line of the page; `jump_back` leads back."""
        self._jumps.append(self.offset_here)
        self._landed = line
        self.scroll_to_line(max(0, line - 2))
        self.refresh()

    def forget_jumps(self) -> None:
        """There is no way back: another article is shown."""
        self._jumps.clear()

    def jump_back(self) -> bool:
        """Go back to where one jumped from; False where one did not."""
        if not self._jumps:
            return False
        self._landed = None
        self.scroll_to_line(self.line_at(self._jumps.pop()))
        self.refresh()
        return True

    def point_at(self, target: Target | None) -> None:
        """Tell the address that is pointed at."""
        link = target.link if target is not None else None
        self._point("" if link is None else self.page.links[link])

    def _point(self, address: str) -> None:
        if address != self._address:
            self._address = address
            self.post_message(self.Pointed(address))

    # Painting

    def spans_over(self, number: int) -> list[Span]:
        spans = super().spans_over(number)
        if number == self._landed:
            spans.append(Span(0, 1 << 20, self.looks["hit"]))
        return spans

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._labels:
            self.end_modes()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        for index, label in enumerate(self._labels):
            if label.line == number:
                look = self.looks["caret" if index == self._pointed else "letter"]
                strip = lay_over(strip, label, self._typed, self.looks.ground + look)
        return strip

    # Mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.mode is Mode.READING:
            self.point_at(self._target_at(event))

    def on_leave(self) -> None:
        if self.mode is Mode.READING:
            self._point("")

    def on_click(self, event: events.Click) -> None:
        target = self._target_at(event)
        if target is not None:
            self.follow(target)

    def _target_at(self, event: events.MouseEvent) -> Target | None:
        offset = event.get_content_offset(self)
        number = self.scroll_offset.y + offset.y if offset is not None else -1
        if offset is None or not 0 <= number < len(self.page.lines):
            return None
        line = self.page.lines[number]
        sideways = self.sideways.get(line.wide_block, 0) if line.wide_block is not None else 0
        return target_of(piece_at(line, offset.x, sideways), number)
