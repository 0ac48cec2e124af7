"""The list of articles: any number of rows, parted into days or months, painted by line."""

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
from finews_tui.ui.articles.headline_cache import KeptHeadlines
from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.articles.listing_rows import ListingRows
from finews_tui.ui.articles.row import period_strip, row_segments, snippet_segments, time_text
from finews_tui.ui.painting.page_painter import hint_line
from finews_tui.ui.painting.periods import day_of, period_label
from finews_tui.ui.widgets.row_view import NO_ROW

PAGE = 100


class ArticleList(ListingRows):
    """A cursor over a listing; headlines are asked for by page as they come into sight."""

    @dataclass
    class CursorMoved(Message):
        """The cursor went to another article."""

        number: int

    @dataclass
    class Opened(Message):
        """An article was gone into."""

        number: int

    @dataclass
    class Left(Message):
        """The user goes back to the tree."""

    @dataclass
    class HeadlinesMissed(Message):
        """Rows came into sight whose headlines are not here."""

        numbers: list[int]

    @dataclass
    class SnippetsMissed(Message):
        """Rows came into sight whose sentences that matched are not here."""

        numbers: list[int]

    @dataclass
    class PeriodChanged(Message):
        """Others came into sight: the newest and the oldest of them, and the period at the top.

        The label is empty where the period's own line is seen.
        """

        label: str
        newest: int
        oldest: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.today: date | None = None  # set where days are to be told as today and yesterday
        self.has_labels = True
        self.columns = frozenset(("mark", "date", "category"))
        self._source_labels: Mapping[str, str] = {}
        self.empty_text = ""
        self.words = TextMatcher()
        self._headlines = KeptHeadlines()
        self._asked: set[int] = set()
        self._is_sized = False

    # What is shown

    def headline(self, number: int) -> Headline | None:
        """What is known here of an article."""
        return self._headlines.get(number)

    def show(self, listing: Listing, number: int | None, *, top: bool = False) -> None:
        """Show a listing with the cursor on `number`, or where that would stand.

        The article under the cursor keeps its line on the screen, unless `top` is asked for.
        """
        distance = self.size.height // 3
        if self.cursor != NO_ROW:
            distance = self.line_of(self.cursor) - self.scroll_offset.y
        self.listing = listing
        self.cursor = listing.nearest(number) if number is not None and not top else 0
        if number is not None and (found := listing.find(number)) is not None:
            self.cursor = found
        self.rows_changed()
        if top and not self.cursor:
            self.scroll_to(y=0, animate=False, force=True)
        elif self.cursor != NO_ROW:
            self.scroll_to(y=self.line_of(self.cursor) - distance, animate=False, force=True)
        self.show_cursor()
        self.ask()
        self._tell_period()

    def _tell_period(self) -> None:
        listing, top = self.listing, self.scroll_offset.y
        label = ""
        if listing.starts and top > 0:
            period = listing.period_on(top)
            if listing.line_of_period(period) < top:
                label = self._period_label(period)
        newest = oldest = 0
        if len(listing):
            seen = [listing.numbers[row] for row in self._rows_in_sight()]
            newest, oldest = max(seen), min(seen)
        self.post_message(self.PeriodChanged(label, newest, oldest))

    def _period_label(self, period: int) -> str:
        listing = self.listing
        number = listing.numbers[listing.starts[period]]
        return period_label(day_of(number, listing.zone), listing.grain, self.today)

    def go_to(self, number: int) -> bool:
        """Put the cursor on an article; False if it is not listed."""
        row = self.listing.find(number)
        if row is not None:
            self.place_cursor(row)
        return row is not None

    def fill(self, numbers: Sequence[int], headlines: Sequence[Headline]) -> None:
        """Take headlines that were asked for; numbers without one are gone."""
        self._headlines.fill(numbers, headlines)
        self._asked.difference_update(numbers)
        self.refresh()

    def change(
        self,
        numbers: Sequence[int],
        *,
        is_read: bool | None = None,
        is_bookmarked: bool | None = None,
    ) -> None:
        """Show a change of state at once, before the library has told it."""
        for number in numbers:
            is_known = self._headlines.change(number, is_read, is_bookmarked)
            if is_known and (row := self.listing.find(number)) is not None:
                self.refresh_row(row)

    def forget(self) -> None:
        """Ask again for every headline; those in sight stay until the new ones are here."""
        self._asked.clear()
        seen = set(self._in_sight())
        self._headlines.forget_others(seen)
        if seen:
            self.post_message(self.HeadlinesMissed(sorted(seen)))

    # Asking for headlines

    def ask(self) -> None:
        """Ask for the pages in sight that are not here yet."""
        missing = [
            number
            for number in self._in_sight()
            if number not in self._headlines and number not in self._asked
        ]
        if missing:
            self._asked.update(missing)
            self.post_message(self.HeadlinesMissed(missing))
        self._ask_snippets()

    # Sentences that matched

    def look_for(self, words: TextMatcher) -> None:
        """Mark these words from now on; the sentences of others are forgotten."""
        if words != self.words:
            self.words = words
            self._headlines.snippets = {}

    def fill_snippets(self, snippets: Mapping[int, str]) -> None:
        """Take sentences that were asked for; without one a row has none."""
        self._headlines.snippets |= snippets
        self.refresh()

    def _ask_snippets(self) -> None:
        if self.row_height > 1 and len(self.listing):
            first, last = self._rows_in_sight()
            numbers = self.listing.numbers[first : last + 1]
            if missing := [number for number in numbers if number not in self._headlines.snippets]:
                self.post_message(self.SnippetsMissed(missing))

    def _in_sight(self) -> list[int]:
        """The numbers of the pages that are seen: whole pages, so that one question does."""
        if not len(self.listing):
            return []
        first, last = self._rows_in_sight()
        start = max(0, first // PAGE * PAGE)
        return list(self.listing.numbers[start : (last // PAGE + 1) * PAGE])

    def _rows_in_sight(self) -> tuple[int, int]:
        top = self.scroll_offset.y
        return self._index_near(top), self._index_near(top + max(1, self.size.height))

    def _index_near(self, line: int) -> int:
        line = min(line, self.line_count - 1)
        index = self.row_on(line)
        return index if index is not None else self.row_on(line + 1) or 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.ask()
        self._tell_period()

    def on_resize(self) -> None:
        if not self._is_sized and self.size.height:
            self._is_sized = True
            middle = self.line_of(self.cursor) - self.size.height // 3
            self.scroll_to(y=middle, animate=False, force=True)
        super().on_resize()
        self.ask()
        self._tell_period()

    # Painting

    def name_sources(self, labels: Mapping[str, str]) -> None:
        """Show sources by what people call them; `labels` holds that by their names."""
        if labels != self._source_labels:
            self._source_labels = labels
            self.refresh()

    def paint(self, line: int, width: int) -> Strip:
        listing, row = self.listing, self.row_on(line)
        if row is None:
            label = self._period_label(listing.period_on(line))
            return period_strip(label, width, self.looks.ground, self.looks)
        number = listing.numbers[row]
        style = self.row_style(row)
        headline = self._headlines.get(number)
        if headline is not None:
            segments = self._row(headline, line - self.line_of(row), style, width - 1)
        else:
            text = tr("(no longer there)") if number in self._headlines else "…"
            segments = [Segment(f"   {text}", style + self.looks["dim"])]
        return Strip([self.bar(row, style), *segments]).adjust_cell_length(width, style)

    def _row(self, headline: Headline, part: int, style: Style, width: int) -> list[Segment]:
        words, looks, columns = self.words, self.looks, self.columns
        has_date = "date" in columns
        when = time_text(headline, self.listing.grain, self.listing.zone) if has_date else ""
        if part:
            snippet = self._headlines.snippets.get(headline.number, "")
            return snippet_segments(snippet, when, words, width, style, looks)
        source = self._source_labels.get(headline.source, headline.source)
        labels = [source] if "source" in columns else []
        if "category" in columns and self.has_labels:
            labels.append(headline.category or source)
        has_mark = "mark" in columns
        return row_segments(headline, when, labels, words, width, style, looks, has_mark=has_mark)

    def paint_empty(self, line: int, width: int) -> Strip:
        text = self.empty_text if not len(self.listing) else ""
        return hint_line(text, line, width, self.looks.ground, self.looks["dim"])

    # Keys and mouse

    def cursor_moved(self) -> None:
        super().cursor_moved()
        if self.number is not None:
            self.post_message(self.CursorMoved(self.number))

    def row_clicked(self, row: int, x: int, *, again: bool) -> None:
        self.focus()
        if again:
            self.action_into()

    def action_into(self) -> None:
        if self.number is not None:
            self.post_message(self.Opened(self.number))

    def action_out(self) -> None:
        if not self.unpick():
            self.post_message(self.Left())
