"""When a feed is synced: its interval, back-off after failures, and pauses its server asks for."""

from __future__ import annotations

from datetime import datetime, timedelta

MAX_BACKOFF = timedelta(days=1)
"""A feed is tried at least this often, whether it fails or its server asks for a longer pause."""

MAX_FRESH_S = 5 * 3600
DEFAULT_INTERVAL_MIN = 30
"""Minutes between automatic syncs of a feed if the general timer is off."""

# A timer starts slightly before the last sync it started has finished.
_SLACK = timedelta(minutes=1)
_MAX_DOUBLINGS = 10


def interval(every_min: int | None, general_min: int) -> timedelta | None:
    """Return the time between automatic syncs of a feed; None if it is synced manually only."""
    if every_min == 0:
        return None
    return timedelta(minutes=every_min or general_min or DEFAULT_INTERVAL_MIN)


def next_sync(
    now: datetime, every: timedelta | None, *, failures: int = 0, fresh_s: int = 0
) -> datetime | None:
    """Return the time before which automatic syncs skip a feed; None if they always do.

    Each of `failures` in a row doubles the interval, up to `MAX_BACKOFF`. `fresh_s` are the seconds
    for which the response is fresh (RFC 9111), at most `MAX_FRESH_S` of them count.
    """
    if every is None:
        return None
    if failures:
        backoff = every * (1 << min(failures, _MAX_DOUBLINGS))
        return now + max(every, min(backoff, MAX_BACKOFF))
    return now + max(every, timedelta(seconds=min(fresh_s, MAX_FRESH_S)))


def is_due(
    now: datetime, every: timedelta | None, last: datetime | None, following: datetime | None
) -> bool:
    """Return whether an automatic sync may request a feed, synced `last` and due at `following`.

    A time too far ahead was written under a wrong clock, and is ignored.
    """
    if every is None:
        return False
    if last is None or following is None or last > now:
        return True
    longest = max(every, MAX_BACKOFF) + _SLACK
    return not now + _SLACK < following <= now + longest


def active_backoff(now: datetime, until: datetime | None) -> datetime | None:
    """Return until when a server asked not to be requested; None if that is over.

    A time too far ahead is ignored as in `is_due`.
    """
    if until is None or not now < until <= now + MAX_BACKOFF + _SLACK:
        return None
    return until
