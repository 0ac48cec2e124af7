"""Preview of a source before it is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from finews_tui.model.article import Entry
from finews_tui.model.feed_candidate import FeedCandidate

_MAX_LATEST = 5
_MIN_DATED = 2


def with_preview(
    candidate: FeedCandidate, entries: Sequence[Entry], now: datetime, *, count: int | None = None
) -> FeedCandidate:
    """Return `candidate` with the dates, titles and frequency of its articles."""
    dates = [entry.published for entry in entries if entry.published is not None]
    newest_entries = sorted(entries, key=_date, reverse=True)
    return replace(
        candidate,
        articles=len(entries) if count is None else count,
        newest=max(dates, default=None),
        latest=tuple((entry.title, entry.published) for entry in newest_entries[:_MAX_LATEST]),
        articles_per_day=_articles_per_day(dates, now),
    )


def _date(entry: Entry) -> datetime:
    return entry.published or datetime.min.replace(tzinfo=UTC)


def _articles_per_day(dates: Sequence[datetime], now: datetime) -> float | None:
    """Return the average number of articles per day; None if fewer than two dates."""
    past_dates = [date for date in dates if date <= now]
    if len(past_dates) < _MIN_DATED:
        return None
    return len(past_dates) / max((now - min(past_dates)) / timedelta(days=1), 1.0)
