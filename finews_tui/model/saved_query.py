"""Saved queries and their article counts."""

from __future__ import annotations

from typing import NamedTuple


class SavedQuery(NamedTuple):
    """Query with a name."""

    name: str
    text: str


class QueryCount(NamedTuple):
    """Number of articles matching a query, and of unread ones among them."""

    articles: int
    unread: int
