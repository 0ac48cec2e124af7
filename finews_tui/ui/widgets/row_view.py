"""A cursor over rows painted one by one: what the tree, the list and the pickers have in common."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from finews_tui.ui.painting.styles import Looks, looks_of
from finews_tui.ui.widgets.scrollbar import Rail

NO_ROW = -1


class RowView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of one line each, or of as many as the subclass says, of which one has the cursor.

    A subclass says how many rows and lines there are and paints a line; here a row is what the
    cursor can stand on, and a line what is painted. Nothing is done for a row that is not seen.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.cursor = NO_ROW
        self._looks: Looks | None = None

    def on_mount(self) -> None:
        self.vertical_scrollbar.renderer = Rail  # type: ignore[misc]

    # What a subclass tells

    @property
    def row_count(self) -> int:
        """How many rows the cursor can stand on."""
        raise NotImplementedError

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return self.row_count

    def line_of(self, row: int) -> int:
        """The line on which a row stands."""
        return row

    @property
    def row_height(self) -> int:
        """How many lines a row takes."""
        return 1

    def row_on(self, line: int) -> int | None:
        """The row that stands on a line, if one does."""
        return line if 0 <= line < self.row_count else None

    def paint(self, line: int, width: int) -> Strip:
        """A line as it looks."""
        raise NotImplementedError

    def paint_empty(self, line: int, width: int) -> Strip:
        """A line below the last row."""
        return Strip.blank(width, self.looks.ground)

    def cursor_moved(self) -> None:
        """The user moved the cursor."""

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        """The mouse chose a row; `again` if the cursor stood on it already."""

    # The cursor

    def place_cursor(self, row: int) -> None:
        """Put the cursor on a row, or the nearest there is, and show it; nobody is told."""
        row = max(0, min(row, self.row_count - 1)) if self.row_count else NO_ROW
        before, self.cursor = self.cursor, row
        for changed in {before, row}:
            if 0 <= changed < self.row_count:
                self.refresh_row(changed)
        self.show_cursor()

    def refresh_row(self, row: int) -> None:
        """Paint a row anew."""
        for line in range(self.line_of(row), self.line_of(row) + self.row_height):
            self.refresh_line(line)

    def show_cursor(self) -> None:
        """Scroll as little as needed to see the cursor, and a line without a row right above it."""
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
            self._move_real_cursor()

    def _move_real_cursor(self) -> None:
        """The terminal's own cursor goes along: speech and braille read the line it is on."""
        if self.cursor != NO_ROW:
            line = self.line_of(self.cursor) - self.scroll_offset.y
            self.app.cursor_position = self.region.offset + Offset(0, line)

    def move(self, row: int) -> None:
        """Move the cursor as the user wishes, and tell it where it went somewhere."""
        before = self.cursor
        self.place_cursor(row)
        if self.cursor != before:
            self.cursor_moved()

    def rows_changed(self) -> None:
        """The rows are others: take their number and paint them anew."""
        self.virtual_size = Size(0, self.line_count)
        self.cursor = max(0, min(self.cursor, self.row_count - 1)) if self.row_count else NO_ROW
        self.refresh()

    # Painting

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = None

    @property
    def looks(self) -> Looks:
        """How things look in the theme in force."""
        if self._looks is None:
            self._looks = looks_of(self)
        return self._looks

    def row_style(self, row: int | None) -> Style:
        """The ground of a row: the cursor's, or that of the pane."""
        if row is None or row != self.cursor:
            return self.looks.ground
        return self.looks.ground + self.looks["cursor" if self.has_focus else "cursor-away"]

    def bar(self, row: int | None, style: Style) -> Segment:
        """The first cell of a row: a bar at the cursor, plain to see without colours too."""
        is_at_cursor = row is not None and row == self.cursor
        return Segment(
            "▌" if is_at_cursor and self.has_focus else " ", style + self.looks["cursor-bar"]
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
        self._move_real_cursor()

    def on_blur(self) -> None:
        self._refresh_cursor()

    def _refresh_cursor(self) -> None:
        if 0 <= self.cursor < self.row_count:
            self.refresh_row(self.cursor)

    # Keys and mouse

    def action_down(self, count: int = 1) -> None:
        self.move(self.cursor + count)

    def action_up(self, count: int = 1) -> None:
        self.move(self.cursor - count)

    def action_half_down(self, count: int = 1) -> None:
        self.move(self.cursor + max(1, self.size.height // 2 // self.row_height) * count)

    def action_half_up(self, count: int = 1) -> None:
        self.move(self.cursor - max(1, self.size.height // 2 // self.row_height) * count)

    def action_page_down(self, count: int = 1) -> None:
        self.move(self.cursor + max(1, (self.size.height - 1) // self.row_height) * count)

    def action_page_up(self, count: int = 1) -> None:
        self.move(self.cursor - max(1, (self.size.height - 1) // self.row_height) * count)

    def action_top(self, place: int = 0) -> None:
        """To the first row, or to the one of that place, counted from 1."""
        self.move(max(0, place - 1))

    def action_bottom(self, place: int = 0) -> None:
        """To the last row, or to the one of that place, counted from 1."""
        self.move(place - 1 if place else self.row_count - 1)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = self.row_on(self.scroll_offset.y + offset.y)
        if row is not None:
            again = row == self.cursor
            self.move(row)
            self.row_clicked(row, offset.x, again=again)
