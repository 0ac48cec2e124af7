"""Times as numbers: unix seconds with the publisher's offset, and an article's place in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

EPOCH_NUMBER = 62_135_596_800
"""An article's number is its seconds since the year 1; this is the first of 1970."""
UNDATED_NUMBER = -(1 << 40)
"""Undated articles stand below every date of the calendar."""


def unix_seconds(moment: datetime) -> int:
    """Whole seconds since 1970, also for the ends of the calendar."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def datetime_at(seconds: int | None, offset: int | None) -> datetime | None:
    """The time of unix seconds at `offset` minutes east; where the calendar ends, in UTC."""
    if seconds is None:
        return None
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    try:
        return utc.astimezone(timezone(timedelta(minutes=offset or 0)))
    except (OverflowError, ValueError):
        return utc
