"""Article page: rendering, scrolling, link hints, caret and match highlighting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from finews_tui.layout.page import Page, TablePosition
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.painting.page_painter import (
    PagePainter,
    StyledRange,
    code_blocks,
    hint_line,
    run_at,
    run_of,
    selected_text,
)
from finews_tui.ui.painting.styles import StyleSet, style_set_of
from finews_tui.ui.reader import caret
from finews_tui.ui.reader.caret import Caret
from finews_tui.ui.reader.find import PageMatch, text_start
from finews_tui.ui.reader.link_hints import (
    HintSelection,
    LinkHint,
    LinkTarget,
    image_hints,
    link_hints,
    paint_hint,
    target_of,
)
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.reader.table_cursor import (
    TableCursor,
    TableFormat,
    cell_range,
    cursor_on_screen,
    highlighted_lines,
)
from finews_tui.ui.widgets.scrollbar import ThinScrollbar

_NO_PAGE = Page((), 0, (), (), (), ())
_CACHED_LINES = 512
_END_OF_LINE = 1 << 20
_SIDEWAYS_STEP = 8


class PageView(ErrorBoundary, ScrollView, can_focus=True, inherit_bindings=False):
    """Scrollable page. Positions are character offsets, independent of the width."""

    ALLOW_SELECT = True

    @dataclass
    class Scrolled(Message):
        """Posted when the page is scrolled."""

        is_at_top: bool

    @dataclass
    class WidthChanged(Message):
        """Posted when the page needs layout: another width, or it became visible."""

    @dataclass
    class ModeChanged(Message):
        """Posted when the key mode changes."""

        mode: ReaderMode

    @dataclass
    class LinkPointed(Message):
        """Posted when the mouse, caret or a hint points at a link; "" for none."""

        url: str

    @dataclass
    class LinkFollowed(Message):
        """Posted when the user follows a link to another page."""

        url: str

    @dataclass
    class ImageChosen(Message):
        """Posted when the user selects an image hint; `index` refers to `Page.images`."""

        index: int

    @dataclass
    class TextCopied(Message):
        """Posted when the user copies text."""

        text: str

    @dataclass
    class TableSorted(Message):
        """Posted when the user sorts a table by a column."""

        table: TablePosition
        column: int

    @dataclass
    class TableCopied(Message):
        """Posted when the user copies a table."""

        table: TablePosition
        table_format: TableFormat

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.page = _NO_PAGE
        self.mode = ReaderMode.READING
        self.sideways: dict[int, int] = {}  # horizontal scroll offset of each wide block
        self._empty_text = ""
        self._matches: dict[int, list[tuple[int, int, bool]]] = {}
        self._code_blocks: frozenset[int] = frozenset()
        self._strips: LRUCache[int, Strip] = LRUCache(_CACHED_LINES)
        self._style_set: StyleSet | None = None
        self._painter: PagePainter | None = None
        self._anchor = (0, 0)  # top line and offset at which the page was shown
        self._last_width = 0
        self._hints: HintSelection | None = None
        self._caret: Caret | None = None
        self._table: TableCursor | None = None
        self._pointed_url = ""
        self._jumps: list[int] = []  # offsets to jump back to
        self._jump_line: int | None = None

    def on_mount(self) -> None:
        self.vertical_scrollbar.renderer = ThinScrollbar  # type: ignore[misc]

    # Content

    def show(self, page: Page, offset: int) -> None:
        """Show a page, scrolled to the character at `offset`."""
        self.end_modes()
        self._jump_line = None
        self.page = page
        self._code_blocks = code_blocks(page.lines)
        self._matches.clear()
        self.sideways.clear()
        self._strips.clear()
        self.virtual_size = Size(0, len(page.lines))
        self.scroll_to(y=self.line_at(offset), animate=False, force=True)
        self._anchor = (self.scroll_offset.y, offset)
        self.refresh()
        self._post_scrolled()

    def clear(self, text: str = "") -> None:
        """Clear the page, and show a hint instead."""
        self._empty_text = text
        self.show(_NO_PAGE, 0)

    @property
    def text_width(self) -> int:
        """Width available for a page in cells; the last known width while hidden."""
        return self.scrollable_content_region.width or self._last_width

    @property
    def text_offset(self) -> int:
        """Number of characters before the first visible line.

        Until the user scrolls, this is the offset at which the page was shown, so that the position
        does not drift when the width changes repeatedly.
        """
        lines, top = self.page.lines, self.scroll_offset.y
        if top == self._anchor[0]:
            return self._anchor[1]
        return lines[top].offset if top and top < len(lines) else 0

    @property
    def percent(self) -> int:
        """Percentage of the page above the bottom of the screen."""
        if not self.page.lines:
            return 0
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        return min(100, round(100 * bottom / len(self.page.lines)))

    def line_at(self, offset: int) -> int:
        """Return the line that contains the character at `offset`."""
        if offset <= 0:
            return 0
        return max(0, bisect_right(self.page.lines, offset, key=lambda line: line.offset) - 1)

    @property
    def is_unscrolled(self) -> bool:
        """Whether the user has not scrolled since the page was shown."""
        return self.scroll_offset.y == self._anchor[0]

    # Matches

    def show_matches(self, matches: Sequence[PageMatch], current: int | None) -> None:
        """Highlight matches, and scroll to the one at index `current`."""
        self._matches.clear()
        for index, match in enumerate(matches):
            for part in match:
                span = (part.start, part.end, index == current)
                self._matches.setdefault(part.line, []).append(span)
        self._strips.clear()
        if current is not None and current < len(matches):
            line = matches[current][0].line
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            if not top <= line < top + height:
                self.scroll_to(y=line - height // 3, animate=False, force=True)
        self.refresh()

    def start_at_match(self, matches: Sequence[PageMatch], current: int) -> None:
        """Scroll to a search match without changing the reading position."""
        offset = self.text_offset
        self.show_matches(matches, current)
        self._anchor = (self.scroll_offset.y, offset)

    def first_visible_match(self, matches: Sequence[PageMatch]) -> int:
        """Return the index of the first match below the top of the screen, else 0."""
        top = self.scroll_offset.y
        return next((i for i, match in enumerate(matches) if match[0].line >= top), 0)

    # Scrolling

    def read_on(self) -> bool:
        """Scroll down by a page minus one line. Returns False at the end."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        self._scroll_by(self._page_height)
        return True

    @property
    def _page_height(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to_line(self.scroll_offset.y + lines)

    def scroll_to_line(self, line: int) -> None:
        """Scroll so that `line` is at the top."""
        self.scroll_to(y=line, animate=False, force=True)

    def move_down(self, count: int = 1) -> None:
        self._scroll_by(count)

    def move_up(self, count: int = 1) -> None:
        self._scroll_by(-count)

    def move_half_down(self, count: int = 1) -> None:
        self._scroll_by(max(1, self._page_height // 2) * count)

    def move_half_up(self, count: int = 1) -> None:
        self._scroll_by(-max(1, self._page_height // 2) * count)

    def move_page_down(self, count: int = 1) -> None:
        self._scroll_by(self._page_height * count)

    def move_page_up(self, count: int = 1) -> None:
        self._scroll_by(-self._page_height * count)

    def move_top(self, position: int = 0) -> None:
        """Scroll to the first line, or to the given one, counted from 1."""
        self.scroll_to_line(max(0, position - 1))

    def move_bottom(self, position: int = 0) -> None:
        """Scroll to the last line, or to the given one, counted from 1."""
        self.scroll_to_line(position - 1 if position else self.max_scroll_y)

    def scroll_sideways(self, cells: int) -> None:
        """Scroll the visible wide blocks (code and tables) horizontally."""
        top = self.scroll_offset.y
        visible = self.page.lines[top : top + self.scrollable_content_region.height]
        for wide in {line.wide_block for line in visible if line.wide_block is not None}:
            position = self.sideways.get(wide, 0)
            self.sideways[wide] = self.page.next_scroll(wide, position, cells, self.text_width)
        self._strips.clear()
        self.refresh()

    def _scroll_into_view(self, line: int, cell: int) -> None:
        """Scroll both ways just far enough to show a cell of a line."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if line < top:
            self._scroll_by(line - top)
        elif line >= top + height:
            self._scroll_by(line - top - height + 1)
        wide, fixed = self.page.lines[line].wide_block, self.page.lines[line].fixed_cells
        if wide is None or cell < fixed:
            return
        for step in (_SIDEWAYS_STEP, -_SIDEWAYS_STEP):
            position, previous = self.sideways.get(wide, 0), -1
            while position != previous and (
                cell - position >= self.text_width - 1 if step > 0 else cell - position < fixed
            ):
                previous = position
                position = self.page.next_scroll(wide, position, step, self.text_width)
            self.sideways[wide] = position
        self._strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._post_scrolled()
        if self._hints is not None:
            self.end_modes()

    def on_resize(self) -> None:
        self._last_width = self.text_width
        self.post_message(self.WidthChanged())
        self._post_scrolled()

    def on_show(self) -> None:
        self.post_message(self.WidthChanged())

    def on_focus(self) -> None:
        """Move the terminal cursor to the page: screen readers start reading there."""
        self.app.cursor_position = self.region.offset

    def on_blur(self) -> None:
        self.end_modes()

    def _post_scrolled(self) -> None:
        self.post_message(self.Scrolled(self.scroll_offset.y == 0))

    # Modes

    def on_key(self, event: events.Key) -> None:
        """Handle keys of link hints and caret before the command dispatcher."""
        if self._jump_line is not None:
            self._jump_line = None
            self.refresh()
        if self._hints is not None:
            self._press_at_hints(self._hints, event)
        elif self._table is not None:
            if not self._press_at_table(self._table, event.key):
                return
        elif self._caret is None or not self._press_at_caret(self._caret, event.key):
            return
        event.stop()
        event.prevent_default()

    def _set_mode(self, mode: ReaderMode) -> None:
        if mode is not self.mode:
            self.mode = mode
            self.post_message(self.ModeChanged(mode))
        self.refresh()

    def end_modes(self) -> None:
        """Return to reading mode."""
        if self._caret is not None:
            self._caret = None
            self.screen.clear_selection()
        self._hints = None
        self._table = None
        self._point_at_url("")
        self._set_mode(ReaderMode.READING)

    # Link hints

    def show_link_hints(self) -> int:
        """Show hints on the visible links. Returns their number."""
        height = self.scrollable_content_region.height
        return self._show_hints(link_hints(self.page, self.scroll_offset.y, height, self.sideways))

    def show_image_hints(self) -> int:
        """Show hints on the visible images. Returns their number."""
        height = self.scrollable_content_region.height
        return self._show_hints(image_hints(self.page, self.scroll_offset.y, height))

    def _show_hints(self, hints: Sequence[LinkHint]) -> int:
        self.end_modes()
        if hints:
            self._hints = HintSelection(hints)
            self._set_mode(ReaderMode.LINKS)
            self._point_at(self._hints.pointed)
        return len(hints)

    def _press_at_hints(self, hints: HintSelection, event: events.Key) -> None:
        target = hints.press(event.key, event.character)
        if hints.is_done:
            self.end_modes()
            if target is not None:
                self._follow(target)
        else:
            self._point_at(hints.pointed)
            self.refresh()

    def _follow(self, target: LinkTarget) -> None:
        """Follow a link or note, or show an image."""
        url = self.page.links[target.link] if target.link is not None else ""
        if url.startswith("#"):
            self.jump_to_anchor(url[1:])
        elif url:
            self.post_message(self.LinkFollowed(url))
        elif target.image is not None:
            self.post_message(self.ImageChosen(target.image))
        else:
            self._jump_by_note(target)

    def _jump_by_note(self, target: LinkTarget) -> None:
        """Jump from a reference to its note, and from the note back."""
        note = next((note for note in self.page.notes if note.label == target.note), None)
        if note is None:
            return
        if target.line != note.line:
            self.jump(note.line)
        elif not self.jump_back() and note.references:
            self.jump(note.references[0])

    def jump_to_anchor(self, name: str) -> None:
        """Jump to the target of a link inside the document."""
        line = self.page.line_of_anchor(name)
        if line is not None:
            self.jump(line)

    def jump(self, line: int) -> None:
        """Scroll to a line, and remember the position for `jump_back`."""
        self._jumps.append(self.text_offset)
        self._jump_line = line
        self.scroll_to_line(max(0, line - 2))
        self.refresh()

    def jump_back(self) -> bool:
        """Undo the last jump. Returns False if there was none."""
        if not self._jumps:
            return False
        self._jump_line = None
        self.scroll_to_line(self.line_at(self._jumps.pop()))
        self.refresh()
        return True

    def forget_jumps(self) -> None:
        """Clear the jump history."""
        self._jumps.clear()

    def _point_at(self, target: LinkTarget | None) -> None:
        link = target.link if target is not None else None
        self._point_at_url("" if link is None else self.page.links[link])

    def _point_at_url(self, url: str) -> None:
        if url != self._pointed_url:
            self._pointed_url = url
            self.post_message(self.LinkPointed(url))

    # Caret

    def start_caret(self) -> None:
        """Place the caret on the first visible line."""
        self.end_modes()
        start = caret.caret_at(self.page.lines, self.scroll_offset.y)
        if start is not None:
            self._set_caret(start)

    def start_selecting_paragraphs(self) -> None:
        """Select whole paragraphs, starting with the first visible one."""
        self.end_modes()
        start = caret.caret_at(self.page.lines, self.scroll_offset.y)
        if start is not None:
            self._set_caret(caret.start_selection(start, by_paragraphs=True))

    def _press_at_caret(self, current: Caret, key: str) -> bool:
        """Handle a key in caret mode. Returns False if the key is not handled."""
        lines = self.page.lines
        if key in caret.MOVES:
            height = self.scrollable_content_region.height
            self._set_caret(caret.move(lines, current, caret.MOVES[key], height))
        elif key in ("v", "V"):
            self._set_caret(caret.start_selection(current, by_paragraphs=key == "V"))
        elif key == "o" and current.anchor is not None:
            self._set_caret(caret.swap_ends(lines, current))
        elif key in ("escape", "q") and current.anchor is None:
            self.end_modes()
        elif key in ("escape", "q"):
            self._set_caret(caret.start_selection(current, by_paragraphs=current.by_paragraphs))
        elif key in ("y", "enter"):
            return self._copy_or_follow(current, key)
        else:
            return False
        return True

    def _copy_or_follow(self, current: Caret, key: str) -> bool:
        """Copy the selection, or follow the link under the caret or copy its URL."""
        selection = caret.selection(self.page.lines, current)
        target = self._target_under(current)
        if selection is not None:
            text = selected_text(self.page.lines, *selection[0], *selection[1])
            self.end_modes()
            self.post_message(self.TextCopied(text))
        elif key == "enter" and target is not None:
            self.end_modes()
            self._follow(target)
        elif key == "y" and target is not None and target.link is not None:
            url = self.page.links[target.link]
            self.end_modes()
            self.post_message(self.TextCopied(url))
        else:
            return key == "enter"
        return True

    def _set_caret(self, current: Caret) -> None:
        self._caret = current
        selection = caret.selection(self.page.lines, current)
        if selection is None:
            self.screen.clear_selection()
        else:
            first, last = (Offset(character, line) for line, character in selection)
            self.screen.selections = {self: Selection.from_offsets(first, last)}
        self._point_at(self._target_under(current))
        self._scroll_into_view(current.position.line, current.goal)
        self._set_mode(ReaderMode.CARET if current.anchor is None else ReaderMode.SELECTING)

    def _target_under(self, current: Caret) -> LinkTarget | None:
        line = self.page.lines[current.position.line]
        return target_of(run_of(line, current.position.character), current.position.line)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text without margins, for Textual's copy support."""
        lines = self.page.lines
        if not lines:
            return None
        start, end = selection
        first, left = (start.y, start.x) if start is not None else (0, 0)
        last, right = (end.y, end.x) if end is not None else (len(lines) - 1, None)
        return selected_text(lines, first, left, last, right), "\n"

    # Tables

    def start_table(self) -> bool:
        """Place the cursor on the first visible table. Returns False if there is none."""
        cursor = cursor_on_screen(self.page, *self._visible_lines)
        self.end_modes()
        if cursor is not None:
            self.focus()
            self._set_table(cursor)
        return cursor is not None

    @property
    def _visible_lines(self) -> tuple[int, int]:
        return self.scroll_offset.y, self.scrollable_content_region.height

    @property
    def table_cursor(self) -> TableCursor | None:
        """Cursor on a table, or None."""
        return self._table

    def show_sorted(self, page: Page) -> None:
        """Show the same page with a sorted table. Keeps the cursor and scroll position."""
        cursor, top, sideways = self._table, self.scroll_offset.y, dict(self.sideways)
        self.show(page, self.text_offset)
        self.sideways = sideways
        self.scroll_to_line(top)
        if cursor is not None and cursor.table < len(page.tables):
            self._set_table(cursor)

    def copy_table(self, table_format: TableFormat) -> bool:
        """Copy the table under the cursor, or the first visible one. Returns False if none."""
        cursor = self._table or cursor_on_screen(self.page, *self._visible_lines)
        if cursor is None:
            return False
        self.post_message(self.TableCopied(self.page.tables[cursor.table], table_format))
        return True

    def _press_at_table(self, cursor: TableCursor, key: str) -> bool:
        """Handle a key on a table. Returns False if the key is not handled."""
        match key:
            case "left" | "h" | "right" | "l":
                self._set_table(cursor.moved(self.page, -1 if key in ("left", "h") else 1))
            case "home" | "0" | "end" | "dollar_sign":
                columns = len(self.page.tables[cursor.table].columns)
                self._set_table(
                    cursor.moved(self.page, -columns if key in ("home", "0") else columns)
                )
            case "tab" | "shift+tab":
                self._set_table(cursor.on_next_table(self.page, 1 if key == "tab" else -1))
            case "s" | "enter":
                table = self.page.tables[cursor.table]
                self.post_message(self.TableSorted(table, cursor.column))
            case "y" | "Y":
                self.copy_table(TableFormat.TSV if key == "y" else TableFormat.CSV)
            case "escape" | "q" | "O":
                self.end_modes()
            case _:
                return False
        return True

    def _set_table(self, cursor: TableCursor) -> None:
        self._table = cursor
        table = self.page.tables[cursor.table]
        line = highlighted_lines(self.page.lines, table)[0]
        start, end = table.columns[cursor.column]
        top, height = self._visible_lines
        if table.end > top and table.line < top + height:
            line = max(line, min(top, table.end - 1))
        for cell in (end - 1, start):
            self._scroll_into_view(line, cell)
        self._set_mode(ReaderMode.TABLE)

    # Mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.mode is ReaderMode.READING:
            self._point_at(self._target_at(event))

    def on_leave(self) -> None:
        if self.mode is ReaderMode.READING:
            self._point_at_url("")

    def on_click(self, event: events.Click) -> None:
        target = self._target_at(event)
        if target is not None:
            self._follow(target)

    def _target_at(self, event: events.MouseEvent) -> LinkTarget | None:
        offset = event.get_content_offset(self)
        number = self.scroll_offset.y + offset.y if offset is not None else -1
        if offset is None or not 0 <= number < len(self.page.lines):
            return None
        line = self.page.lines[number]
        sideways = self.sideways.get(line.wide_block, 0) if line.wide_block is not None else 0
        return target_of(run_at(line, offset.x, sideways), number)

    # Rendering

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._style_set = None
        self._painter = None
        self._strips.clear()

    @property
    def style_set(self) -> StyleSet:
        """Styles of the current theme."""
        if self._style_set is None:
            self._style_set = style_set_of(self)
        return self._style_set

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self.page.lines):
            text, styles = self._empty_text if not self.page.lines else "", self.style_set
            return hint_line(text, number, width, styles.ground, styles["dim"])
        overlays = self._overlays(number)
        strip = None if overlays else self._strips.get(number)
        if strip is None or strip.cell_length != width:
            strip = self._paint(number, width, overlays)
            if not overlays:
                self._strips[number] = strip
        return self._with_hints(strip, number)

    def _overlays(self, number: int) -> list[StyledRange]:
        """Return temporary styles of a line: selection, jump target and caret."""
        overlays: list[StyledRange] = []
        selection = self.text_selection
        selected = selection.get_span(number) if selection is not None else None
        if selected is not None:
            start = max(selected[0], text_start(self.page.lines[number]))
            end = selected[1] if selected[1] >= 0 else _END_OF_LINE
            overlays.append(StyledRange(start, end, self.style_set["selected"]))
        if number == self._jump_line:
            overlays.append(StyledRange(0, _END_OF_LINE, self.style_set["hit"]))
        if self._table is not None:
            table = self.page.tables[self._table.table]
            header = highlighted_lines(self.page.lines, table)
            top = self.scroll_offset.y
            is_top = number == top and header[-1] < top < table.end
            if number in header or is_top:
                column = cell_range(self.page.lines[number], table.columns[self._table.column])
                overlays.append(StyledRange(*column, self.style_set["caret"]))
        if self._caret is not None and self._caret.position.line == number:
            start = self._caret.position.character
            end = caret.end_of_character(self.page.lines[number], start)
            overlays.append(StyledRange(start, end, self.style_set["caret"]))
        return overlays

    def _paint(self, number: int, width: int, overlays: Sequence[StyledRange]) -> Strip:
        if self._painter is None:
            self._painter = PagePainter(self.style_set)
        line = self.page.lines[number]
        matches = [
            StyledRange(start, end, self.style_set["hit-here" if is_current else "hit"])
            for start, end, is_current in self._matches.get(number, ())
        ]
        block = line.wide_block
        sideways = self.sideways.get(block, 0) if block is not None else 0
        wide_width = self.page.wide_block_widths[block] if block is not None else 0
        return self._painter.strip(
            line,
            number,
            [*matches, *overlays],
            sideways,
            width,
            is_code=block in self._code_blocks,
            wide_width=wide_width,
        )

    def _with_hints(self, strip: Strip, number: int) -> Strip:
        if self._hints is None:
            return strip
        for index, hint in enumerate(self._hints.hints):
            if hint.line == number:
                name = "caret" if index == self._hints.index else "letter"
                style = self.style_set.ground + self.style_set[name]
                strip = paint_hint(strip, hint, self._hints.typed, style)
        return strip
