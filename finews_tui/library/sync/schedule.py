"""When a feed may be asked again: its interval, its failures and its server's wish, reckoned."""

from __future__ import annotations

from datetime import datetime, timedelta

MAX_BACKOFF = timedelta(days=1)
"""A feed that fails, or a server that asks for more, is asked at least so often."""

MAX_FRESH_S = 5 * 3600
DEFAULT_INTERVAL_MIN = 30
"""Minutes between two automatic syncs of a feed where the timer is off."""

# A timer fires a little before what it started has been answered.
_SLACK = timedelta(minutes=1)
_MOST_DOUBLINGS = 10


def interval(every_min: int | None, general_min: int) -> timedelta | None:
    """The time between two automatic syncs of a feed; None where it is never asked by itself."""
    if every_min == 0:
        return None
    return timedelta(minutes=every_min or general_min or DEFAULT_INTERVAL_MIN)


def next_sync(
    now: datetime, every: timedelta | None, *, failures: int = 0, fresh_s: int = 0
) -> datetime | None:
    """Before when an automatic sync leaves a feed alone.

    `failures` in a row double its interval each time, up to a day; `fresh_s` is how long the answer
    says that it is fresh, at most five hours.
    """
    if every is None:
        return None
    if failures:
        grown = every * (1 << min(failures, _MOST_DOUBLINGS))
        return now + max(every, min(grown, MAX_BACKOFF))
    return now + max(every, timedelta(seconds=min(fresh_s, MAX_FRESH_S)))


def is_due(
    now: datetime, every: timedelta | None, last: datetime | None, following: datetime | None
) -> bool:
    """Whether an automatic sync may ask.

    A time too far ahead was written under another clock, and holds nothing back.
    """
    if every is None:
        return False
    if last is None or following is None or last > now:
        return True
    longest = max(every, MAX_BACKOFF) + _SLACK
    return not now + _SLACK < following <= now + longest


def active_backoff(now: datetime, until: datetime | None) -> datetime | None:
    """Until when a server asked to be left alone, if that is still to come."""
    if until is None or not now < until <= now + MAX_BACKOFF + _SLACK:
        return None
    return until
