"""Ordered article numbers of a list, divided into days or months."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from finews_tui.query.ast import Sort
from finews_tui.ui.painting.periods import (
    Granularity,
    TimeRange,
    moment_at,
    number_at,
    period_starts,
)

_ARTICLES_A_DAY = 2


def _no_numbers() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Listing:
    """Ordered article numbers, divided into periods.

    `starts` are the indexes of the first article of each period. An article takes `row_height`
    lines, a period heading one.
    """

    numbers: array[int] = field(default_factory=_no_numbers)
    sort: Sort = Sort.NEWEST
    zone: tzinfo = UTC
    granularity: Granularity = Granularity.NONE
    starts: array[int] = field(default_factory=_no_numbers)
    row_height: int = 1

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def height(self) -> int:
        """Number of lines, including period headings."""
        return len(self.numbers) * self.row_height + len(self.starts)

    def line_of(self, index: int) -> int:
        """Return the first line of the article at `index`."""
        return index * self.row_height + bisect_right(self.starts, index)

    def index_on(self, line: int) -> int | None:
        """Return the index of the article on a line; None for headings and past the end."""
        height = self.row_height
        if not self.starts:
            return line // height if 0 <= line < self.height else None
        period = self.period_on(line)
        if self.line_of_period(period) == line:
            return None
        index = (line - period - 1) // height
        return index if 0 <= index < len(self.numbers) else None

    def period_on(self, line: int) -> int:
        """Return the index of the period that contains a line."""
        periods = range(len(self.starts))
        return max(0, bisect_right(periods, line, key=self.line_of_period) - 1)

    def line_of_period(self, period: int) -> int:
        """Return the line of a period heading."""
        return self.starts[period] * self.row_height + period

    def first_in(self, span: TimeRange) -> int:
        """Return the index of the first article in a time range, or its insertion point."""
        start, end = span
        if self.sort is Sort.OLDEST:
            return self.nearest(number_at(start)) if start is not None else 0
        return self.nearest(number_at(end) - 1) if end is not None else 0

    def has_any_in(self, span: TimeRange) -> bool:
        """Return whether any article is in a time range. Requires sorting by time."""
        index, (start, end) = self.first_in(span), span
        if index >= len(self):
            return False
        number = self.numbers[index]
        is_late_enough = start is None or number_at(start) <= number
        return is_late_enough and (end is None or number < number_at(end))

    @property
    def newest(self) -> datetime | None:
        """Publication time of the newest article; None if sorted by relevance."""
        if not self.numbers or self.sort is Sort.RELEVANCE:
            return None
        number = self.numbers[-1 if self.sort is Sort.OLDEST else 0]
        return moment_at(number, self.zone)

    def step_period(self, index: int, step: int) -> int | None:
        """Return the first row of the next (1) or previous (-1) period in time, or None."""
        if not self.starts:
            return None
        period = bisect_right(self.starts, index) - 1
        period += -step if self.sort is Sort.NEWEST else step
        return self.starts[period] if 0 <= period < len(self.starts) else None

    def find(self, number: int) -> int | None:
        """Return the index of an article, or None if it is not listed."""
        if self.sort is Sort.RELEVANCE:
            return self.numbers.index(number) if number in self.numbers else None
        index = self.nearest(number)
        return index if index < len(self) and self.numbers[index] == number else None

    def nearest(self, number: int) -> int:
        """Return the index of an article, or its insertion point."""
        if self.sort is Sort.NEWEST:
            return bisect_left(self.numbers, -number, key=int.__neg__)
        if self.sort is Sort.OLDEST:
            return bisect_left(self.numbers, number)
        return 0


def build_listing(
    numbers: array[int], sort: Sort, zone: tzinfo, granularity: Granularity | None = None
) -> Listing:
    """Return a listing divided into periods.

    Periods are days, or months if most days have only one article, unless `granularity` is given.
    A listing sorted by relevance has none.
    """
    if sort is Sort.RELEVANCE:
        return Listing(numbers, sort, zone)
    is_ascending = sort is Sort.OLDEST
    if granularity not in (Granularity.DAY, Granularity.MONTH):
        starts = period_starts(numbers, zone, Granularity.DAY, is_ascending=is_ascending)
        if len(numbers) >= _ARTICLES_A_DAY * len(starts):
            return Listing(numbers, sort, zone, Granularity.DAY, starts)
        granularity = Granularity.MONTH
    starts = period_starts(numbers, zone, granularity, is_ascending=is_ascending)
    return Listing(numbers, sort, zone, granularity, starts)


def with_number(numbers: array[int], number: int, sort: Sort) -> array[int]:
    """Return `numbers` with `number` inserted, so that an open article stays listed."""
    listing = Listing(numbers, sort)
    if sort is Sort.RELEVANCE or listing.find(number) is not None:
        return numbers
    extended = numbers[:]
    extended.insert(listing.nearest(number), number)
    return extended


def next_listed(numbers: Sequence[int], listing: Listing, index: int, step: int) -> int | None:
    """Return the next of `numbers` in `listing`, or the previous if `step` is -1.

    Starts from the article at `index`. Returns None at the end of the listing.
    """
    if listing.sort is Sort.RELEVANCE:
        candidate_numbers = set(numbers)
        rest = listing.numbers[index + 1 :] if step > 0 else listing.numbers[:index][::-1]
        return next((number for number in rest if number in candidate_numbers), None)
    candidates = Listing(array("q", numbers), listing.sort)
    current = listing.numbers[index]
    position = candidates.nearest(current)
    if step > 0:
        position += position < len(candidates) and candidates.numbers[position] == current
    else:
        position -= 1
    return candidates.numbers[position] if 0 <= position < len(candidates) else None
