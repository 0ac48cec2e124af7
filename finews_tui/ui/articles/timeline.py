"""The title of the list, and the listing over time in it: bars for days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from finews_tui.ui.articles.histogram import Histogram, histogram
from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.widgets.bar import Bar, Part

_SHARE = 2  # the bars take at most this part of the line
_WIDEST = 72
_LABELS_FROM = 64  # cells of the line from which the ends are told


class Timeline(Bar):
    """Marks the stretch that is in sight; a click goes to one."""

    COMPONENT_CLASSES = {"rule"}  # noqa: RUF012

    @dataclass
    class MomentChosen(Message):
        """The user wants the newest article before this number."""

        number: int

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = text
        self._listing = Listing()
        self._made: Histogram | None = Histogram()
        self._sight = (0, 0)

    def show(self, text: str, newest: int = 0, oldest: int = 0) -> None:
        """Show a title, and mark the stretches from one article to another."""
        before = (self._text, self._marked)
        self._text, self._sight = text, (newest, oldest)
        if before != (self._text, self._marked):
            self.refresh()

    def show_listing(self, listing: Listing) -> None:
        """Show another listing over time."""
        if listing.numbers is not self._listing.numbers or listing.zone != self._listing.zone:
            self._listing, self._made = listing, None
            self.refresh()

    def on_resize(self) -> None:
        self._made = None

    @property
    def _histogram(self) -> Histogram:
        if not self.size.width:  # not to be seen: its bars wait for their room
            return Histogram()
        if self._made is None:
            labels = len(" 2022-05-18  2022-05-18 ") if self._has_labels else 2
            width = min(_WIDEST, self.size.width // _SHARE) - labels
            self._made = histogram(self._listing, width)
        return self._made

    @property
    def _has_labels(self) -> bool:
        return self.size.width >= _LABELS_FROM

    @property
    def _marked(self) -> tuple[int, int]:
        """The first bar in sight, and the one after the last."""
        newest, oldest = self._sight
        shown = self._histogram
        return shown.place(oldest), shown.place(newest) + 1

    def left(self) -> Sequence[Part]:
        return [(f" {self._text}", "")]

    def right(self) -> Sequence[Part]:
        shown = self._histogram
        if not shown.counts:
            return [("│", "rule")]
        bars = shown.bars()
        start, end = self._marked
        first, last = (shown.first, shown.last) if self._has_labels else ("", "")
        return [
            (f" {first} ", "dim"),
            (bars[:start], "dim"),
            (bars[start:end].replace(" ", "▁"), "here"),
            (bars[end:], "dim"),
            (f" {last} " if last else " ", "dim"),
            ("│", "rule"),
        ]

    def on_click(self, event: events.Click) -> None:
        lead, *bars, last, rule = self.right() if self._histogram.counts else [("", "")] * 6
        width = sum(cell_len(text) for text, _ in (lead, *bars, last, rule))
        place = event.x - (self.size.width - width + cell_len(lead[0]))
        if 0 <= place < len(self._histogram.counts):
            self.post_message(self.MomentChosen(self._histogram.edges[place + 1]))
