"""Histogram of a listing over time, counted by binary search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from itertools import pairwise

from finews_tui.query.ast import Sort
from finews_tui.ui.articles.listing import Listing
from finews_tui.ui.painting.periods import day_of, number_at

_BARS = "▁▂▃▄▅▆▇█"
_MIN_BARS = 3


class BarPeriod(IntEnum):
    """Period of a bar. From MONTH on, the value is the number of months."""

    DAY = -1
    WEEK = 0
    MONTH = 1
    QUARTER = 3
    YEAR = 12
    DECADE = 120
    CENTURY = 1200


@dataclass(frozen=True, slots=True)
class Histogram:
    """Article counts, oldest period first.

    `edges` are the first article numbers of the periods, followed by the end of the last one.
    """

    counts: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()
    first: str = ""
    last: str = ""

    def bars(self) -> str:
        """Return one character per period, a space for empty ones."""
        most = max(self.counts, default=0)
        steps = len(_BARS)
        return "".join(
            _BARS[-(-count * steps // most) - 1] if count else " " for count in self.counts
        )

    def bar_of(self, number: int) -> int:
        """Return the index of the bar of an article, or the closest one if out of range."""
        return max(0, min(bisect_right(self.edges, number) - 1, len(self.counts) - 1))


def histogram(listing: Listing, width: int) -> Histogram:
    """Return the finest histogram that fits in `width` cells; empty if none does.

    Undated articles are skipped. The histogram of a listing sorted by relevance is empty.
    """
    span = days_spanned(listing)
    if span is None or width < _MIN_BARS:
        return Histogram()
    first, last = span
    for period in BarPeriod:
        starts = _starts(first, last, period, width)
        if len(starts) - 1 <= width:
            break
    if len(starts) - 1 < _MIN_BARS:
        return Histogram()
    edges = tuple(_number(day, listing.zone) for day in starts)
    rows = [_row_of(listing, edge) for edge in edges]
    counts = tuple(abs(end - start) for start, end in pairwise(rows))
    return Histogram(counts, edges, _label(first, period), _label(last, period))


def days_spanned(listing: Listing) -> tuple[date, date] | None:
    """Return the days of the oldest and the newest dated article, or None."""
    numbers = listing.numbers
    if listing.sort is Sort.RELEVANCE or not numbers:
        return None
    is_descending = listing.sort is Sort.NEWEST
    dated = _row_of(listing, 0)
    if dated == (0 if is_descending else len(numbers)):
        return None
    oldest = numbers[dated - 1] if is_descending else numbers[dated]
    newest = numbers[0] if is_descending else numbers[-1]
    first, last = day_of(oldest, listing.zone), day_of(newest, listing.zone)
    return (first, last) if first is not None and last is not None else None


def _row_of(listing: Listing, number: int) -> int:
    """Return the row that separates articles before `number` from later ones."""
    if listing.sort is Sort.NEWEST:
        return bisect_right(listing.numbers, -number, key=int.__neg__)
    return bisect_left(listing.numbers, number)


def _starts(first: date, last: date, period: BarPeriod, limit: int) -> Sequence[date]:
    """Return the first day of each period in a range and of the next period.

    Returns at most `limit` + 2 days.
    """
    days: list[date] = []
    if period <= BarPeriod.WEEK:
        step = timedelta(days=7 if period is BarPeriod.WEEK else 1)
        day = first - timedelta(days=first.weekday()) if period is BarPeriod.WEEK else first
        while day <= last and len(days) <= limit:
            days.append(day)
            day += step
        return [*days, day]
    month = (first.year * 12 + first.month - 1) // period * period
    end = last.year * 12 + last.month - 1
    while month <= end and len(days) <= limit:
        days.append(_month(month))
        month += period
    return [*days, _month(month)]


def _month(months: int) -> date:
    year = max(date.min.year, min(months // 12, date.max.year))
    return date(year, months % 12 + 1, 1)


def _number(day: date, zone: tzinfo) -> int:
    return number_at(int(datetime.combine(day, time(), tzinfo=zone).timestamp()))


def _label(day: date, period: BarPeriod) -> str:
    if period <= BarPeriod.WEEK:
        return f"{day:%Y-%m-%d}"
    return f"{day:%Y-%m}" if period < BarPeriod.YEAR else f"{day:%Y}"
