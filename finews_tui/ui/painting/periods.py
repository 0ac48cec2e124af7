"""Days and months of a listing, computed from article numbers (timestamps)."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.timestamps import EPOCH_NUMBER

_WEEKDAYS = (
    *(mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday")),
    *(mark("Friday"), mark("Saturday"), mark("Sunday")),
)
_SHORT_WEEKDAYS = (
    *(mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu")),
    *(mark("Fri"), mark("Sat"), mark("Sun")),
)
_MONTHS = (
    *(mark("January"), mark("February"), mark("March"), mark("April")),
    *(mark("May"), mark("June"), mark("July"), mark("August")),
    *(mark("September"), mark("October"), mark("November"), mark("December")),
)


class Granularity(StrEnum):
    """Period length of a list; NONE if it is not sorted by time."""

    DAY = "day"
    MONTH = "month"
    NONE = "none"


TimeRange = tuple[int | None, int | None]
"""Start and end (exclusive) in Unix seconds; None for an open end."""


def number_at(seconds: int) -> int:
    """Return the smallest article number at a Unix time."""
    return seconds + EPOCH_NUMBER


def local_zone(seconds: float | None = None) -> tzinfo:
    """Return the local time zone with its offset at a Unix time (default: now)."""
    moment = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return moment.astimezone().tzinfo or UTC


def moment_at(number: int, zone: tzinfo) -> datetime | None:
    """Return the time of an article number; None for undated articles."""
    if number < 0:
        return None
    try:
        return datetime.fromtimestamp(number - EPOCH_NUMBER, zone)
    except (OverflowError, ValueError, OSError):
        return None


def day_of(number: int, zone: tzinfo) -> date | None:
    """Return the day of an article number; None for undated articles."""
    moment = moment_at(number, zone)
    return None if moment is None else moment.date()


def period_label(day: date | None, granularity: Granularity, today: date | None = None) -> str:
    """Return the heading of a period: `Today · Wednesday 18 May 2022`, `May 2022`."""
    if day is None:
        return tr("Undated")
    month = tr(_MONTHS[day.month - 1])
    if granularity is Granularity.MONTH:
        return tr("{month} {year}", month=month, year=day.year)
    label = tr(
        "{weekday} {day} {month} {year}",
        weekday=tr(_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=month,
        year=day.year,
    )
    match (today - day).days if today is not None else None:
        case 0:
            return tr("Today · {date}", date=label)
        case 1:
            return tr("Yesterday · {date}", date=label)
    return label


_MAX_SAME_DAYS = 60


def same_days(day: date, first: date, last: date) -> list[date]:
    """Return the same day in each year of a range, or in each month of a single year.

    Newest first, at most 60.
    """
    months = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    days = []
    for month in months:
        try:
            same = date(month // 12, month % 12 + 1, day.day)
        except ValueError:
            continue
        if first <= same <= last:
            days.append(same)
    yearly = [same for same in days if same.month == day.month]
    return (yearly if len(yearly) > 1 else days)[:_MAX_SAME_DAYS]


def time_in_period(seconds: int, granularity: Granularity, zone: tzinfo) -> str:
    """Return the time within a period: `15:29` for days, `Wed 18` for months."""
    moment = datetime.fromtimestamp(seconds, zone)
    if granularity is Granularity.DAY:
        return f"{moment:%H:%M}"
    weekday = tr(_SHORT_WEEKDAYS[moment.weekday()])
    return tr("{weekday} {day:2}", weekday=weekday, day=moment.day)


def period_starts(
    numbers: array[int], zone: tzinfo, granularity: Granularity, *, is_ascending: bool = False
) -> array[int]:
    """Return the index of the first article of each period. Requires sorted numbers."""
    starts = array("q")
    index = 0
    while index < len(numbers):
        starts.append(index)
        day = day_of(numbers[index], zone)
        index = max(index + 1, _end_of_period(numbers, index, day, zone, granularity, is_ascending))
    return starts


def _end_of_period(
    numbers: array[int],
    index: int,
    day: date | None,
    zone: tzinfo,
    granularity: Granularity,
    is_ascending: bool,
) -> int:
    if is_ascending:
        edge = _first_number(day, zone, granularity, periods_on=1) if day else 0
        return bisect_left(numbers, edge, index)
    if day is None:
        return len(numbers)
    edge = _first_number(day, zone, granularity)
    return bisect_left(numbers, 1 - edge, index, key=int.__neg__)


def _first_number(day: date, zone: tzinfo, granularity: Granularity, periods_on: int = 0) -> int:
    """Return the smallest number of the period of `day`, or of a later period."""
    if granularity is Granularity.MONTH:
        months = day.year * 12 + day.month - 1 + periods_on
        year, month, start = months // 12, months % 12 + 1, 1
    else:
        ordinal = min(day.toordinal() + periods_on, date.max.toordinal())
        year, month, start = date.fromordinal(ordinal).timetuple()[:3]
    if year > date.max.year:
        return 1 << 62
    midnight = datetime.combine(date(year, month, start), time(), tzinfo=zone)
    return number_at(int(midnight.timestamp()))
