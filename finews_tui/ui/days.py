"""A listing parted into days, without reading a row: an article's number is its place in time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from finews_tui.model.article import Headline

# An article's number is the seconds from the year 1 to its date; undated ones are negative.
_EPOCH = int(
    datetime(1970, 1, 1, tzinfo=UTC).timestamp() - datetime(1, 1, 1, tzinfo=UTC).timestamp()
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
UNDATED = "Undated"

Span = tuple[int | None, int | None]  # from when until when (left out), in unix seconds


def number_at(seconds: int) -> int:
    """The smallest number that an article of this unix time may have."""
    return seconds + _EPOCH


def local_zone(seconds: float | None = None) -> tzinfo:
    """The zone of this machine, as it is at that time."""
    moment = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return moment.astimezone().tzinfo or UTC


def zone_of(headlines: Sequence[Headline]) -> tzinfo:
    """The zone to tell times in: the publishers' own where they share one, else the reader's."""
    offsets = {headline.offset for headline in headlines if headline.offset is not None}
    if len(offsets) == 1:
        return timezone(timedelta(minutes=offsets.pop()))
    return local_zone()


def day_of(number: int, zone: tzinfo) -> date | None:
    """The day of an article's number; None for one without a date."""
    if number < 0:
        return None
    try:
        return datetime.fromtimestamp(number - _EPOCH, zone).date()
    except (OverflowError, ValueError, OSError):
        return None


def clock(seconds: int, zone: tzinfo) -> str:
    """The time of day as `15:29`."""
    return f"{datetime.fromtimestamp(seconds, zone):%H:%M}"


def day_label(day: date | None, today: date | None = None) -> str:
    """A day as a line between days tells it: `Today · Wednesday 18 May 2022`."""
    if day is None:
        return UNDATED
    spoken = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    if today is None:
        return spoken
    return {0: "Today · ", 1: "Yesterday · "}.get((today - day).days, "") + spoken


def day_starts(numbers: array[int], zone: tzinfo, *, is_ascending: bool = False) -> array[int]:
    """The index of the first article of each day of a listing in the order of time."""
    starts = array("q")
    index = 0
    while index < len(numbers):
        starts.append(index)
        day = day_of(numbers[index], zone)
        index = _end_of_day(numbers, index, day, zone, is_ascending)
    return starts


def _end_of_day(
    numbers: array[int], index: int, day: date | None, zone: tzinfo, is_ascending: bool
) -> int:
    if is_ascending:
        edge = _first_number(day, zone, days_on=1) if day else 0
        return max(index + 1, bisect_left(numbers, edge, index))
    if day is None:
        return len(numbers)
    edge = _first_number(day, zone)
    return max(index + 1, bisect_left(numbers, 1 - edge, index, key=int.__neg__))


def _first_number(day: date, zone: tzinfo, days_on: int = 0) -> int:
    try:
        midnight = datetime.combine(day + timedelta(days=days_on), time(), tzinfo=zone)
    except OverflowError:
        return 1 << 62
    return number_at(int(midnight.timestamp()))
