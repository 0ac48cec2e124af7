"""Schedule of automatic syncs: intervals, backoff after failures, and Retry-After."""

from __future__ import annotations

from datetime import datetime, timedelta

MAX_BACKOFF = timedelta(days=1)
"""Upper limit of backoff, also if a server asks for more."""

MAX_FRESH_S = 5 * 3600
DEFAULT_INTERVAL_MIN = 30
"""Minutes between automatic syncs of a feed if the global interval is 0."""

# Timers count from the start of a sync, last sync times from its end.
_SLACK = timedelta(minutes=1)
_MAX_DOUBLINGS = 10


def interval(every_min: int | None, default_min: int) -> timedelta | None:
    """Return the time between automatic syncs of a feed; None for manual sync only."""
    if every_min == 0:
        return None
    return timedelta(minutes=every_min or default_min or DEFAULT_INTERVAL_MIN)


def next_sync(
    now: datetime, every: timedelta | None, *, failures: int = 0, fresh_s: int = 0
) -> datetime | None:
    """Return the time of the next automatic sync of a feed; None for manual sync only.

    Each of `failures` in a row doubles the interval, up to `MAX_BACKOFF`. `fresh_s` is the
    freshness lifetime of the response (RFC 9111), limited to `MAX_FRESH_S`.
    """
    if every is None:
        return None
    if failures:
        backoff = every * (1 << min(failures, _MAX_DOUBLINGS))
        return now + max(every, min(backoff, MAX_BACKOFF))
    return now + max(every, timedelta(seconds=min(fresh_s, MAX_FRESH_S)))


def is_due(
    now: datetime, every: timedelta | None, last_sync: datetime | None, next_sync: datetime | None
) -> bool:
    """Return whether a feed is due for an automatic sync.

    A time too far in the future was written by a wrong clock and is ignored.
    """
    if every is None:
        return False
    if last_sync is None or next_sync is None or last_sync > now:
        return True
    longest = max(every, MAX_BACKOFF) + _SLACK
    return not now + _SLACK < next_sync <= now + longest


def active_backoff(now: datetime, until: datetime | None) -> datetime | None:
    """Return `until` if a server's backoff is still active, else None.

    A time too far in the future is ignored as in `is_due`.
    """
    if until is None or not now < until <= now + MAX_BACKOFF + _SLACK:
        return None
    return until
