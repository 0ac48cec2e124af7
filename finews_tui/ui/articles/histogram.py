"""A listing over time: how many articles each stretch of its span has, counted without a scan."""

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
_FEWEST = 3  # stretches that are worth a picture


class Stretch(IntEnum):
    """What one bar of a histogram stands for; from a month on the value is its months."""

    DAY = -1
    WEEK = 0
    MONTH = 1
    QUARTER = 3
    YEAR = 12
    DECADE = 120
    CENTURY = 1200


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts from the oldest stretch to the newest; `edges` are their first numbers, and an end."""

    counts: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()
    first: str = ""
    last: str = ""

    def bars(self) -> str:
        """One character a stretch, blank where it has none."""
        most = max(self.counts, default=0)
        steps = len(_BARS)
        return "".join(
            _BARS[-(-count * steps // most) - 1] if count else " " for count in self.counts
        )

    def place(self, number: int) -> int:
        """Which bar the article of a number is in; of one beyond the ends the nearest."""
        return max(0, min(bisect_right(self.edges, number) - 1, len(self.counts) - 1))


def histogram(listing: Listing, width: int) -> Histogram:
    """The finest histogram of a listing that has room in `width` cells; empty where none has.

    A listing in the order of relevance has none, and neither have undated articles.
    """
    span = days_of(listing)
    if span is None or width < _FEWEST:
        return Histogram()
    first, last = span
    for stretch in Stretch:
        starts = _starts(first, last, stretch, width)
        if len(starts) - 1 <= width:
            break
    if len(starts) - 1 < _FEWEST:
        return Histogram()
    edges = tuple(_number(day, listing.zone) for day in starts)
    places = [_place(listing, edge) for edge in edges]
    counts = tuple(abs(end - start) for start, end in pairwise(places))
    return Histogram(counts, edges, _label(first, stretch), _label(last, stretch))


def days_of(listing: Listing) -> tuple[date, date] | None:
    """The days of the oldest and the newest article that have one."""
    numbers = listing.numbers
    if listing.sort is Sort.RELEVANCE or not numbers:
        return None
    is_descending = listing.sort is Sort.NEWEST
    dated = _place(listing, 0)
    if dated == (0 if is_descending else len(numbers)):
        return None
    oldest = numbers[dated - 1] if is_descending else numbers[dated]
    newest = numbers[0] if is_descending else numbers[-1]
    first, last = day_of(oldest, listing.zone), day_of(newest, listing.zone)
    return (first, last) if first is not None and last is not None else None


def _place(listing: Listing, number: int) -> int:
    """How many rows stand before the first article of this number or more, in time's order."""
    if listing.sort is Sort.NEWEST:
        return bisect_right(listing.numbers, -number, key=int.__neg__)
    return bisect_left(listing.numbers, number)


def _starts(first: date, last: date, stretch: Stretch, most: int) -> Sequence[date]:
    """The first day of each stretch from `first` to `last`, and of the one after; `most` + 2."""
    days: list[date] = []
    if stretch <= Stretch.WEEK:
        step = timedelta(days=7 if stretch is Stretch.WEEK else 1)
        day = first - timedelta(days=first.weekday()) if stretch is Stretch.WEEK else first
        while day <= last and len(days) <= most:
            days.append(day)
            day += step
        return [*days, day]
    month = (first.year * 12 + first.month - 1) // stretch * stretch
    end = last.year * 12 + last.month - 1
    while month <= end and len(days) <= most:
        days.append(_month(month))
        month += stretch
    return [*days, _month(month)]


def _month(months: int) -> date:
    year = max(date.min.year, min(months // 12, date.max.year))
    return date(year, months % 12 + 1, 1)


def _number(day: date, zone: tzinfo) -> int:
    return number_at(int(datetime.combine(day, time(), tzinfo=zone).timestamp()))


def _label(day: date, stretch: Stretch) -> str:
    if stretch <= Stretch.WEEK:
        return f"{day:%Y-%m-%d}"
    return f"{day:%Y-%m}" if stretch < Stretch.YEAR else f"{day:%Y}"
