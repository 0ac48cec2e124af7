"""Rows that are the articles of a listing: a cursor on them, and which of them are picked."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.articles.selection import Picked
from finews_tui.ui.widgets.row_view import NO_ROW, RowView


class ListingRows(RowView):
    """A cursor over the articles of a listing, some of which are picked for the next action."""

    @dataclass
    class PicksChanged(Message):
        """Other rows are picked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.listing = Listing()
        self._picked = Picked()

    @property
    def row_count(self) -> int:
        return len(self.listing)

    @property
    def line_count(self) -> int:
        return self.listing.height

    def line_of(self, row: int) -> int:
        return self.listing.line_of(row)

    @property
    def row_height(self) -> int:
        return self.listing.row_height

    def row_on(self, line: int) -> int | None:
        return self.listing.index_on(line)

    @property
    def number(self) -> int | None:
        """The article under the cursor."""
        return self.listing.numbers[self.cursor] if self.cursor != NO_ROW else None

    # Painting

    def row_style(self, row: int | None) -> Style:
        style = super().row_style(row)
        if row is not None and row != self.cursor and self._is_picked(row):
            style += self.looks["cursor-away"]
        return style

    def bar(self, row: int | None, style: Style) -> Segment:
        if row is not None and self._is_picked(row):
            return Segment("✓", style + self.looks["key"])
        return super().bar(row, style)

    def _is_picked(self, row: int) -> bool:
        return self._picked.holds(self.listing, row, self.cursor)

    def cursor_moved(self) -> None:
        if self._picked.has_range:
            self._picks_changed()

    # Picking rows

    @property
    def picked(self) -> list[int]:
        """The articles that are picked, in the order of the list."""
        return self._picked.numbers(self.listing, self.cursor)

    def unpick(self) -> bool:
        """Pick nothing; False where nothing was picked."""
        had_some = self._picked.clear()
        if had_some:
            self._picks_changed()
        return had_some

    def action_pick(self, count: int = 1) -> None:
        """Pick rows from the cursor on, or let go of them."""
        for row in range(self.cursor, min(self.cursor + count, self.row_count)):
            self._picked.toggle(self.listing.numbers[row])
        self._picks_changed()
        self.move(self.cursor + count)

    def action_pick_range(self) -> None:
        """Begin a range at the cursor, or end it there."""
        if self.number is None:
            return
        if self._picked.has_range:
            self._picked.end_range(self.listing, self.cursor)
        else:
            self._picked.begin_range(self.number)
        self._picks_changed()

    def action_pick_above(self) -> None:
        """Pick all from the top to the cursor."""
        self._picked.add(self.listing.numbers[: self.cursor + 1])
        self._picks_changed()

    def _picks_changed(self) -> None:
        self.refresh()
        self.post_message(self.PicksChanged())
