"""Article numbers for tests; they encode the publication time."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime, timedelta, timezone

from finews_tui.ui.painting.periods import number_at

BEIJING = timezone(timedelta(hours=8))


def number_on(year: int, month: int, day: int, hour: int = 0) -> int:
    """Return the first article number of an hour, in UTC."""
    return number_at(int(datetime(year, month, day, hour, tzinfo=UTC).timestamp()))


def newest_first(*numbers: int) -> array[int]:
    """Return numbers in descending order."""
    return array("q", sorted(numbers, reverse=True))
