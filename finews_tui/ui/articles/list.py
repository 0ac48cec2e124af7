"""Article list: any number of rows grouped by day or month, rendered by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Headline
from finews_tui.query.highlighting import TextMatcher
from finews_tui.ui.articles.headline_cache import HeadlineCache
from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.articles.row import period_strip, row_segments, snippet_segments, time_text
from finews_tui.ui.articles.selection import ArticleSelection
from finews_tui.ui.painting.page_painter import hint_line
from finews_tui.ui.painting.periods import day_of, period_label
from finews_tui.ui.widgets.row_view import NO_ROW, RowView

PAGE_SIZE = 100
"""Headlines per request: scrolling requests one page at a time."""


class ArticleList(RowView):
    """Article list with a cursor. Requests headlines as they become visible."""

    @dataclass
    class CursorMoved(Message):
        """Posted when the user moves the cursor to another article."""

        number: int

    @dataclass
    class Opened(Message):
        """Posted when an article is double-clicked."""

        number: int

    @dataclass
    class HeadlinesRequested(Message):
        """Posted when visible rows have no cached headlines."""

        numbers: list[int]

    @dataclass
    class SnippetsRequested(Message):
        """Posted when visible rows have no cached snippets."""

        numbers: list[int]

    @dataclass
    class SelectionChanged(Message):
        """Posted when the selection changes."""

    @dataclass
    class VisibleRangeChanged(Message):
        """Posted when other rows become visible.

        `newest` and `oldest` are the range of visible articles. `period` is the period at the top;
        empty if its heading is visible.
        """

        period: str
        newest: int
        oldest: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.listing = Listing()
        self.selection = ArticleSelection()
        self.today: date | None = None  # set to label days as today and yesterday
        self.shows_categories = True
        self.columns = frozenset(("mark", "date", "category"))
        self.empty_text = ""
        self.words = TextMatcher()
        self._source_labels: Mapping[str, str] = {}
        self._headlines = HeadlineCache()
        self._requested: set[int] = set()
        self._has_size = False

    # Rows of the listing

    @property
    def row_count(self) -> int:
        return len(self.listing)

    @property
    def line_count(self) -> int:
        return self.listing.height

    @property
    def row_height(self) -> int:
        return self.listing.row_height

    def line_of(self, row: int) -> int:
        return self.listing.line_of(row)

    def row_on(self, line: int) -> int | None:
        return self.listing.index_on(line)

    @property
    def number(self) -> int | None:
        """Number of the article under the cursor."""
        return self.listing.numbers[self.cursor] if self.cursor != NO_ROW else None

    def headline(self, number: int) -> Headline | None:
        """Return the cached headline of an article."""
        return self._headlines.get(number)

    # Content

    def show(self, listing: Listing, number: int | None, *, top: bool = False) -> None:
        """Show a listing with the cursor on article `number`, or on its insertion point.

        The cursor row stays on the same line of the screen, unless `top` is true.
        """
        distance = self.size.height // 3
        if self.cursor != NO_ROW:
            distance = self.line_of(self.cursor) - self.scroll_offset.y
        self.listing = listing
        self.cursor = listing.nearest(number) if number is not None and not top else 0
        if number is not None and (row := listing.find(number)) is not None:
            self.cursor = row
        self.rows_changed()
        if top and not self.cursor:
            self.scroll_to(y=0, animate=False, force=True)
        elif self.cursor != NO_ROW:
            self.scroll_to(y=self.line_of(self.cursor) - distance, animate=False, force=True)
        self.show_cursor()
        self._request_missing()
        self._post_visible_range()

    def go_to(self, number: int) -> bool:
        """Move the cursor to an article. Returns False if it is not listed."""
        row = self.listing.find(number)
        if row is not None:
            self.place_cursor(row)
        return row is not None

    def fill(self, numbers: Sequence[int], headlines: Sequence[Headline]) -> None:
        """Add requested headlines. Articles without one no longer exist."""
        self._headlines.fill(numbers, headlines)
        self._requested.difference_update(numbers)
        self.refresh()

    def fill_snippets(self, snippets: Mapping[int, str]) -> None:
        """Add requested snippets by article number."""
        self._headlines.snippets |= snippets
        self.refresh()

    def highlight_words(self, words: TextMatcher) -> None:
        """Set the words to highlight; drops the snippets of other words."""
        if words != self.words:
            self.words = words
            self._headlines.snippets = {}

    def name_sources(self, labels: Mapping[str, str]) -> None:
        """Set the labels of sources, by source name."""
        if labels != self._source_labels:
            self._source_labels = labels
            self.refresh()

    def update_state(
        self,
        numbers: Sequence[int],
        *,
        is_read: bool | None = None,
        is_bookmarked: bool | None = None,
    ) -> None:
        """Show a state change immediately, before the library has applied it."""
        for number in numbers:
            is_cached = self._headlines.change(number, is_read, is_bookmarked)
            if is_cached and (row := self.listing.find(number)) is not None:
                self.refresh_row(row)

    def reload_headlines(self) -> None:
        """Request all headlines again; visible ones stay until the new ones arrive."""
        self._requested.clear()
        visible = set(self._visible_pages())
        self._headlines.forget_others(visible)
        if visible:
            self.post_message(self.HeadlinesRequested(sorted(visible)))

    def _request_missing(self) -> None:
        missing = [
            number
            for number in self._visible_pages()
            if number not in self._headlines and number not in self._requested
        ]
        if missing:
            self._requested.update(missing)
            self.post_message(self.HeadlinesRequested(missing))
        if self.row_height > 1 and len(self.listing):
            first, last = self._visible_rows()
            numbers = self.listing.numbers[first : last + 1]
            if missing := [number for number in numbers if number not in self._headlines.snippets]:
                self.post_message(self.SnippetsRequested(missing))

    def _visible_pages(self) -> list[int]:
        """Return the article numbers of the visible pages."""
        if not len(self.listing):
            return []
        first, last = self._visible_rows()
        start = max(0, first // PAGE_SIZE * PAGE_SIZE)
        return list(self.listing.numbers[start : (last // PAGE_SIZE + 1) * PAGE_SIZE])

    def _visible_rows(self) -> tuple[int, int]:
        top = self.scroll_offset.y
        return self._row_near(top), self._row_near(top + max(1, self.size.height))

    def _row_near(self, line: int) -> int:
        line = min(line, self.line_count - 1)
        row = self.row_on(line)
        return row if row is not None else self.row_on(line + 1) or 0

    def _post_visible_range(self) -> None:
        listing, top = self.listing, self.scroll_offset.y
        period = ""
        if listing.starts and top > 0:
            index = listing.period_on(top)
            if listing.line_of_period(index) < top:
                period = self._period_label(index)
        newest = oldest = 0
        if len(listing):
            numbers = [listing.numbers[row] for row in self._visible_rows()]
            newest, oldest = max(numbers), min(numbers)
        self.post_message(self.VisibleRangeChanged(period, newest, oldest))

    def _period_label(self, period: int) -> str:
        listing = self.listing
        number = listing.numbers[listing.starts[period]]
        return period_label(day_of(number, listing.zone), listing.granularity, self.today)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._request_missing()
        self._post_visible_range()

    def on_resize(self) -> None:
        if not self._has_size and self.size.height:
            self._has_size = True
            y = self.line_of(self.cursor) - self.size.height // 3
            self.scroll_to(y=y, animate=False, force=True)
        super().on_resize()
        self._request_missing()
        self._post_visible_range()

    # Selection

    @property
    def selected(self) -> list[int]:
        """Numbers of the selected articles, in list order."""
        return self.selection.numbers(self.listing, self.cursor)

    def toggle_selected(self, count: int) -> None:
        """Select or deselect `count` rows from the cursor on, and move past them."""
        if self.cursor == NO_ROW:
            return
        for row in range(self.cursor, min(self.cursor + count, self.row_count)):
            self.selection.toggle(self.listing.numbers[row])
        self._selection_changed()
        self.move(self.cursor + count)

    def toggle_range(self) -> None:
        """Start a range at the cursor, or end it there."""
        if self.number is None:
            return
        if self.selection.has_range:
            self.selection.end_range(self.listing, self.cursor)
        else:
            self.selection.begin_range(self.number)
        self._selection_changed()

    def select_above(self) -> None:
        """Select everything from the top to the cursor."""
        self.selection.add(self.listing.numbers[: self.cursor + 1])
        self._selection_changed()

    def clear_selection(self) -> bool:
        """Deselect all. Returns False if nothing was selected."""
        had_selection = self.selection.clear()
        if had_selection:
            self._selection_changed()
        return had_selection

    def _selection_changed(self) -> None:
        self.refresh()
        self.post_message(self.SelectionChanged())

    def cursor_moved(self) -> None:
        if self.selection.has_range:
            self._selection_changed()
        if self.number is not None:
            self.post_message(self.CursorMoved(self.number))

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        self.focus()
        if again and self.number is not None:
            self.post_message(self.Opened(self.number))

    # Rendering

    def row_style(self, row: int | None) -> Style:
        style = super().row_style(row)
        if row is not None and row != self.cursor and self._is_selected(row):
            style += self.style_set["cursor-away"]
        return style

    def bar(self, row: int | None, style: Style) -> Segment:
        if row is not None and self._is_selected(row):
            return Segment("✓", style + self.style_set["key"])
        return super().bar(row, style)

    def _is_selected(self, row: int) -> bool:
        return self.selection.holds(self.listing, row, self.cursor)

    def paint(self, line: int, width: int) -> Strip:
        listing, row, styles = self.listing, self.row_on(line), self.style_set
        if row is None:
            label = self._period_label(listing.period_on(line))
            return period_strip(label, width, styles.ground, styles)
        number = listing.numbers[row]
        style = self.row_style(row)
        headline = self._headlines.get(number)
        if headline is not None:
            segments = self._row(headline, line - self.line_of(row), style, width - 1)
        else:
            text = tr("(no longer available)") if number in self._headlines else "…"
            segments = [Segment(f"   {text}", style + styles["dim"])]
        return Strip([self.bar(row, style), *segments]).adjust_cell_length(width, style)

    def _row(self, headline: Headline, line: int, style: Style, width: int) -> list[Segment]:
        words, styles, columns = self.words, self.style_set, self.columns
        has_date = "date" in columns
        when = time_text(headline, self.listing.granularity, self.listing.zone) if has_date else ""
        if line:
            snippet = self._headlines.snippets.get(headline.number, "")
            return snippet_segments(snippet, when, words, width, style, styles)
        source = self._source_labels.get(headline.source, headline.source)
        labels = [source] if "source" in columns else []
        if "category" in columns and self.shows_categories:
            labels.append(headline.category or source)
        has_mark = "mark" in columns
        return row_segments(headline, when, labels, words, width, style, styles, has_mark=has_mark)

    def paint_empty(self, line: int, width: int) -> Strip:
        text, styles = self.empty_text if not len(self.listing) else "", self.style_set
        return hint_line(text, line, width, styles.ground, styles["dim"])
