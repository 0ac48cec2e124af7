"""Feeds found by discovery at an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedCandidate:
    """Feed found at an address. `kind` is RSS, Atom, JSON Feed, feed or link.

    The fields from `articles` on are set after fetching the feed: number of articles, date of
    the newest, titles and dates of the latest few, and frequency.
    """

    url: str
    title: str = ""
    kind: str = "feed"
    articles: int = 0
    newest: datetime | None = None
    latest: tuple[tuple[str, datetime | None], ...] = ()
    articles_per_day: float | None = None
