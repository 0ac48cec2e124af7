"""The listing on the screen: what it was asked with, its numbers in order, and its days."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from finews_tui.query.ast import ArticleState, HasState, Sort
from finews_tui.query.query import EMPTY, Query, intersect
from finews_tui.ui.painting.periods import Grain, Span, moment_at, number_at, period_starts

UNREAD = Query(HasState(ArticleState.UNREAD))
_ARTICLES_A_DAY = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a place in the tree, what was typed, and the two switches."""

    place: Query = EMPTY
    typed: Query = EMPTY
    is_unread_only: bool = False
    is_oldest_first: bool = False

    @property
    def query(self) -> Query:
        """All of it as one query; an order that was typed goes before the switch."""
        joined = intersect(self.place, self.typed)
        if self.is_unread_only:
            joined = intersect(joined, UNREAD)
        if self.is_oldest_first and joined.explicit_sort is None:
            joined = replace(joined, explicit_sort=Sort.OLDEST)
        return joined


def _no_numbers() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Listing:
    """The numbers of a listing in order. `starts` holds the index of each period's first row.

    Every article takes `row_height` lines.
    """

    numbers: array[int] = field(default_factory=_no_numbers)
    sort: Sort = Sort.NEWEST
    zone: tzinfo = UTC
    grain: Grain = Grain.NONE
    starts: array[int] = field(default_factory=_no_numbers)
    row_height: int = 1

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def height(self) -> int:
        """Lines, those above periods included."""
        return len(self.numbers) * self.row_height + len(self.starts)

    def line_of(self, index: int) -> int:
        """The first line of the article at `index`."""
        return index * self.row_height + bisect_right(self.starts, index)

    def index_on(self, line: int) -> int | None:
        """The index of the article on a line; None above a period and below the end."""
        height = self.row_height
        if not self.starts:
            return line // height if 0 <= line < self.height else None
        period = self.period_on(line)
        if self.line_of_period(period) == line:
            return None
        index = (line - period - 1) // height
        return index if 0 <= index < len(self.numbers) else None

    def period_on(self, line: int) -> int:
        """Which of the periods a line lies in, counted from the top."""
        periods = range(len(self.starts))
        return max(0, bisect_right(periods, line, key=self.line_of_period) - 1)

    def line_of_period(self, period: int) -> int:
        """The line above a period's first article."""
        return self.starts[period] * self.row_height + period

    def first_in(self, span: Span) -> int:
        """The index of the first article within a time, or of what stands in its place."""
        start, end = span
        if self.sort is Sort.OLDEST:
            return self.nearest(number_at(start)) if start is not None else 0
        return self.nearest(number_at(end) - 1) if end is not None else 0

    def has_any_in(self, span: Span) -> bool:
        """Whether there is an article of that time in a listing in the order of time."""
        index, (start, end) = self.first_in(span), span
        if index >= len(self):
            return False
        number = self.numbers[index]
        is_late_enough = start is None or number_at(start) <= number
        return is_late_enough and (end is None or number < number_at(end))

    @property
    def newest(self) -> datetime | None:
        """When the newest article of a listing in the order of time was published."""
        if not self.numbers or self.sort is Sort.RELEVANCE:
            return None
        number = self.numbers[-1 if self.sort is Sort.OLDEST else 0]
        return moment_at(number, self.zone)

    def step_period(self, index: int, step: int) -> int | None:
        """The first row of the period before or after that of `index`, by time; None at the end."""
        if not self.starts:
            return None
        period = bisect_right(self.starts, index) - 1
        period += -step if self.sort is Sort.NEWEST else step
        return self.starts[period] if 0 <= period < len(self.starts) else None

    def find(self, number: int) -> int | None:
        """The index of an article; None if it is not listed."""
        if self.sort is Sort.RELEVANCE:
            return self.numbers.index(number) if number in self.numbers else None
        index = self.nearest(number)
        return index if index < len(self) and self.numbers[index] == number else None

    def nearest(self, number: int) -> int:
        """The index of an article, or of the one that follows its place in time."""
        if self.sort is Sort.NEWEST:
            return bisect_left(self.numbers, -number, key=int.__neg__)
        if self.sort is Sort.OLDEST:
            return bisect_left(self.numbers, number)
        return 0


def build_listing(
    numbers: array[int], sort: Sort, zone: tzinfo, grain: Grain | None = None
) -> Listing:
    """A listing with its periods.

    Unless `grain` says so, they are days, or months where most days have but one article. Best
    hits first have none.
    """
    if sort is Sort.RELEVANCE:
        return Listing(numbers, sort, zone)
    is_ascending = sort is Sort.OLDEST
    if grain not in (Grain.DAY, Grain.MONTH):
        starts = period_starts(numbers, zone, Grain.DAY, is_ascending=is_ascending)
        if len(numbers) >= _ARTICLES_A_DAY * len(starts):
            return Listing(numbers, sort, zone, Grain.DAY, starts)
        grain = Grain.MONTH
    starts = period_starts(numbers, zone, grain, is_ascending=is_ascending)
    return Listing(numbers, sort, zone, grain, starts)


def with_number(numbers: array[int], number: int, sort: Sort) -> array[int]:
    """`numbers` with one that must not vanish under its reader, in its place in time."""
    listing = Listing(numbers, sort)
    if sort is Sort.RELEVANCE or listing.find(number) is not None:
        return numbers
    kept = numbers[:]
    kept.insert(listing.nearest(number), number)
    return kept


def after(numbers: Sequence[int], present: Listing, index: int, step: int) -> int | None:
    """Of `numbers`, in the order of `present`, the next one beyond `index`; None at the end."""
    if present.sort is Sort.RELEVANCE:
        wanted = set(numbers)
        rest = present.numbers[index + 1 :] if step > 0 else present.numbers[:index][::-1]
        return next((number for number in rest if number in wanted), None)
    listing = Listing(array("q", numbers), present.sort)
    here = present.numbers[index]
    place = listing.nearest(here)
    if step > 0:
        place += place < len(listing) and listing.numbers[place] == here
    else:
        place -= 1
    return listing.numbers[place] if 0 <= place < len(listing) else None
