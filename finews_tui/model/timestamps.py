"""Times as numbers: Unix seconds with the publisher's offset, and article numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

EPOCH_NUMBER = 62_135_596_800
"""The number of an article of 1 January 1970; numbers count seconds since the year 1."""
UNDATED_NUMBER = -(1 << 40)
"""Numbers of undated articles start here, below every date."""


def unix_seconds(time: datetime) -> int:
    """Return whole seconds since 1970, also at the ends of the calendar."""
    return (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def datetime_at(seconds: int | None, offset: int | None) -> datetime | None:
    """Return the time at `offset` minutes east; in UTC if the calendar ends there."""
    if seconds is None:
        return None
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    try:
        return utc.astimezone(timezone(timedelta(minutes=offset or 0)))
    except (OverflowError, ValueError):
        return utc
