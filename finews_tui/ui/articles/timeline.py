"""List title with a histogram of the listing over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from finews_tui.layout.cells import cell_len
from finews_tui.ui.articles.histogram import Histogram, histogram
from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.widgets.bar import Bar, Part

_MAX_SHARE = 2  # the histogram takes at most 1/2 of the line
_MAX_WIDTH = 72
_LABELS_FROM = 64  # minimum width in cells to show the first and last dates


class Timeline(Bar):
    """Title bar. Highlights the visible period; clicking a bar goes to its time."""

    COMPONENT_CLASSES = {"rule"}  # noqa: RUF012

    @dataclass
    class MomentChosen(Message):
        """Posted when a bar is clicked: go to the newest article before `number`."""

        number: int

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = text
        self._listing = Listing()
        self._cached: Histogram | None = Histogram()
        self._cached_width = 0
        self._visible = (0, 0)

    def show(self, text: str, newest: int = 0, oldest: int = 0) -> None:
        """Show a title, and highlight the bars between two articles."""
        before = (self._text, self._highlighted)
        self._text, self._visible = text, (newest, oldest)
        if before != (self._text, self._highlighted):
            self.refresh()

    def show_listing(self, listing: Listing) -> None:
        """Show the histogram of another listing."""
        if listing.numbers is not self._listing.numbers or listing.zone != self._listing.zone:
            self._listing, self._cached = listing, None
            self.refresh()

    @property
    def _histogram(self) -> Histogram:
        if not self.size.width:  # hidden: compute the histogram once visible
            return Histogram()
        # Textual paints a widget in its new size before it sends a Resize event.
        if self._cached is None or self._cached_width != self.size.width:
            self._cached_width = self.size.width
            labels = len(" 2022-05-18  2022-05-18 ") if self._has_labels else 2
            width = min(_MAX_WIDTH, self.size.width // _MAX_SHARE) - labels
            self._cached = histogram(self._listing, width)
        return self._cached

    @property
    def _has_labels(self) -> bool:
        return self.size.width >= _LABELS_FROM

    @property
    def _highlighted(self) -> tuple[int, int]:
        """Return the range of visible bars, end exclusive."""
        newest, oldest = self._visible
        chart = self._histogram
        return chart.bar_of(oldest), chart.bar_of(newest) + 1

    def left(self) -> Sequence[Part]:
        return [(f" {self._text}", "")]

    def right(self) -> Sequence[Part]:
        chart = self._histogram
        if not chart.counts:
            return [("│", "rule")]
        bars = chart.bars()
        start, end = self._highlighted
        first, last = (chart.first, chart.last) if self._has_labels else ("", "")
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
        bar = event.x - (self.size.width - width + cell_len(lead[0]))
        if 0 <= bar < len(self._histogram.counts):
            self.post_message(self.MomentChosen(self._histogram.edges[bar + 1]))
