"""Conversion of times: Unix seconds, UTC offsets, and article numbers."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

EPOCH_NUMBER = 62_135_596_800
"""Article number of 1 January 1970: numbers count seconds since year 1."""
UNDATED_NUMBER = -(1 << 40)
"""First number of undated articles of old caches, whose `first_seen` is unknown."""


def unix_seconds(time: datetime) -> int:
    """Return whole seconds since 1970, for any year from 1 to 9999."""
    return (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def datetime_at(seconds: int | None, offset: int | None) -> datetime | None:
    """Return the time at `offset` minutes east of UTC; in UTC if out of range."""
    if seconds is None:
        return None
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    try:
        return utc.astimezone(timezone(timedelta(minutes=offset or 0)))
    except (OverflowError, ValueError):
        return utc


def is_day(moment: datetime) -> bool:
    """Return whether a publisher's time is a date without a time of day: midnight.

    It is a day in every time zone, so it is shown as published and not converted.
    """
    return moment.time() == time()


def local_midnight(moment: datetime) -> datetime:
    """Return the start of the publisher's day in the system's time zone."""
    try:
        return moment.replace(tzinfo=None).astimezone()
    except (OverflowError, OSError, ValueError):  # first and last days of the calendar
        return moment


def format_time(moment: datetime) -> str:
    """Return a publisher's time as `2026-05-18 07:40`, or only its day."""
    return f"{moment:%Y-%m-%d}" if is_day(moment) else f"{moment:%Y-%m-%d %H:%M}"
