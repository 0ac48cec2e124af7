"""What a source will bring, seen before it is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from finews_tui.model.article import Entry
from finews_tui.model.feed_candidate import FeedCandidate

_LATEST = 5
_FEWEST = 2


def glimpsed(
    candidate: FeedCandidate, entries: Sequence[Entry], now: datetime, *, count: int | None = None
) -> FeedCandidate:
    """`candidate` with what these entries tell of it; `count` where there are more than these."""
    dates = [entry.published for entry in entries if entry.published is not None]
    dated = sorted(entries, key=_date, reverse=True)
    return replace(
        candidate,
        articles=len(entries) if count is None else count,
        newest=max(dates, default=None),
        latest=tuple((entry.title, entry.published) for entry in dated[:_LATEST]),
        articles_per_day=_a_day(dates, now),
    )


def _date(entry: Entry) -> datetime:
    return entry.published or datetime.min.replace(tzinfo=UTC)


def _a_day(dates: Sequence[datetime], now: datetime) -> float | None:
    """How many articles a day these are; None where less than two tell it."""
    past = [date for date in dates if date <= now]
    if len(past) < _FEWEST:
        return None
    return len(past) / max((now - min(past)) / timedelta(days=1), 1.0)
