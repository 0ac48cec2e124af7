"""Scrollable rows with a cursor: base of tree, list, tables and pickers."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.painting.styles import StyleSet, style_set_of
from finews_tui.ui.widgets.scrollbar import ThinScrollbar

NO_ROW = -1


class RowView(ErrorBoundary, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of one or more lines, with a cursor.

    A subclass defines the number of rows and lines, and paints a line. The cursor is on a row, and
    lines are painted; headings are lines without a row. Only visible lines are painted.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.cursor = NO_ROW
        self._style_set: StyleSet | None = None

    def on_mount(self) -> None:
        self.vertical_scrollbar.renderer = ThinScrollbar  # type: ignore[misc]

    # For subclasses

    @property
    def row_count(self) -> int:
        """Number of rows."""
        raise NotImplementedError

    @property
    def line_count(self) -> int:
        """Number of lines."""
        return self.row_count

    def line_of(self, row: int) -> int:
        """Return the first line of a row."""
        return row

    @property
    def row_height(self) -> int:
        """Lines per row."""
        return 1

    def row_on(self, line: int) -> int | None:
        """Return the row of a line, or None."""
        return line if 0 <= line < self.row_count else None

    def paint(self, line: int, width: int) -> Strip:
        """Paint a line."""
        raise NotImplementedError

    def paint_empty(self, line: int, width: int) -> Strip:
        """Paint a line below the last row."""
        return Strip.blank(width, self.style_set.ground)

    def cursor_moved(self) -> None:
        """Handle a cursor move by the user."""

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        """Handle a click on a row; `again` if the cursor was already on it."""

    # The cursor

    def place_cursor(self, row: int) -> None:
        """Move the cursor to a row or the nearest one, without calling `cursor_moved`."""
        row = max(0, min(row, self.row_count - 1)) if self.row_count else NO_ROW
        previous, self.cursor = self.cursor, row
        for changed in {previous, row}:
            if 0 <= changed < self.row_count:
                self.refresh_row(changed)
        self.show_cursor()

    def refresh_row(self, row: int) -> None:
        """Repaint a row."""
        for line in range(self.line_of(row), self.line_of(row) + self.row_height):
            self.refresh_line(line)

    def show_cursor(self) -> None:
        """Scroll the cursor into view, with a heading line right above it."""
        if self.cursor == NO_ROW or not self.size.height:
            return
        line = self.line_of(self.cursor)
        top = self.scroll_offset.y
        height = self.scrollable_content_region.height
        above = line - 1 if line and self.row_on(line - 1) is None else line
        if above < top:
            self.scroll_to(y=above, animate=False, force=True)
        elif line + self.row_height > top + height:
            self.scroll_to(y=line + self.row_height - height, animate=False, force=True)
        if self.has_focus:
            self._move_terminal_cursor()

    def _move_terminal_cursor(self) -> None:
        """Move the terminal cursor to the row, because screen readers read its line."""
        if self.cursor != NO_ROW:
            line = self.line_of(self.cursor) - self.scroll_offset.y
            self.app.cursor_position = self.region.offset + Offset(0, line)

    def move(self, row: int) -> None:
        """Move the cursor for the user, and call `cursor_moved` if it changed."""
        previous = self.cursor
        self.place_cursor(row)
        if self.cursor != previous:
            self.cursor_moved()

    def rows_changed(self) -> None:
        """Update the size after the rows have changed, and repaint."""
        self.virtual_size = Size(0, self.line_count)
        self.cursor = max(0, min(self.cursor, self.row_count - 1)) if self.row_count else NO_ROW
        self.refresh()

    # Painting

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._style_set = None

    @property
    def style_set(self) -> StyleSet:
        """Styles of the current theme."""
        if self._style_set is None:
            self._style_set = style_set_of(self)
        return self._style_set

    def row_style(self, row: int | None) -> Style:
        """Return the background style of a row."""
        if row is None or row != self.cursor:
            return self.style_set.ground
        return self.style_set.ground + self.style_set["cursor" if self.has_focus else "cursor-away"]

    def bar(self, row: int | None, style: Style) -> Segment:
        """Return the first cell of a row: a bar at the cursor, visible without colours."""
        is_at_cursor = row is not None and row == self.cursor
        return Segment(
            "▌" if is_at_cursor and self.has_focus else " ", style + self.style_set["cursor-bar"]
        )

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if line >= self.line_count:
            return self.paint_empty(line, width)
        return self.paint(line, width)

    def on_resize(self) -> None:
        self.show_cursor()

    def on_focus(self) -> None:
        self._refresh_cursor()
        self._move_terminal_cursor()

    def on_blur(self) -> None:
        self._refresh_cursor()

    def _refresh_cursor(self) -> None:
        if 0 <= self.cursor < self.row_count:
            self.refresh_row(self.cursor)

    # Movement by keys and mouse

    def move_down(self, count: int = 1) -> None:
        self.move(self.cursor + count)

    def move_up(self, count: int = 1) -> None:
        self.move(self.cursor - count)

    def move_half_down(self, count: int = 1) -> None:
        self.move(self.cursor + max(1, self.size.height // 2 // self.row_height) * count)

    def move_half_up(self, count: int = 1) -> None:
        self.move(self.cursor - max(1, self.size.height // 2 // self.row_height) * count)

    def move_page_down(self, count: int = 1) -> None:
        self.move(self.cursor + max(1, (self.size.height - 1) // self.row_height) * count)

    def move_page_up(self, count: int = 1) -> None:
        self.move(self.cursor - max(1, (self.size.height - 1) // self.row_height) * count)

    def move_top(self, position: int = 0) -> None:
        """Move to the first row, or to the given one, counted from 1."""
        self.move(max(0, position - 1))

    def move_bottom(self, position: int = 0) -> None:
        """Move to the last row, or to the given one, counted from 1."""
        self.move(position - 1 if position else self.row_count - 1)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = self.row_on(self.scroll_offset.y + offset.y)
        if row is not None:
            again = row == self.cursor
            self.move(row)
            self.row_clicked(row, offset.x, again=again)
