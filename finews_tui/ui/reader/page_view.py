"""A page: an article's lines painted one by one, scrolled, with what was found marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from finews_tui.layout.page import Page
from finews_tui.ui.painting.page_painter import Painter, Span, code_blocks, hint_line
from finews_tui.ui.painting.styles import Looks, looks_of
from finews_tui.ui.reader.find import Hit, text_start
from finews_tui.ui.widgets.scrollbar import Rail

_NO_PAGE = Page((), 0, (), (), (), ())


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """One page, with its place kept as a count of characters that no width changes."""

    @dataclass
    class Scrolled(Message):
        """The page moved; `percent` of it lies above the lower edge."""

        percent: int
        is_at_top: bool

    @dataclass
    class Resized(Message):
        """There is another width to lay out for, or the page came into sight."""

        width: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.page = _NO_PAGE
        self.empty_text = ""
        self._hits: dict[int, list[tuple[int, int, bool]]] = {}
        self.sideways: dict[int, int] = {}  # how far each wide block is scrolled
        self._code_blocks: frozenset[int] = frozenset()
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._looks: Looks | None = None
        self._painter: Painter | None = None
        self._anchor = (0, 0)
        self._width_seen = 0

    def on_mount(self) -> None:
        self.vertical_scrollbar.renderer = Rail  # type: ignore[misc]

    # What is shown

    def show(self, page: Page, offset: int) -> None:
        """Show a page from the line that holds the character `offset` of its text."""
        self.page = page
        self._code_blocks = code_blocks(page.lines)
        self._hits.clear()
        self.sideways.clear()
        self._strips.clear()
        self.virtual_size = Size(0, len(page.lines))
        line = self.line_at(offset)
        self.scroll_to(y=line, animate=False, force=True)
        self._anchor = (self.scroll_offset.y, offset)
        self.refresh()
        self._tell_place()

    def clear(self, text: str = "") -> None:
        """Show no page, but what to do next."""
        self.empty_text = text
        self.show(_NO_PAGE, 0)

    @property
    def text_width(self) -> int:
        """Cells that a page may take; where it is out of sight, those that it last could take."""
        return self.scrollable_content_region.width or self._width_seen

    @property
    def offset_here(self) -> int:
        """The characters of the text before the first line in sight.

        What the page was shown from stays so until one scrolls: widths that follow each other
        quickly must not let the place drift.
        """
        lines = self.page.lines
        top = self.scroll_offset.y
        if top == self._anchor[0]:
            return self._anchor[1]
        return lines[top].offset if top and top < len(lines) else 0

    @property
    def percent(self) -> int:
        """How much of the page has been seen."""
        if not self.page.lines:
            return 0
        seen = self.scroll_offset.y + self.scrollable_content_region.height
        return min(100, round(100 * seen / len(self.page.lines)))

    def show_hits(self, hits: Sequence[Hit], here: int | None) -> None:
        """Mark hits, and bring the one at index `here` into sight."""
        self._hits.clear()
        for index, hit in enumerate(hits):
            for patch in hit:
                mark = (patch.start, patch.end, index == here)
                self._hits.setdefault(patch.line, []).append(mark)
        self._strips.clear()
        if here is not None and here < len(hits):
            line = hits[here][0].line
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            if not top <= line < top + height:
                self.scroll_to(y=line - height // 3, animate=False, force=True)
        self.refresh()

    def go_to_hit(self, hits: Sequence[Hit], here: int) -> None:
        """Show the page at a hit; the place that is kept of it stays what it was."""
        place = self.offset_here
        self.show_hits(hits, here)
        self._anchor = (self.scroll_offset.y, place)

    @property
    def is_as_shown(self) -> bool:
        """Whether nobody scrolled since the page was shown."""
        return self.scroll_offset.y == self._anchor[0]

    def first_hit_in_sight(self, hits: Sequence[Hit]) -> int:
        """The index of the first hit that is not above what is seen; 0 where all are."""
        top = self.scroll_offset.y
        return next((i for i, hit in enumerate(hits) if hit[0].line >= top), 0)

    def line_at(self, offset: int) -> int:
        """The line that holds a character of the text."""
        if offset <= 0:
            return 0
        return max(0, bisect_right(self.page.lines, offset, key=lambda line: line.offset) - 1)

    # Moving

    def page_on(self) -> bool:
        """A page down with one line of overlap; False at the end of the article."""
        if self.is_at_end:
            return False
        self.scroll_to(y=self.scroll_offset.y + self._page_height, animate=False, force=True)
        return True

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y

    @property
    def _page_height(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def scroll_to_line(self, line: int) -> None:
        """Show the page from a line on."""
        self.scroll_to(y=line, animate=False, force=True)

    def bring_into_sight(self, line: int, cell: int) -> None:
        """Scroll, down and sideways, no further than to see a cell of a line."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if line < top:
            self._scroll_by(line - top)
        elif line >= top + height:
            self._scroll_by(line - top - height + 1)
        wide, fixed = self.page.lines[line].wide_block, self.page.lines[line].fixed_cells
        if wide is None or cell < fixed:
            return
        for step in (8, -8):
            place, before = self.sideways.get(wide, 0), -1
            while place != before and (
                cell - place >= self.text_width - 1 if step > 0 else cell - place < fixed
            ):
                before, place = place, self.page.next_scroll(wide, place, step, self.text_width)
            self.sideways[wide] = place
        self._strips.clear()

    def action_down(self, count: int = 1) -> None:
        self._scroll_by(count)

    def action_up(self, count: int = 1) -> None:
        self._scroll_by(-count)

    def action_half_down(self, count: int = 1) -> None:
        self._scroll_by(max(1, self._page_height // 2) * count)

    def action_half_up(self, count: int = 1) -> None:
        self._scroll_by(-max(1, self._page_height // 2) * count)

    def action_page_down(self, count: int = 1) -> None:
        self._scroll_by(self._page_height * count)

    def action_page_up(self, count: int = 1) -> None:
        self._scroll_by(-self._page_height * count)

    def action_top(self, place: int = 0) -> None:
        """To the first line, or to the one of that place, counted from 1."""
        self.scroll_to(y=max(0, place - 1), animate=False, force=True)

    def action_bottom(self, place: int = 0) -> None:
        """To the last line, or to the one of that place, counted from 1."""
        y = place - 1 if place else self.max_scroll_y
        self.scroll_to(y=y, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._tell_place()

    def on_resize(self) -> None:
        self._width_seen = self.text_width
        self.post_message(self.Resized(self.text_width))
        self._tell_place()

    def on_focus(self) -> None:
        """The terminal's own cursor goes along: speech and braille read from the line it is on."""
        self.app.cursor_position = self.region.offset

    def on_show(self) -> None:
        self.post_message(self.Resized(self.text_width))

    def action_sideways(self, cells: int) -> None:
        """Scroll the wide blocks in sight."""
        top = self.scroll_offset.y
        seen = self.page.lines[top : top + self.scrollable_content_region.height]
        for wide in {line.wide_block for line in seen if line.wide_block is not None}:
            place = self.sideways.get(wide, 0)
            self.sideways[wide] = self.page.next_scroll(wide, place, cells, self.text_width)
        self._strips.clear()
        self.refresh()

    def _tell_place(self) -> None:
        self.post_message(self.Scrolled(self.percent, self.scroll_offset.y == 0))

    # Painting

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = None
        self._painter = None
        self._strips.clear()

    @property
    def looks(self) -> Looks:
        """How things look in the theme in force."""
        if self._looks is None:
            self._looks = looks_of(self)
        return self._looks

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self.page.lines):
            return self._empty_line(number, width)
        over = self.spans_over(number)
        strip = None if over else self._strips.get(number)
        if strip is None or strip.cell_length != width:
            strip = self._paint(number, width, over)
            if not over:
                self._strips[number] = strip
        return strip

    def spans_over(self, number: int) -> list[Span]:
        """What is painted over a line for a moment only: the selection."""
        selection = self.text_selection
        selected = selection.get_span(number) if selection is not None else None
        if selected is None:
            return []
        start = max(selected[0], text_start(self.page.lines[number]))
        end = selected[1] if selected[1] >= 0 else 1 << 20
        return [Span(start, end, self.looks["selected"])]

    def _paint(self, number: int, width: int, over: Sequence[Span]) -> Strip:
        if self._painter is None:
            self._painter = Painter(self.looks)
        line = self.page.lines[number]
        spans = [
            Span(start, end, self.looks["hit-here" if is_here else "hit"])
            for start, end, is_here in self._hits.get(number, ())
        ]
        sideways = self.sideways.get(line.wide_block, 0) if line.wide_block is not None else 0
        is_code = line.wide_block in self._code_blocks
        wide_width = (
            self.page.wide_block_widths[line.wide_block] if line.wide_block is not None else 0
        )
        return self._painter.strip(
            line, number, [*spans, *over], sideways, width, is_code=is_code, wide_width=wide_width
        )

    def _empty_line(self, number: int, width: int) -> Strip:
        text = self.empty_text if not self.page.lines else ""
        return hint_line(text, number, width, self.looks.ground, self.looks["dim"])
